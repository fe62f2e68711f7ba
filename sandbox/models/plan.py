"""What a model is and what adding it needs, found out before anything starts: from config.json and headers of weights.

The header of a safetensors file is a JSON object behind 8 bytes that say how long it is (as the format's description
has it), so a few kilobytes tell the shape of every tensor, of a folder here and of a repository on the hub alike.
"""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from sandbox.errors import SetupError
from sandbox.models.blocks import BLOCK
from sandbox.models.fetch import Progress
from sandbox.models.kv_cache import LEAST_SLOTS
from sandbox.models.morpheme_tokenizer import tagger
from sandbox.models.tokenizer_files import morphemes_of

Kind = Literal["decoder", "encoder"]
#: The families that the export can turn into graphs, by config.json's model_type.
FAMILIES: dict[str, Kind] = {
    "gpt2": "decoder",
    "gpt_neox": "decoder",
    "llama": "decoder",
    "mistral": "decoder",
    "qwen2": "decoder",
    "qwen3": "decoder",
    "gemma": "decoder",
    "gemma2": "decoder",
    "gemma3_text": "decoder",
    "bert": "encoder",
}
#: From the most exact to the smallest, and the bytes that one number of a matrix takes: 8 bits and its share of a step
#: of 32 bits, or 4 bits and its share of a step and an offset. Other numbers (norms, biases) stay as they are.
PRECISIONS = {"fp32": 4.0, "8-bit": 1 + 4 / BLOCK[8], "4-bit": 1 / 2 + 8 / BLOCK[4]}
#: Up to so many parameters a model is fast enough in 32 bits on two cores (0.6 GB to read for one token); from so many
#: on, 8 bits would be too slow (2 GB).
SMALL, LARGE = 150 * 10**6, 1500 * 10**6
#: Longest text in tokens, as the default models have it: a picture of more is not readable.
CONTEXT = 256

_MB = 10**6
#: Graphs, tokenizer and licence texts beside the weights; what Python, PyTorch and the graphs take while a model is
#: added; what the server and ONNX Runtime take beside the weights.
_BESIDE, _ADDING, _SERVING = 64 * _MB, 1000 * _MB, 400 * _MB
#: A header of more than this is none (safetensors has the same limit), and no config.json is so long.
_LONGEST_HEADER = 100 * _MB
_BITS = {"F64": 64, "F32": 32, "F16": 16, "BF16": 16}
_DTYPES = {"F64": "fp64", "F32": "fp32", "F16": "fp16", "BF16": "bf16"}
#: Files that hold the pieces of a tokenizer, and all that is fetched of one.
_PIECES = {"tokenizer.json", "spiece.model", "tokenizer.model", "vocab.txt", "vocab.json"}
_TOKENIZER = _PIECES | {
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "merges.txt",
    "chat_template.jinja",
}
_LICENSE = re.compile(r"(LICEN[SC]E|NOTICE|README|USE_POLICY)[^/\\]*", re.IGNORECASE)
#: What config.json calls it, by what we call it.
_FIELDS = {
    "layers": ("num_hidden_layers", "n_layer"),
    "heads": ("num_attention_heads", "n_head"),
    "d_model": ("hidden_size", "n_embd"),
    "positions": ("max_position_embeddings", "n_positions"),
}
#: Names of tensors that are no parameters: masks and positions that old files carry along.
_BUFFERS = re.compile(r"(masked_bias|\.attn\.bias|attention\.bias|inv_freq|position_ids)$")
_LAYER = re.compile(r"(?:^|\.)(?:h|layers?)\.(\d+)\.")
#: A head that repeats the embeddings, and the families where it does unless config.json denies it.
_HEADS = re.compile(r"(lm_head|cls\.predictions\.decoder)\.(weight|bias)$")
_TIED = {"gpt2", "gemma", "gemma2", "gemma3_text", "bert"}
_EMBEDDINGS = re.compile(r"(wte|embed_in|embed_tokens|word_embeddings)\.weight$")


class Source(Protocol):
    """Where a model is: a folder here, or a repository on the hub."""

    @property
    def name(self) -> str:
        """What it is called there."""

    @property
    def revision(self) -> str:
        """Its commit, "" of a folder."""

    @property
    def origin(self) -> str:
        """Its address, "" of a folder."""

    @property
    def card(self) -> Mapping[str, Any]:
        """The front matter of its README."""

    def sizes(self) -> dict[str, int]:
        """Return its files and their sizes in bytes."""

    def read(self, name: str, most: int | None = None) -> bytes:
        """Return a file, or its first `most` bytes."""

    def there(self, names: Sequence[str], downloads: Path) -> int:
        """Return how many bytes of these files need not be fetched any more."""

    def fetch(self, names: Sequence[str], downloads: Path, progress: Progress) -> Path:
        """Return a folder that holds these files."""


@dataclass(frozen=True)
class Tensor:
    """A tensor as the header of its file describes it; `dtype` is safetensors' name, such as "BF16"."""

    dtype: str
    shape: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return int(math.prod(self.shape))


@dataclass(frozen=True)
class Shape:
    """What a model is made of.

    Attributes:
        family: config.json's model_type.
        positions: the longest text it was made for, in tokens.
        parameters: all numbers it has learned, a table that is used twice counted once.
        matrices: how many of them are in matrices, which can be rounded to blocks.
        tables: how many of those have a row for each token; these are never rounded to fewer than 8 bits.
        dtype: that of the file, such as "bf16".
        size: bytes of the weights in the file's own form.
        masked: whether an encoder has the head that fills blanks.
    """

    family: str
    kind: Kind
    layers: int
    heads: int
    kv_heads: int
    d_model: int
    d_head: int
    vocabulary: int
    positions: int
    parameters: int
    matrices: int
    tables: int
    dtype: str
    size: int
    masked: bool

    @property
    def precisions(self) -> list[str]:
        """Those it can have: rounding an encoder that gives no distribution would cost what nobody can measure."""
        return list(PRECISIONS) if self.kind == "decoder" or self.masked else ["fp32"]

    def weights(self, precision: str) -> int:
        """Return the bytes of the ready weights in a precision."""
        inner = (self.matrices - self.tables) * PRECISIONS[precision]
        tables = self.tables * max(PRECISIONS[precision], PRECISIONS["8-bit"])
        return round(inner + tables) + 4 * (self.parameters - self.matrices)


@dataclass(frozen=True)
class Plan:
    """What will be done and what it needs; all sizes are in bytes.

    Attributes:
        id, name, languages, license, precision: of the model that is to be.
        names: the files that are fetched.
        download: bytes still to be fetched.
        disk: what must be free in `folder`, the model itself and what is there for a while only.
        adding, serving: memory while it is added, and while it answers.
        loss: whether what rounding costs can be measured; the model in 32 bits must fit in memory for that.
    """

    source: Source
    shape: Shape
    id: str
    name: str
    languages: tuple[Literal["ja", "en"], ...]
    license: str
    precision: str
    names: tuple[str, ...]
    download: int
    disk: int
    adding: int
    serving: int
    loss: bool
    folder: Path
    free_disk: int
    free_memory: int

    def check(self) -> None:
        """Refuse what will not fit. Raises SetupError("model_disk", "model_memory", "model_memory_smaller")."""
        values: dict[str, object] = {"model": self.name, "precision": self.precision}
        if self.free_disk < self.disk:
            values |= {"free": megabytes(self.free_disk, down=True), "need": megabytes(self.disk)}
            raise SetupError("model_disk", None, folder=self.folder, **values)
        memory = max(self.adding, self.serving)
        if self.free_memory >= memory:
            return
        values |= {"free": megabytes(self.free_memory, down=True), "need": megabytes(memory)}
        for smaller in self.shape.precisions[self.shape.precisions.index(self.precision) + 1 :]:
            enough = max(adding(self.shape), serving(self.shape, smaller))
            if enough <= self.free_memory:
                raise SetupError("model_memory_smaller", None, smaller=smaller, enough=megabytes(enough), **values)
        raise SetupError("model_memory", None, **values)


def megabytes(size: int, down: bool = False) -> int:
    """Return a size in MB, rounded to the side that promises less."""
    return size // _MB if down else -(-size // _MB)


def adding(shape: Shape) -> int:
    """Return the memory that it takes to add a model: its weights as they come, and what works on them."""
    return shape.size + _ADDING


def serving(shape: Shape, precision: str) -> int:
    """Return the memory of a server that answers with the model.

    Each of its graphs holds the weights, some of them twice, in the order in which they are multiplied. Measured with
    both graphs loaded: SmolLM2 135M 2.1 times its weights in 32 bits and 2.5 in 4, Gemma 3 270M 2.75 in 4. A decoder
    also has its KV cache, which is much in a large one.
    """
    times = 2.75 if len(shape.precisions) > 1 else 1.5
    columns = min(shape.positions, CONTEXT) if shape.kind == "decoder" else 0
    cache = LEAST_SLOTS * columns * 2 * shape.layers * shape.kv_heads * shape.d_head * 4
    return round(times * shape.weights(precision)) + cache + _SERVING


def plan(
    source: Source,
    home: Path,
    *,
    id: str,
    name: str,
    precision: str | None = None,
    languages: tuple[Literal["ja", "en"], ...] = (),
) -> Plan:
    """Look at a model and say what adding it needs.

    Args:
        source: where it is.
        home: the folder that models are kept in.
        id: what it will be chosen by.
        name: what it will be called.
        precision: None takes the most exact one that is fast enough and fits in memory.
        languages: none takes what the model card says; where that says nothing, all of ours.

    Raises:
        SetupError: what `Repository.read` raises, and the model cannot be used: "no_config", "bad_file", "remote_code",
            "unsupported_family", "not_a_language_model", "quantized_source", "no_safetensors", "no_tokenizer",
            "no_such_precision", "tokenizer_unsupported".
        NotReady: "mecab_missing", a Japanese BERT needs a package that is not installed.
    """
    config = _json(source, "config.json")
    _refuse(config, source)
    weights = _weights(source)
    tensors = {name: tensor for file in weights for name, tensor in header(source, file).items()}
    shape = shape_of(config, tensors, source.name)
    if precision is not None and precision not in shape.precisions:
        raise SetupError("no_such_precision", precision=precision, known=", ".join(shape.precisions))
    sizes = source.sizes()
    if not _PIECES & sizes.keys():
        raise SetupError("no_tokenizer", model=source.name)
    named = _json(source, "tokenizer_config.json") if "tokenizer_config.json" in sizes else {}
    if morphemes := morphemes_of(named, config):
        tagger(morphemes.dictionary)  # what is missing here is said before anything is fetched
    others = sorted(name for name in sizes if name in _TOKENIZER or _LICENSE.fullmatch(name))
    index = ["model.safetensors.index.json"] if len(weights) > 1 else []
    generation = ["generation_config.json"] if "generation_config.json" in sizes else []
    names = ("config.json", *generation, *others, *index, *weights)
    downloads = home / "downloads"
    existing = next(path for path in (home, *home.absolute().parents) if path.exists())
    free_memory = memory_free()
    precision = precision or best(shape, free_memory)
    both = shape.weights("fp32") + shape.weights(precision) + _ADDING
    loss = precision != "fp32" and both <= free_memory
    download = max(0, sum(sizes[name] for name in names) - source.there(names, downloads))
    ready = shape.weights(precision) + _BESIDE
    return Plan(
        source=source,
        shape=shape,
        id=id,
        name=name,
        languages=languages or _languages(source.card),
        license=_license(source.card),
        precision=precision,
        names=names,
        download=download,
        disk=download + ready + (shape.weights("fp32") + _BESIDE if loss else 0),
        adding=adding(shape),
        serving=serving(shape, precision),
        loss=loss,
        folder=home,
        free_disk=shutil.disk_usage(existing).free,
        free_memory=free_memory,
    )


def best(shape: Shape, free_memory: int) -> str:
    """Return the most exact precision that answers fast enough on two cores and fits; the smallest if none fits."""
    first = 0 if shape.parameters < SMALL else 1 if shape.parameters < LARGE else 2
    known = shape.precisions[first:] or shape.precisions
    return next((one for one in known if serving(shape, one) <= free_memory), known[-1])


def memory_free(cgroup: Path = Path("/sys/fs/cgroup")) -> int:
    """Return the bytes of memory that are free: those of the machine, or fewer where a container is limited."""
    import psutil  # type: ignore[import-untyped]

    free = int(psutil.virtual_memory().available)
    try:
        used = int((cgroup / "memory.current").read_text())
        stat = dict(line.split() for line in (cgroup / "memory.stat").read_text().splitlines())
        # Cached files count as used, but they make room when asked.
        limit = int((cgroup / "memory.max").read_text()) - used + int(stat["inactive_file"])
        return min(free, max(0, limit))
    except (OSError, ValueError, KeyError):  # no cgroup, or the limit reads "max"
        return free


def header(source: Source, name: str) -> dict[str, Tensor]:
    """Return the tensors that a safetensors file of a source holds. Raises SetupError("bad_file")."""
    size = source.sizes()[name]
    length = int.from_bytes(source.read(name, 8), "little")
    if not 2 <= length <= min(size - 8, _LONGEST_HEADER):
        raise SetupError("bad_file", file=name)
    try:
        table = json.loads(source.read(name, 8 + length)[8:])
        tensors = {
            key: Tensor(str(value["dtype"]), tuple(int(number) for number in value["shape"]))
            for key, value in table.items()
            if key != "__metadata__"
        }
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise SetupError("bad_file", file=name) from error
    return tensors


def shape_of(config: Mapping[str, Any], tensors: Mapping[str, Tensor], model: str) -> Shape:
    """Return what a model is made of, from its config.json and the tensors of its files.

    Raises:
        SetupError: "bad_file" where config.json lacks a size or does not fit the tensors; "quantized_source" where the
            weights are no floats of 16 bits or more.
    """
    learned = {name: tensor for name, tensor in tensors.items() if not _BUFFERS.search(name)}
    if config.get("tie_word_embeddings", config["model_type"] in _TIED):
        learned = {name: tensor for name, tensor in learned.items() if not _HEADS.search(name)}
    strange = {tensor.dtype for tensor in learned.values()} - _BITS.keys()
    if strange or not learned:
        raise SetupError("quantized_source", model=model, method=", ".join(sorted(strange)) or "-")
    sizes = {name: _size(config, names) for name, names in _FIELDS.items()}
    d_head = sizes["d_model"] // sizes["heads"]
    kv_heads = sizes["heads"]
    queries, keys = (_rows(learned, rf"layers\.0\.self_attn\.{part}_proj\.weight$") for part in "qk")
    if queries and keys:  # the weights know it also where config.json leaves it to the family
        d_head = queries // sizes["heads"]
        kv_heads = keys // d_head if d_head else 0
    vocabulary = _rows(learned, _EMBEDDINGS.pattern)
    kind = FAMILIES[config["model_type"]]
    matrices = [tensor for tensor in learned.values() if len(tensor.shape) == 2]
    dtypes = [tensor.dtype for tensor in matrices]
    layers = {match[1] for name in learned if (match := _LAYER.search(name))}
    if not (d_head and kv_heads and vocabulary) or len(layers) != sizes["layers"]:
        raise SetupError("bad_file", file="config.json")
    return Shape(
        family=config["model_type"],
        kind=kind,
        **sizes,
        kv_heads=kv_heads,
        d_head=d_head,
        vocabulary=vocabulary,
        parameters=sum(tensor.size for tensor in learned.values()),
        matrices=sum(tensor.size for tensor in matrices),
        tables=sum(tensor.size for tensor in matrices if tensor.shape[0] == vocabulary),
        dtype=_DTYPES[max(set(dtypes), key=dtypes.count)],
        size=sum(tensor.size * _BITS[tensor.dtype] // 8 for tensor in learned.values()),
        masked=kind == "encoder" and any(name.startswith("cls.predictions.transform.") for name in learned),
    )


def _size(config: Mapping[str, Any], names: Sequence[str]) -> int:
    """Return a size that config.json states under one of these names."""
    value = next((config[name] for name in names if name in config), None)
    if not isinstance(value, int) or value < 1:
        raise SetupError("bad_file", file=f"config.json ({names[0]})")
    return value


def _rows(tensors: Mapping[str, Tensor], pattern: str) -> int:
    """Return the rows of the first matrix whose name fits, 0 where there is none."""
    return next((t.shape[0] for name, t in tensors.items() if re.search(pattern, name) and len(t.shape) == 2), 0)


def _refuse(config: Mapping[str, Any], source: Source) -> None:
    """Raise the SetupError of a model that cannot be used, whatever its weights."""
    if config.get("auto_map") or (
        "tokenizer_config.json" in source.sizes() and _json(source, "tokenizer_config.json").get("auto_map")
    ):
        raise SetupError("remote_code", model=source.name)
    family = config.get("model_type")
    if family not in FAMILIES:
        raise SetupError("unsupported_family", model=source.name, family=family or "-", known=", ".join(FAMILIES))
    if quantization := config.get("quantization_config"):
        method = quantization.get("quant_method", "-") if isinstance(quantization, dict) else "-"
        raise SetupError("quantized_source", model=source.name, method=method)
    fits: Callable[[str], bool] = (
        (lambda name: name.endswith(("ForCausalLM", "LMHeadModel")))
        if FAMILIES[family] == "decoder"
        else (lambda name: name.startswith("Bert") and name != "BertLMHeadModel" and not config.get("is_decoder"))
    )
    architectures = config.get("architectures") or []
    if architectures and not any(fits(str(name)) for name in architectures):
        raise SetupError("not_a_language_model", model=source.name, architecture=", ".join(map(str, architectures)))


def _weights(source: Source) -> list[str]:
    """Return the names of the files that hold the weights. Raises SetupError("no_safetensors", "bad_file")."""
    sizes = source.sizes()
    if "model.safetensors" in sizes:
        return ["model.safetensors"]
    if "model.safetensors.index.json" in sizes:
        try:
            names = sorted(set(_json(source, "model.safetensors.index.json")["weight_map"].values()))
        except (KeyError, AttributeError, TypeError):
            raise SetupError("bad_file", file="model.safetensors.index.json") from None
        if not all(isinstance(name, str) and name.endswith(".safetensors") and name in sizes for name in names):
            raise SetupError("bad_file", file="model.safetensors.index.json")
        return names
    found = sorted({Path(name).suffix for name in sizes} & {".bin", ".pt", ".pth", ".h5", ".msgpack", ".gguf", ".ckpt"})
    raise SetupError("no_safetensors", model=source.name, found=", ".join(found) or "-")


def _json(source: Source, name: str) -> dict[str, Any]:
    """Read a JSON object. Raises SetupError("no_config" or "bad_file")."""
    sizes = source.sizes()
    if name not in sizes:
        raise SetupError("no_config", model=source.name, file=name)
    try:
        table = json.loads(source.read(name)) if sizes[name] <= _LONGEST_HEADER else None
    except (ValueError, RecursionError):
        table = None
    if not isinstance(table, dict):
        raise SetupError("bad_file", file=name)
    return table


def _languages(card: Mapping[str, Any]) -> tuple[Literal["ja", "en"], ...]:
    """Return those of our languages that a model card names, all where it names none."""
    stated = card.get("language") or []
    stated = [stated] if isinstance(stated, str) else stated
    ours: tuple[Literal["ja", "en"], ...] = ("ja", "en")
    return tuple(language for language in ours if language in stated) or ours


def _license(card: Mapping[str, Any]) -> str:
    """Return the licence that a model card states, "" where it states none."""
    stated = card.get("license") or ""
    stated = ", ".join(map(str, stated)) if isinstance(stated, list) else str(stated)
    if stated == "other":
        return str(card.get("license_name") or stated)
    known = {"apache-2.0": "Apache-2.0", "mit": "MIT", "gemma": "Gemma Terms of Use"}
    return known.get(stated, stated.upper() if stated.startswith(("cc", "bsd")) else stated)
