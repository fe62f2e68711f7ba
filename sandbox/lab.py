"""The Lab: everything a computation may use beside its parameters."""

from __future__ import annotations

import asyncio

from sandbox.errors import BadInput, NotReady
from sandbox.models.catalog import Catalog, Model
from sandbox.models.language_model import LanguageModel
from sandbox.models.setup import folder_of, verify
from sandbox.settings import Settings


class Lab:
    """The models of this server, each loaded when it is first asked for and kept."""

    def __init__(self, settings: Settings, catalog: Catalog) -> None:
        self.settings, self.catalog = settings, catalog
        self._loading: dict[str, asyncio.Task[LanguageModel]] = {}

    def entry(self, model: str, kind: str = "decoder") -> Model:
        """Look a model up by its id. Raises BadInput if there is none of that kind."""
        known = [entry.id for entry in self.catalog if entry.kind == kind]
        if model not in known:
            raise BadInput("unknown_model", "model", known=", ".join(known))
        return self.catalog[model]

    async def model(self, model: str, kind: str = "decoder") -> LanguageModel:
        """Return a model that is ready to run.

        Raises:
            BadInput: no model of that kind has this id.
            NotReady: it is known, but its files are not here or are damaged.
        """
        entry = self.entry(model, kind)
        loading = self._loading.get(model)
        if loading is None:
            loading = self._loading[model] = asyncio.create_task(asyncio.to_thread(self._load, entry))
        try:
            # Shielded: a visitor who leaves while a model loads must not stop it for the others.
            return await asyncio.shield(loading)
        except Exception:
            if self._loading.get(model) is loading:  # the next one tries again: it may have been set up meanwhile
                del self._loading[model]
            raise

    def close(self) -> None:
        """End the models' worker threads."""
        for model in self.loaded().values():
            model.close()

    def loaded(self) -> dict[str, LanguageModel]:
        """Return the models that are loaded now, by id."""
        done = {id: task for id, task in self._loading.items() if task.done() and not task.cancelled()}
        return {id: task.result() for id, task in done.items() if task.exception() is None}

    def _load(self, entry: Model) -> LanguageModel:
        if verify(entry, self.settings) != "ready":
            raise NotReady("model_not_ready", "model", model=entry.name, id=entry.id)
        return LanguageModel.load(folder_of(entry, self.settings), entry, self.settings)
