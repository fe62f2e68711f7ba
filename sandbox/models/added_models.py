"""Models that are added on this machine: from a folder or a repository of the hub to a ready model (extra `export`).

It lies where the default models lie, <home>/models/<id>, in the same form. Beside their files it has an entry.json, its
entry in the catalogue: that is what makes it a model of this machine.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from sandbox.errors import SetupError
from sandbox.models.catalog import Added, Catalog, Loss, Model
from sandbox.models.fetch import Progress, check_space, quiet, sha256_of, writing
from sandbox.models.plan import CONTEXT, Plan, Source
from sandbox.models.setup import alone, move, write_record
from sandbox.models.source_folder import SourceFolder
from sandbox.settings import Settings

if TYPE_CHECKING:
    from sandbox.models.tokenizer_files import TokenizerFacts

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_HUB_ID = re.compile(r"[\w.-]+(/[\w.-]+)?", re.ASCII)


def find_source(source: str, revision: str | None = None) -> Source:
    """Return where a model is: a folder, where there is one of that name, else a repository on the hub.

    Raises:
        SetupError: "no_such_source"; what hub.find raises.
    """
    path = Path(source).expanduser()
    if path.is_dir():
        return SourceFolder(path)
    if not _HUB_ID.fullmatch(source) or source in {".", ".."}:
        raise SetupError("no_such_source", source=source)
    from sandbox.models import hub

    return hub.find(source, revision)


def free_id(source: Source, settings: Settings, wanted: str | None = None) -> str:
    """Return the id to choose a model by: the wanted one, or one made of its name that is none of ours.

    Raises:
        SetupError: "model_id", "model_id_taken".
    """
    name = source.name.rsplit("/", 1)[-1]
    found = [re.sub(r"[^a-z0-9]+", "-", one.lower()).strip("-")[:40] for one in (name, source.name, f"{name}-model")]
    ours = set(Catalog.load(settings.assets).models)
    ours |= tomllib.loads((settings.assets / "tokenizers.toml").read_text("utf-8")).keys()
    id = next((one for one in found if one not in ours), found[-1]) if wanted is None else wanted
    if not _ID.fullmatch(id):
        raise SetupError("model_id", id=id)
    if id in ours or (settings.home / "models" / id).exists():
        raise SetupError("model_id_taken", id=id)
    return id


def add(plan: Plan, settings: Settings, progress: Progress = quiet) -> Model:
    """Make the model of a plan ready.

    Two at once wait for each other. After a failure or an interrupt what was fetched stays, for the same call to go on
    from there, and nothing else does.

    Raises:
        SetupError: those of Plan.check and Source.fetch; "model_id_taken" where another call was faster;
            "extra_missing"; "model_unfit" where the files are not what the config says; "disk_full", "cannot_write".
    """
    plan.check()
    downloads, work = settings.home / "downloads", settings.home / "work" / plan.id
    target = settings.home / "models" / plan.id
    with alone(settings.home, progress), writing(settings.home):
        if target.exists():
            raise SetupError("model_id_taken", id=plan.id)
        check_space(settings.home, plan.disk)  # another setup may have filled it while this one waited
        folder = plan.source.fetch(plan.names, downloads, progress)
        shutil.rmtree(work, ignore_errors=True)  # left by one that was killed
        try:
            work.mkdir(parents=True)
            entry = _build(plan, folder, work, settings, progress)
            move(work / plan.precision, target, work / "replaced")
        finally:
            shutil.rmtree(work, ignore_errors=True)
            _remove_if_empty(work.parent)
        if not isinstance(plan.source, SourceFolder):  # a person's own folder is never touched, wherever it lies
            shutil.rmtree(folder)
            _remove_if_empty(downloads)
    return entry


def remove(id: str, settings: Settings) -> None:
    """Throw an added model away, or what is left of one. Raises SetupError("model_not_added", "cannot_write")."""
    place = settings.home / "models" / id
    if not _ID.fullmatch(id) or id in Catalog.load(settings.assets).models or not place.is_dir():
        raise SetupError("model_not_added", id=id)
    with alone(settings.home, quiet), writing(settings.home):
        (place / "entry.json").unlink(missing_ok=True)  # from now on it is no model any more
        shutil.rmtree(place)


def _build(plan: Plan, folder: Path, work: Path, settings: Settings, progress: Progress) -> Model:
    """Fill work/<precision> with the model and return its entry."""
    from huggingface_hub.utils import disable_progress_bars  # type: ignore[attr-defined]

    disable_progress_bars()  # transformers' own would stand in the middle of ours
    try:
        from sandbox.models import export, tokenizer_files
    except ImportError as error:
        raise SetupError("extra_missing", extra="export", reason=error) from error
    for library in ("torch.onnx", "transformers"):  # their notes are for programmers
        logging.getLogger(library).setLevel(logging.ERROR)
    cutting, exact, ready = work / "tokenizer", work / "fp32", work / plan.precision
    cutting.mkdir()
    entry = entry_of(plan, folder, tokenizer_files.write(folder, cutting))
    measured = plan.loss and (entry.kind == "decoder" or entry.mask is not None)
    wanted = ["fp32", plan.precision] if measured else [plan.precision]
    try:
        export.export_folder(entry, folder, work, wanted, lambda done, total: progress("convert", done, total))
    except (ValueError, RuntimeError) as error:  # the library raises either where a tensor does not fit
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SetupError("model_unfit", model=plan.name, reason=reason) from error
    for precision in wanted:
        shutil.copytree(cutting, work / precision, dirs_exist_ok=True)
    if measured:
        entry = replace(entry, loss=_loss(entry, exact, ready, settings, progress))
        shutil.rmtree(exact)
    for name in plan.names:
        if name.upper().startswith(("LICEN", "NOTICE", "USE_POLICY")):
            shutil.copyfile(folder / name, ready / name)
    values = json.loads(_ENTRY.dump_json(entry, exclude={"id", "graphs"}))
    (ready / "entry.json").write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")
    write_record(ready, entry, plan.precision)
    return entry


def entry_of(plan: Plan, folder: Path, facts: TokenizerFacts) -> Model:
    """Return the catalogue's entry of a model that is being added.

    Args:
        plan: what it is.
        folder: its files.
        facts: what its tokenizer is.
    """
    shape = plan.shape
    weights = [name for name in plan.names if name.endswith(".safetensors")]
    return Model(
        id=plan.id,
        graphs=folder,
        name=plan.name,
        kind=shape.kind,
        languages=plan.languages,
        parameters=shape.parameters,
        layers=shape.layers,
        heads=shape.heads,
        kv_heads=shape.kv_heads,
        d_model=shape.d_model,
        d_head=shape.d_head,
        vocabulary=shape.vocabulary,
        context=min(shape.positions, CONTEXT),
        start=facts.start,
        end=facts.end,
        stop=tuple(id for id in facts.stop if id < shape.vocabulary),
        chat=facts.chat,
        mask=facts.mask if shape.masked else None,
        license=plan.license,
        notice="",
        origin=plan.source.origin,
        precision=plan.precision,
        source_precision=shape.dtype,
        format="safetensors",
        source=weights[0],
        source_sha256=sha256_of(folder / weights[0]),
        added=Added(plan.source.name, plan.source.revision, shape.family, tokenizer=facts.kind),
    )


def _loss(entry: Model, exact: Path, rounded: Path, settings: Settings, progress: Progress) -> Loss:
    """Measure what rounding cost."""
    from sandbox.models.language_model import LanguageModel
    from sandbox.models.loss import loss_texts, measure_loss

    async def measure() -> Loss:
        uncached = replace(settings, model_cache=0)
        models = [LanguageModel.load(folder, entry, uncached) for folder in (exact, rounded)]
        try:
            return await measure_loss(models[0], models[1], loss_texts(settings.assets, entry.languages), progress)
        finally:
            for model in models:
                model.close()

    return asyncio.run(measure())


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


_ENTRY = TypeAdapter(Model)
