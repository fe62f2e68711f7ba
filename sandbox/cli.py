"""The command lm-sandbox, from `serve` to `build-space`. It speaks the language of the terminal."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tqdm import tqdm

from sandbox import language, space
from sandbox.errors import SandboxError, SetupError
from sandbox.language import Words
from sandbox.models import added_models, added_vectors, setup
from sandbox.models.catalog import Catalog, Model
from sandbox.models.plan import CONTEXT, PRECISIONS, Plan, megabytes, plan
from sandbox.models.vectors_catalog import all_vectors, shipped
from sandbox.settings import Settings
from sandbox.topics.words.projection import warm_up

_COMMANDS = ("serve", "setup", "models", "vectors", "export", "build-space")


class Progress:
    """Shows how far a piece of work is: a moving bar in a terminal, a line for every tenth elsewhere (to stderr)."""

    def __init__(self, say: Words) -> None:
        self._say, self._what, self._tenth = say, "", -1
        self._bar: tqdm[Any] | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` bytes of `what` are done; "measure" counts texts."""
        label = self._say(f"cli.progress.{what}") if f"cli.progress.{what}" in self._say else what
        if what == "wait":
            print(label, file=sys.stderr, flush=True)
        elif sys.stderr.isatty():
            bar = self._bar
            if what != self._what or bar is None:
                self.close()
                unit: dict[str, Any] = {} if what == "measure" else {"unit": "B", "unit_scale": True}
                bar = tqdm(desc=label, total=total, initial=done, dynamic_ncols=True, **unit)
            bar.update(done - bar.n)
            self._bar = bar
        elif what != self._what or 10 * done // total > self._tenth:
            self._tenth = 10 * done // total
            amount = f"{done} / {total}" if what == "measure" else f"{done / 1e6:.1f} / {total / 1e6:.1f} MB"
            print(f"{label}: {amount} ({done / total:.0%})", file=sys.stderr, flush=True)
        self._what = what

    def close(self) -> None:
        """End the bar, if there is one."""
        if self._bar is not None:
            self._bar.close()
        self._bar, self._what, self._tenth = None, "", -1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code: 0, 1 if something failed, 2 for wrong usage, 130 if interrupted."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a console that cannot show a character shows "?" and goes on
            reconfigure(errors="replace")
    say = language.words(language.of_terminal())
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in _COMMANDS and given[0] not in {"-h", "--help"}):
        given.insert(0, "serve")
    try:
        settings = Settings.from_environment()
    except ValueError as error:
        print(say("cli.bad_setting", reason=error), file=sys.stderr)
        return 2
    options = _parser(say, settings).parse_args(given)
    try:
        match options.command:
            case "serve":
                return _serve(options, settings, say)
            case "setup":
                return _setup(options, settings, say)
            case "models":
                return _models(options, settings, say)
            case "vectors":
                return _vectors(options, settings, say)
            case "build-space":
                return _build_space(options, settings, say)
            case _:
                return _export(options, settings, say)
    except SandboxError as error:
        print(_sentence(error, say), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        stopped = "cli.vectors_stopped" if options.command == "vectors" else "cli.stopped"
        print(f"\n{say(stopped)}", file=sys.stderr)
        return 130


def _parser(say: Words, settings: Settings) -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser("lm-sandbox", description=say("cli.description"), add_help=False)
    parser.add_argument("-h", "--help", action="help", help=say("cli.help"))
    commands = parser.add_subparsers(dest="command", metavar="|".join(_COMMANDS))
    parsers = {}
    for name in _COMMANDS:
        text = say(f"cli.{name}")
        parsers[name] = commands.add_parser(name, help=text, description=text, add_help=False)
        parsers[name].add_argument("-h", "--help", action="help", help=say("cli.help"))
    serve = parsers["serve"]
    serve.add_argument("--host", default=settings.host, help=say("cli.host", host=settings.host))
    serve.add_argument("--port", type=int, default=settings.port, help=say("cli.port", port=str(settings.port)))
    serve.add_argument("--no-setup", action="store_true", help=say("cli.no_setup"))
    for name in ("setup", "export"):
        parsers[name].add_argument("--models", nargs="+", default=(), metavar="ID", help=say("cli.which"))
    parsers["setup"].add_argument("--precision", help=say("cli.precision"))
    parsers["setup"].add_argument("--verify", action="store_true", help=say("cli.verify"))
    parsers["setup"].add_argument("--keep", action="store_true", help=say("cli.keep"))
    parsers["models"].add_argument("--json", action="store_true", help=say("cli.json"))
    _model_actions(parsers["models"], say)
    actions = parsers["vectors"].add_subparsers(dest="action", metavar="add|remove")
    for name in ("add", "remove"):
        text = say(f"cli.vectors_{name}")
        parsers[name] = actions.add_parser(name, help=text, description=text, add_help=False)
        parsers[name].add_argument("-h", "--help", action="help", help=say("cli.help"))
    parsers["add"].add_argument("file", type=Path, metavar="FILE", help=say("cli.vectors_file"))
    parsers["add"].add_argument("--id", help=say("cli.vectors_id"))
    parsers["add"].add_argument("--name", help=say("cli.vectors_name"))
    most = added_vectors.MOST_WORDS
    parsers["add"].add_argument("--words", type=count, default=most, help=say("cli.vectors_words", words=most))
    parsers["add"].add_argument("--language", choices=language.LANGS, help=say("cli.vectors_language"))
    parsers["remove"].add_argument("id", metavar="ID", help=say("cli.vectors_which"))
    parsers["build-space"].add_argument("dir", type=Path, metavar="DIR", help=say("cli.space_dir"))
    parsers["build-space"].add_argument("--sdk", choices=space.SDKS, default="gradio", help=say("cli.space_sdk"))
    parsers["build-space"].add_argument(
        "--hardware", choices=space.HARDWARE, default="cpu", help=say("cli.space_hardware")
    )
    out = settings.assets / "graphs"
    parsers["export"].add_argument("--out", type=Path, default=out, metavar="DIR", help=say("cli.out"))
    return parser


def _model_actions(models: argparse.ArgumentParser, say: Words) -> None:
    """Give the parser of `models` its actions."""
    actions = models.add_subparsers(dest="action", metavar="add|remove")
    parsers = {}
    for name in ("add", "remove"):
        text = say(f"cli.models_{name}")
        parsers[name] = actions.add_parser(name, help=text, description=text, add_help=False)
        parsers[name].add_argument("-h", "--help", action="help", help=say("cli.help"))
    add = parsers["add"]
    add.add_argument("source", metavar="SOURCE", help=say("cli.models_source"))
    add.add_argument("--id", help=say("cli.models_id"))
    add.add_argument("--name", help=say("cli.models_name"))
    known = ", ".join(PRECISIONS)
    add.add_argument("--precision", help=say("cli.models_precision", known=known))
    add.add_argument("--revision", help=say("cli.models_revision"))
    add.add_argument("--language", nargs="+", choices=language.LANGS, default=(), help=say("cli.models_language"))
    add.add_argument("--plan", action="store_true", help=say("cli.models_plan"))
    parsers["remove"].add_argument("id", metavar="ID", help=say("cli.models_which"))


def count(text: str) -> int:
    """Read a number of 1 or more. Raises ValueError."""
    if int(text) < 1:
        raise ValueError
    return int(text)


def _sentence(error: SandboxError, say: Words) -> str:
    """Return the sentence for an error."""
    return say(f"errors.{error.code}", **error.values)


def prepare(
    entries: Iterable[Model], settings: Settings, say: Words, precision: str | None = None, *, keep: bool = False
) -> bool:
    """Prepare models one after the other and tell how it went; one that fails does not stop the others.

    Returns:
        whether all of them are ready now.
    """
    good, progress = True, Progress(say)
    for entry in entries:
        print(say("cli.preparing", name=entry.name, license=entry.license), flush=True)
        if entry.notice:
            print(f"  {entry.notice}", flush=True)
        try:
            try:
                setup.prepare(entry, settings, precision, progress, keep=keep)
            except (SandboxError, KeyboardInterrupt):
                raise
            except Exception as error:
                raise SetupError("setup_failed", reason=f"{type(error).__name__}: {error}") from error
            finally:
                progress.close()
        except SandboxError as error:
            good = False
            print(say("cli.failed", name=entry.name, message=_sentence(error, say)), file=sys.stderr, flush=True)
        else:
            size = f"{setup.size_on_disk(entry, settings) / 1e6:.0f}"
            print(say("cli.ready", name=entry.name, size=size, folder=setup.folder_of(entry, settings)), flush=True)
    return good


def _serve(options: argparse.Namespace, settings: Settings, say: Words) -> int:
    """Prepare what is missing, then serve."""
    settings = dataclasses.replace(settings, host=options.host, port=options.port)
    if find_spec("onnxruntime") is None:
        raise SetupError("no_runtime")
    if not options.no_setup:
        lacking = [entry for entry in Catalog.load(settings.assets) if setup.state(entry, settings) != "ready"]
        if not prepare(lacking, settings, say):
            print(say("cli.without"), file=sys.stderr)
    from sandbox.app import serve  # takes a second to import; the other commands do without

    print(say("cli.address", address=f"http://{_reachable(settings.host)}:{settings.port}/"), flush=True)
    serve(settings)
    return 0


def _reachable(host: str) -> str:
    """Return the address to open where the server listens on `host`."""
    if host in {"", "0.0.0.0", "::"}:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _setup(options: argparse.Namespace, settings: Settings, say: Words) -> int:
    """Prepare or only check the models."""
    known = Catalog.load(settings.assets, settings.home).choose(options.models)
    # What was added is checked with the others, and repaired by being added again.
    entries = [entry for entry in known if options.verify or options.models or entry.added is None]
    if options.precision == "fp16":
        from sandbox.models.provider import has_cuda  # needs ONNX Runtime, which preparing models does not

        if not has_cuda():
            raise SetupError("fp16_needs_gpu")
    if not options.verify:
        if not prepare(entries, settings, say, options.precision, keep=options.keep):
            return 1
        if not options.models:
            print(say("cli.compiling"), flush=True)
            warm_up(settings.home)
        return 0
    states, progress = [], Progress(say)
    for entry in entries:
        states.append(setup.verify(entry, settings, progress))
        progress.close()
        print(say("cli.checked", name=entry.name, state=say(f"cli.state.{states[-1]}")), flush=True)
    return 0 if set(states) == {"ready"} else 1


def _models(options: argparse.Namespace, settings: Settings, say: Words) -> int:
    """List the models, add one, or remove an added one."""
    if options.action == "add":
        return _add_model(options, settings, say)
    if options.action == "remove":
        added_models.remove(options.id, settings)
        print(say("cli.models_removed", id=options.id))
        return 0
    catalog = Catalog.load(settings.assets, settings.home)
    rows = list(_rows(catalog, settings))
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    columns = ("id", "name", "size", "license", "precision", "state", "languages")
    table = [[say(f"cli.column.{column}") for column in columns]]
    for row in rows:
        size = f"{row['bytes'] / 1e6:.0f} MB" if isinstance(row["bytes"], int) and row["bytes"] else "-"
        cells = {**row, "size": size, "state": say(f"cli.state.{row['state']}"), "precision": row["precision"] or "-"}
        cells["languages"] = ", ".join(row["languages"]) if isinstance(row["languages"], tuple) else ""
        table.append([str(cells[column]) for column in columns])
    print(aligned(table, right=(columns.index("size"),)))
    for entry in catalog:
        if entry.added is not None:
            values = vars(entry.added) | {"id": entry.id, "license": entry.license or say("cli.not_stated")}
            print(say("cli.models_from_commit" if entry.added.revision else "cli.models_from", **values))
            _tell_loss(entry, say)
    return 0


def _tell_loss(entry: Model, say: Words) -> None:
    """Print what rounding cost a model, where that was measured."""
    if (loss := entry.loss) is not None:
        values = {"precision": entry.precision, "kl": f"{loss.kl:.4f}", "same": f"{loss.top_1:.1%}"}
        print("  " + say("cli.models_loss", tokens=loss.tokens, **values))


def _add_model(options: argparse.Namespace, settings: Settings, say: Words) -> int:
    """Say what a model is and what adding it needs, then add it."""
    for module in ("torch", "transformers", "psutil"):
        if find_spec(module) is None:
            raise SetupError("extra_missing", extra="export", reason=module)
    progress = Progress(say)
    try:
        source = added_models.find_source(options.source, options.revision)
        id = added_models.free_id(source, settings, options.id)
        wanted = plan(
            source,
            settings.home,
            id=id,
            name=options.name or source.name.rsplit("/", 1)[-1],
            precision=options.precision,
            languages=tuple(dict.fromkeys(options.language)),
        )
        _tell_plan(wanted, say)
        wanted.check()
        if options.plan:
            return 0
        entry = added_models.add(wanted, settings, progress)
    except (SandboxError, KeyboardInterrupt):
        raise
    except Exception as error:
        raise SetupError("setup_failed", reason=f"{type(error).__name__}: {error}") from error
    finally:
        progress.close()
    size = f"{setup.size_on_disk(entry, settings) / 1e6:.0f}"
    print(say("cli.models_added", id=id, size=size, folder=setup.folder_of(entry, settings)))
    _tell_loss(entry, say)
    return 0


def _tell_plan(plan: Plan, say: Words) -> None:
    """Print a plan."""
    shape, source = plan.shape, plan.source
    kind = say(f"cli.kind.{'masked' if shape.masked else shape.kind}")
    where = say(
        "cli.plan.commit" if source.revision else "cli.plan.folder", source=source.name, revision=source.revision
    )
    loss = "measured" if plan.loss else "exact" if plan.precision == "fp32" else "unmeasured"
    lines = [
        say("cli.plan.model", family=shape.family, kind=kind, parameters=shape.parameters, dtype=shape.dtype),
        say(
            "cli.plan.shape",
            layers=shape.layers,
            heads=shape.heads,
            keys=shape.kv_heads,
            width=shape.d_head,
            hidden=shape.d_model,
            vocabulary=shape.vocabulary,
        ),
        say("cli.plan.context", context=min(shape.positions, CONTEXT), positions=shape.positions, most=CONTEXT),
        say("cli.plan.license", license=plan.license or say("cli.not_stated")),
        say(
            "cli.plan.result",
            id=plan.id,
            name=plan.name,
            precision=plan.precision,
            languages=", ".join(plan.languages),
        ),
        say("cli.plan.download", download=megabytes(plan.download)),
        say(
            "cli.plan.disk",
            disk=megabytes(plan.disk),
            ready=megabytes(shape.weights(plan.precision)),
            free=megabytes(plan.free_disk, down=True),
        ),
        say(
            "cli.plan.memory",
            adding=megabytes(plan.adding),
            serving=megabytes(plan.serving),
            free=megabytes(plan.free_memory, down=True),
        ),
        say(f"cli.plan.{loss}", precision=plan.precision),
    ]
    print("\n  ".join([where, *lines]), flush=True)


def _rows(catalog: Catalog, settings: Settings) -> Iterable[dict[str, object]]:
    """Yield what `lm-sandbox models` knows of each model; `bytes` is the size on disk."""
    for entry in catalog:
        yield {
            "id": entry.id,
            "name": entry.name,
            "bytes": setup.size_on_disk(entry, settings),
            "license": entry.license,
            "notice": entry.notice,
            "origin": entry.origin,
            "precision": setup.prepared_precision(entry, settings),
            "source_precision": entry.source_precision,
            "state": setup.state(entry, settings),
            "languages": entry.languages,
            "loss": dataclasses.asdict(entry.loss) if entry.loss else None,
            "added": dataclasses.asdict(entry.added) if entry.added else None,
            "folder": str(setup.folder_of(entry, settings)),
        }


def _vectors(options: argparse.Namespace, settings: Settings, say: Words) -> int:
    """List the word vectors, add some from a file, or remove added ones."""
    if options.action == "add":
        id = added_vectors.id_of(options.file) if options.id is None else options.id
        name, progress = options.name or options.file.name, Progress(say)
        try:
            found = added_vectors.add(
                options.file,
                settings,
                id=id,
                name=name,
                language=options.language,
                words=options.words,
                progress=progress,
            )
        finally:
            progress.close()
        kept = "vectors_added_first" if found.full and found.announced != len(found.words) else "vectors_added"
        print(say(f"cli.{kept}", id=id, words=len(found.words), dimensions=found.vectors.shape[1]))
        if found.duplicates:
            print(say("cli.vectors_duplicates", duplicates=found.duplicates))
    elif options.action == "remove":
        added_vectors.remove(options.id, settings)
        print(say("cli.vectors_removed", id=options.id))
    else:
        _list_vectors(settings, say)
    return 0


def _list_vectors(settings: Settings, say: Words) -> None:
    """Print a table of all word vectors."""
    columns = ("id", "name", "words", "dimensions", "size", "language", "origin")
    table = [[say(f"cli.column.{column}") for column in columns]]
    ours = shipped(settings.assets)
    for id, entry in all_vectors(settings).items():
        words, dimensions = added_vectors.shape_of(entry)
        size = sum(path.stat().st_size for path in entry.folder.glob("*") if path.is_file())
        origin = say("cli.vectors_shipped" if id in ours else "cli.vectors_here")
        counts = [f"{words:,}", str(dimensions), f"{size / 1e6:.0f} MB" if size else "-"]
        table.append([id, entry.info.name, *counts, entry.info.language or "-", origin])
    print(aligned(table, right=(2, 3, 4)))


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: East Asian wide characters take two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def aligned(table: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return a table as lines with its columns aligned, those numbered in `right` to the right."""
    widths = [max(width(row[column]) for row in table) for column in range(len(table[0]))]
    lines = []
    for row in table:
        cells = []
        for column, cell in enumerate(row):
            space = " " * (widths[column] - width(cell))
            cells.append(space + cell if column in right else cell + space)
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _export(options: argparse.Namespace, settings: Settings, say: Words) -> int:
    """Make the graphs again, from the packages that `setup` takes the weights from."""
    try:
        from sandbox.models.export import export
    except ImportError as error:
        raise SetupError("extra_missing", extra="export", reason=error) from error
    progress = Progress(say)
    for entry in Catalog.load(settings.assets).choose(options.models):
        target = options.out / entry.id
        target.mkdir(parents=True, exist_ok=True)
        try:
            with setup.sources(entry, settings, progress) as source:
                progress.close()
                export(entry, source, target)
        finally:
            progress.close()
        size = f"{sum(path.stat().st_size for path in target.iterdir()) / 1e6:.1f}"
        print(say("cli.exported", name=entry.name, size=size, folder=target), flush=True)
    return 0


def _build_space(options: argparse.Namespace, settings: Settings, say: Words) -> int:
    """Build the folder of a Hugging Face Space."""
    for path in space.build(options.dir, options.sdk, options.hardware, Catalog.load(settings.assets)):
        print(f"  {path.name}  {path.stat().st_size / 1e6:.1f} MB")
    print(say("cli.space_built", folder=options.dir))
    return 0
