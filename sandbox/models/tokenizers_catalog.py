"""Which tokenizers there are: those of assets/tokenizers.toml, some with a file of their own, some a model's; and those
of the models that were added.

Two kinds of file come with the sandbox, each exactly as it was published:

* a merge list (GPT-2's vocab.bpe): one merge a line, the first one learned first. The ids are those of the 256 letters
  of GPT-2's alphabet in their order, then one for each merge;
* ranks (tiktoken's .tiktoken): one token a line, its bytes in base64 and its rank, which is its id. Two neighbours may
  be merged whenever their bytes together are a token, and the token of the smallest rank comes first. For the
  `tokenizers` library, which thinks in merges, every way of cutting a token into two others becomes a merge.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import tokenizers
from pydantic import TypeAdapter
from tokenizers import Regex, decoders, models, pre_tokenizers

from sandbox.models.catalog import Catalog, FileName, Sha256
from sandbox.models.cutting import Cutting
from sandbox.models.setup import folder_of
from sandbox.models.tokenizer import BYTE_ALPHABET, Family, Tokenizer, TokenizerInfo
from sandbox.settings import Settings

LETTERS = {byte: letter for letter, byte in BYTE_ALPHABET.items()}


@dataclass(frozen=True)
class Package:
    """Where a shipped file was taken from: the wheel, and the file inside it."""

    package: str
    version: str
    file: FileName
    sha256: Sha256
    member: str


@dataclass(frozen=True)
class Entry:
    """A tokenizer of the catalogue: either `file`, `sha256`, `pattern` and `package` are there, or `model`."""

    id: str
    name: str
    family: Family
    vocabulary: int
    stepwise: bool = True
    model: str = ""
    file: str = ""
    sha256: str = ""
    pattern: str = ""
    license: str = ""
    notice: str = ""
    origin: str = ""
    package: Package | None = None

    @property
    def info(self) -> TokenizerInfo:
        """What a page says of it."""
        return TokenizerInfo(self.id, self.name, self.family, self.vocabulary, self.stepwise)

    def load(self, assets: Path) -> Tokenizer:
        """Read a shipped tokenizer. Raises OSError or ValueError where its file is not what it should be."""
        data = (assets / "tokenizers" / self.file).read_bytes()
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise ValueError(f"{self.file} is not the file that the catalogue names")
        read = from_ranks if self.file.endswith(".tiktoken.gz") else from_merges
        return Tokenizer(read(data, self.pattern), info=self.info)


def tokenizer_entries(assets: Path) -> dict[str, Entry]:
    """Return the tokenizers by id, in the order of tokenizers.toml.

    Raises:
        pydantic.ValidationError: an entry lacks a field or has one of the wrong type.
    """
    table = tomllib.loads((assets / "tokenizers.toml").read_text("utf-8"))
    read = TypeAdapter(Entry).validate_python
    return {id: read({**entry, "id": id}) for id, entry in table.items()}


def added_tokenizers(catalog: Catalog, settings: Settings) -> dict[str, Entry]:
    """Return the tokenizers of the models that were added, by the models' ids; a damaged model has none."""
    found = {}
    for model in catalog:
        if model.added is not None:
            with suppress(OSError, ValueError):
                cutting = Cutting.load(folder_of(model, settings))
                size = max(model.vocabulary, cutting.vocabulary)
                found[model.id] = Entry(model.id, model.name, cutting.family, size, cutting.stepwise, model=model.id)
    return found


def from_merges(data: bytes, pattern: str) -> tokenizers.Tokenizer:
    """Build the tokenizer of a merge list (GPT-2's vocab.bpe)."""
    lines = [line for line in data.decode("utf-8").splitlines() if line and not line.startswith("#version")]
    merges = [(left, right) for left, right in (line.split(" ") for line in lines)]
    vocabulary = [*BYTE_ALPHABET, *(left + right for left, right in merges)]
    return _byte_level({piece: id for id, piece in enumerate(vocabulary)}, merges, pattern)


def from_ranks(data: bytes, pattern: str) -> tokenizers.Tokenizer:
    """Build the tokenizer of a table of ranks (tiktoken's format, gzip)."""
    lines = (line.split() for line in gzip.decompress(data).splitlines() if line)
    ranks = {_spelt(base64.b64decode(token)): int(rank) for token, rank in lines}
    merges = []
    for token in sorted(ranks, key=ranks.__getitem__):
        for cut in range(1, len(token)):
            left, right = token[:cut], token[cut:]
            if left in ranks and right in ranks:
                merges.append((left, right))
    return _byte_level(ranks, merges, pattern)


def _spelt(data: bytes) -> str:
    """Bytes in GPT-2's alphabet, a letter each."""
    return "".join(map(LETTERS.__getitem__, data))


def _byte_level(vocabulary: dict[str, int], merges: list[tuple[str, str]], pattern: str) -> tokenizers.Tokenizer:
    """Return a byte-level BPE as the library has it, cut by a pattern first."""
    tokenizer = tokenizers.Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(pattern), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer
