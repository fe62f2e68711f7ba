"""The catalogue: assets/models.toml as typed entries. What differs between models is data, not code."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from sandbox.errors import BadInput

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(gt=0)]
#: A name of one file: never a path that could leave its folder.
FileName = Annotated[str, Field(pattern=r"^[^/\\]*[^/\\.][^/\\]*$")]


@dataclass(frozen=True)
class Member:
    """One file inside a wheel; `size` in bytes, unpacked."""

    path: str
    sha256: Sha256
    size: Count
    save_as: FileName = ""
    keep: bool = False

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    def __post_init__(self) -> None:
        if not self.save_as:
            object.__setattr__(self, "save_as", self.path.rsplit("/", 1)[-1])


@dataclass(frozen=True)
class Wheel:
    """A package that carries a model or a piece of one, by its exact version; `size` in bytes."""

    package: str
    version: str
    file: FileName
    sha256: Sha256
    size: Count
    members: tuple[Member, ...]

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Chat:
    """The form in which a model was trained to talk: the ids around a user's message; its own message follows."""

    before: tuple[int, ...]
    after: tuple[int, ...]

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Loss:
    """What rounding cost a model, measured on this machine against the same model in 32 bits.

    Attributes:
        kl: mean Kullback-Leibler divergence of the next token's distribution, fp32 from this, in nats a token.
        top_1: share of the positions at which both hold the same token for the most probable.
        tokens: positions that were compared; texts: the set of texts they are from.
    """

    kl: Annotated[float, Field(ge=0)]
    top_1: Annotated[float, Field(ge=0, le=1)]
    tokens: Count
    texts: str

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Added:
    """Where a model comes from that was added on this machine.

    Attributes:
        source: its id on the hub, or the name of the folder.
        revision: the commit it was taken at, "" of a folder.
        family: the architecture, as config.json names it.
        tokenizer: "file" is tokenizer.json alone; the others cut a text into morphemes first.
    """

    source: str
    revision: str
    family: str
    tokenizer: Literal["file", "mecab-wordpiece", "mecab-character"] = "file"

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Model:
    """One model of the catalogue.

    `start`, `end` and `stop` are token ids: put before a text, put after it, and ending a generated one. `context` is
    the longest text we allow, in tokens. `graphs` is the folder of its ONNX graphs without weights. A model comes in
    `wheels`, or it comes along with the sandbox: then `shipped` is its folder. What was trained on word problems only
    says nothing about language, and only the views of that topic offer it. `mask` is the id of [MASK] in an encoder
    that was trained to fill blanks; `loss` is what its `precision` costs; `added` says where a model comes from
    that was added here.
    """

    id: str
    graphs: Path
    name: str
    kind: Literal["decoder", "encoder"]
    languages: tuple[Literal["ja", "en"], ...]
    parameters: Count
    layers: Count
    heads: Count
    kv_heads: Count
    d_model: Count
    d_head: Count
    vocabulary: Count
    context: Count
    stop: tuple[int, ...]
    license: str
    notice: str
    origin: str
    precision: str
    source_precision: str
    format: Literal["gguf", "safetensors"]
    source: FileName
    source_sha256: Sha256
    wheels: tuple[Wheel, ...] = ()
    shipped: Path | None = None
    trained_on: Literal["language", "word problems", "made-up sentences"] = "language"
    start: int | None = None
    end: int | None = None
    chat: Chat | None = None
    mask: int | None = None
    loss: Loss | None = None
    added: Added | None = None

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    @property
    def quantized(self) -> bool:
        """Whether the weights went through fewer than 16 bits, in the source or here: pages say so."""
        return not {self.precision, self.source_precision} <= {"fp32", "fp16", "bf16"}

    @property
    def download_size(self) -> int:
        """Bytes of all its wheels."""
        return sum(wheel.size for wheel in self.wheels)

    @property
    def source_size(self) -> int:
        """Bytes of what is unpacked from its wheels."""
        return sum(member.size for wheel in self.wheels for member in wheel.members)

    def source_path(self, folder: Path) -> Path:
        """What convert and export read, inside the folder of unpacked files: the .gguf file, or that folder itself."""
        return folder / self.source if self.format == "gguf" else folder


@dataclass(frozen=True)
class Catalog:
    """The models by id, in the order of the file."""

    models: Mapping[str, Model]

    @classmethod
    def load(cls, assets: Path, home: Path | None = None) -> Catalog:
        """Read `assets`/models.toml; the graphs of a model are in `assets`/graphs/<id>.

        Args:
            assets: the folder of what comes along.
            home: where models are kept: those that were added there (an entry.json in their folder) follow.

        Raises:
            pydantic.ValidationError: an entry lacks a field, has an unknown one or one of the wrong type.
        """
        table = tomllib.loads((assets / "models.toml").read_text("utf-8"))
        read = TypeAdapter(Model).validate_python

        def entry(key: str, values: dict[str, object]) -> Model:
            shipped = {"shipped": assets / str(values["shipped"])} if "shipped" in values else {}
            return read({**values, "id": key, "graphs": assets / "graphs" / key, **shipped})

        models = {key: entry(key, values) for key, values in table.items()}
        for path in sorted((home / "models").glob("*/entry.json")) if home is not None else ():
            key = path.parent.name
            with suppress(OSError, ValueError, TypeError):  # a damaged one is none
                values = json.loads(path.read_text("utf-8"))
                models.setdefault(key, read({**values, "id": key, "graphs": path.parent}))
        return cls(models)

    def __iter__(self) -> Iterator[Model]:
        return iter(self.models.values())

    @property
    def of_language(self) -> list[Model]:
        """The models that were trained on language, which every view can ask."""
        return [entry for entry in self if entry.trained_on == "language"]

    def __getitem__(self, model: str) -> Model:
        """Return the model of that id. Raises BadInput("unknown_model") with the ids there are."""
        try:
            return self.models[model]
        except KeyError:
            raise BadInput("unknown_model", "model", model=model, known=", ".join(self.models)) from None

    def choose(self, ids: Iterable[str] = ()) -> list[Model]:
        """Return the named models, each once; all of them if none is named."""
        return [self[key] for key in dict.fromkeys(ids)] or list(self)
