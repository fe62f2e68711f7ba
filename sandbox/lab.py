"""The Lab: everything a computation may use beside its parameters."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sandbox.errors import BadInput, NotReady
from sandbox.models.catalog import Catalog, Model
from sandbox.models.language_model import LanguageModel
from sandbox.models.own_vectors import OwnVectors
from sandbox.models.setup import folder_of, state, verify
from sandbox.models.tokenizer import Tokenizer, TokenizerInfo
from sandbox.models.tokenizers_catalog import Entry as TokenizerEntry
from sandbox.models.tokenizers_catalog import added_tokenizers, tokenizer_entries
from sandbox.models.vectors_catalog import Entry, all_vectors
from sandbox.models.word_vectors import WordVectors
from sandbox.settings import Settings

T = TypeVar("T")


class Lab:
    """The models and word vectors of this server, each loaded when it is first asked for and kept."""

    def __init__(self, settings: Settings, catalog: Catalog) -> None:
        self.settings, self.catalog = settings, catalog
        self.own_vectors = OwnVectors(settings.upload * 4)
        self._models: dict[str, asyncio.Task[LanguageModel]] = {}
        self._vectors: dict[str, asyncio.Task[WordVectors]] = {}
        self._tokenizers: dict[str, asyncio.Task[Tokenizer]] = {}
        self._tokenizer_entries = tokenizer_entries(settings.assets) | added_tokenizers(catalog, settings)

    async def model(self, id: str) -> LanguageModel:
        """Return a decoder that is ready to run.

        Raises:
            BadInput: no decoder has this id.
            NotReady: it is known, but its files are not here or are damaged.
        """
        return await self.any_model(id, kinds=("decoder",))

    async def any_model(
        self, id: str, field: str = "model", kinds: tuple[str, ...] = ("decoder", "encoder")
    ) -> LanguageModel:
        """Return a model of one of these kinds that is ready to run: `field` is the parameter that asked for it.

        Raises:
            BadInput: no such model has this id.
            NotReady: it is known, but its files are not here or are damaged.
        """
        known = [entry.id for entry in self.catalog if entry.kind in kinds]
        if id not in known:
            raise BadInput("unknown_model", field, known=", ".join(known))
        return await _once(self._models, id, lambda: self._load(self.catalog[id], field))

    async def vectors(self, id: str) -> WordVectors:
        """Return word vectors: shipped ones, added ones, or those that somebody has loaded on the page.

        Raises:
            BadInput: there are none of this id (any more).
            NotReady: they are known, but their files are damaged.
        """
        if own := self.own_vectors.get(id):
            return own
        if id.startswith("own-"):
            raise BadInput("vectors_gone", "vectors")
        # Looked up anew each time, since one may have been added meanwhile.
        known = {} if id in self._vectors else await asyncio.to_thread(all_vectors, self.settings)
        if id not in self._vectors and id not in known:
            raise BadInput("unknown_vectors", "vectors", known=", ".join(known))
        return await _once(self._vectors, id, lambda: self._load_vectors(known[id]))

    async def tokenizer(self, id: str, field: str = "tokenizer") -> Tokenizer:
        """Return a tokenizer alone, without its model: `field` is the parameter that asked for it.

        Raises:
            BadInput: no tokenizer has this id.
            NotReady: it is that of a model whose files are not here, or its own file is damaged.
        """
        if id not in self._tokenizer_entries:
            raise BadInput("unknown_tokenizer", field, known=", ".join(self._tokenizer_entries))
        entry = self._tokenizer_entries[id]
        return await _once(self._tokenizers, id, lambda: self._load_tokenizer(entry, field))

    def tokenizers(self) -> list[TokenizerInfo]:
        """Return what is known of every tokenizer, in the order of the catalogue."""
        return [entry.info for entry in self._tokenizer_entries.values()]

    def close(self) -> None:
        """End the models' worker threads."""
        for model in self.loaded().values():
            model.close()

    def loaded(self) -> dict[str, LanguageModel]:
        """Return the models that are loaded now, by id."""
        return _done(self._models)

    def loaded_vectors(self) -> dict[str, WordVectors]:
        """Return the word vectors that are loaded now, by id."""
        return _done(self._vectors)

    def loaded_tokenizers(self) -> dict[str, Tokenizer]:
        """Return the tokenizers that are loaded now, by id."""
        return _done(self._tokenizers)

    def _load(self, entry: Model, field: str) -> LanguageModel:
        if verify(entry, self.settings) != "ready":
            raise NotReady("model_not_ready", field, model=entry.name, id=entry.id)
        return LanguageModel.load(folder_of(entry, self.settings), entry, self.settings)

    def _load_tokenizer(self, entry: TokenizerEntry, field: str) -> Tokenizer:
        if entry.model:
            model = self.catalog[entry.model]
            if state(model, self.settings) != "ready":
                raise NotReady("model_not_ready", field, model=model.name, id=model.id)
            return Tokenizer.load(folder_of(model, self.settings), model, entry.info)
        try:
            return entry.load(self.settings.assets)
        except (OSError, ValueError):
            raise NotReady("tokenizer_not_ready", field, tokenizer=entry.name) from None

    def _load_vectors(self, entry: Entry) -> WordVectors:
        try:
            return entry.load()
        except (OSError, ValueError, EOFError):
            raise NotReady("vectors_not_ready", "vectors", vectors=entry.info.name) from None


async def _once(loading: dict[str, asyncio.Task[T]], id: str, load: Callable[[], T]) -> T:
    """Load something in a thread, once for all who wait for it; after a failure the next one tries again."""
    task = loading.get(id)
    if task is None:
        task = loading[id] = asyncio.create_task(asyncio.to_thread(load))
    try:
        # Shielded: a visitor who leaves meanwhile must not stop it for the others.
        return await asyncio.shield(task)
    except Exception:
        if loading.get(id) is task:
            del loading[id]
        raise


def _done(loading: dict[str, asyncio.Task[T]]) -> dict[str, T]:
    done = {id: task for id, task in loading.items() if task.done() and not task.cancelled()}
    return {id: task.result() for id, task in done.items() if task.exception() is None}
