"""The ONNX graphs against transformers, on real text in both languages. Needs the extra `export`."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel
from transformers import AutoTokenizer, Gemma3ForCausalLM, Gemma3TextConfig

from sandbox.models.catalog import Catalog, Model
from sandbox.models.convert import Layout, convert
from sandbox.models.engine import Exploration, Generated
from sandbox.models.export import export, load_model
from sandbox.models.language_model import LanguageModel
from sandbox.models.loss import divergence
from sandbox.models.sampling import Sampling, throw
from sandbox.settings import Settings

Array = NDArray[Any]
CATALOG = Catalog.load(Settings().assets)
DECODERS = ("smollm2-135m", "gemma-3-270m")
PRECISIONS = ("fp32", "4-bit")
SENTENCES = (
    "今朝は早く目が覚めたので、駅まで川沿いの道を歩いて行きました。橋の上から富士山がきれいに見えました。",
    "図書館で借りた本を読み終えたら、次は友だちが勧めてくれた小説を読むつもりです。返却の期限は来週の火曜日です。",
    "水は零度で氷になり、百度で水蒸気になる。気圧が低い山の上では、もっと低い温度で沸騰する。",
    "祖母の家の庭には柿の木が三本あって、秋になると毎年たくさんの実がなる。",
    "The train was late again this morning, so everyone on the platform was looking at the clock above the stairs.",
    "When water freezes it takes up more space than before, which is why a full bottle can break in the freezer.",
    "My brother keeps a small notebook in which he writes down every bird that he has seen since he was ten years old.",
    "To bake bread you need flour, water, salt and a little yeast. Mix them, wait for an hour, and heat the oven.",
    "def mean(values):\n    return sum(values) / len(values)\n\nprint(mean([1, 2, 3.5]))",
)


class Answers:
    """A ready model that keeps nothing, so that every question is computed."""

    def __init__(self, folder: Path, entry: Model, precision: str) -> None:
        settings = Settings(provider="cpu", model_cache=0)
        self.model = LanguageModel(folder, entry, settings, precision, "CPUExecutionProvider")

    def ask(self, rows: Sequence[Sequence[int]], **wanted: Any) -> list[Exploration]:
        """What it says of all rows, which it is asked at once; of the logits at every position if nothing is named."""

        async def at_once() -> list[Exploration]:
            asked = (wanted or {"logits_at": tuple(range(len(row)))} for row in rows)
            return await asyncio.gather(*(self.model.explore(row, **one) for row, one in zip(rows, asked, strict=True)))

        return asyncio.run(at_once())

    def logits(self, ids: Sequence[int]) -> Array:
        """Logits at every position."""
        return self.ask([ids])[0].logits

    def attention(self, ids: Sequence[int]) -> Array:
        """All attention weights, [layers, heads, tokens, tokens]."""
        weights = self.ask([ids], attention=True)[0].attentions
        assert weights is not None
        return weights


@dataclass(frozen=True)
class Pair:
    """A decoder in transformers and here, in 32 bits and in 4."""

    entry: Model
    reference: Any
    folders: dict[str, Path]
    _loaded: dict[str, Answers] = field(default_factory=dict)

    def __getitem__(self, precision: str) -> Answers:
        """The model here, loaded once."""
        if precision not in self._loaded:
            self._loaded[precision] = Answers(self.folders[precision], self.entry, precision)
        return self._loaded[precision]

    def ids(self, text: str) -> list[int]:
        """Return the tokens of a text, the start token included."""
        return self["fp32"].model.context(text)

    def truth(self, ids: list[int]) -> tuple[Array, Array]:
        """Return transformers' logits [tokens, vocabulary] and attentions [layers, heads, tokens, tokens]."""
        with torch.no_grad():
            out = self.reference(torch.tensor([ids]), output_attentions=True)
        return out.logits[0].numpy(), torch.cat(out.attentions).numpy()

    def close(self) -> None:
        """End the models' threads."""
        for answers in self._loaded.values():
            answers.model.close()


def log_softmax(logits: Array) -> Array:
    """Return log-probabilities in 64 bits."""
    wide = logits.astype(np.float64)
    wide -= wide.max(-1, keepdims=True)
    return np.asarray(wide - np.log(np.exp(wide).sum(-1, keepdims=True)))


@pytest.fixture(scope="module", params=DECODERS)
def pair(
    request: pytest.FixtureRequest, reference: Callable[[str], Any], ready: Callable[[str, str], Path]
) -> Iterator[Pair]:
    """Give each decoder in turn, so that the graphs of one are in memory at a time."""
    entry = CATALOG[request.param]
    pair = Pair(entry, reference(entry.id), {precision: ready(entry.id, precision) for precision in PRECISIONS})
    yield pair
    pair.close()


def test_fp32_is_transformers(pair: Pair) -> None:
    rows = [pair.ids(text) for text in SENTENCES]
    assert sum(map(len, rows)) >= 200
    read, seen = pair["fp32"].ask(rows), pair["fp32"].ask(rows, attention=True)
    for ids, ours, look in zip(rows, read, seen, strict=True):
        logits, attentions = pair.truth(ids)
        assert np.abs(log_softmax(ours.logits) - log_softmax(logits)).max() < 1e-3
        assert look.attentions is not None
        assert np.abs(look.attentions - attentions).max() < 1e-4


def test_4_bits_keep_the_model(pair: Pair) -> None:
    """The weights are the very numbers of the file that transformers read; what is lost is lost in computing."""
    agree, apart, seen = list[bool](), list[float](), list[float]()
    for text in SENTENCES:
        ids = pair.ids(text)
        logits, attentions = pair.truth(ids)
        ours = pair["4-bit"].logits(ids)
        agree.extend(logits.argmax(-1) == ours.argmax(-1))
        apart.extend(divergence(logits, ours))
        seen.append(np.abs(pair["4-bit"].attention(ids) - attentions).mean() * len(ids))
    print(
        f"{pair.entry.id}: top-1 {np.mean(agree):.4f}, KL {np.mean(apart):.5f}, {len(agree)} positions; "
        f"attention weights differ by {np.mean(seen) / 2:.4f} of a row"
    )
    assert len(agree) >= 200
    assert np.mean(agree) >= 0.93
    assert np.mean(apart) <= 0.01
    assert np.mean(seen) / 2 <= 0.02


def test_16_bits_are_nearly_transformers(
    tmp_path: Path, reference: Callable[[str], Any], sources: Callable[[str], Path]
) -> None:
    """Made for GPUs; what it computes can be seen without one, too."""
    entry = CATALOG["smollm2-135m"]
    convert(entry, sources(entry.id), entry.graphs, tmp_path, "fp16", lambda done, total: None)
    pair = Pair(entry, reference(entry.id), {"fp16": tmp_path})
    agree, apart = list[bool](), list[float]()
    for text in SENTENCES[::4]:
        ids = pair["fp16"].model.context(text)
        logits, attentions = pair.truth(ids)
        ours = pair["fp16"].logits(ids)
        assert np.abs(log_softmax(ours) - log_softmax(logits)).max() < 0.1
        assert np.abs(pair["fp16"].attention(ids) - attentions).max() < 0.01
        agree.extend(logits.argmax(-1) == ours.argmax(-1))
        apart.extend(divergence(logits, ours))
    assert np.mean(agree) > 0.98
    assert np.mean(apart) < 5e-5
    pair.close()


@pytest.mark.parametrize("precision", PRECISIONS)
def test_attention_sums_to_one_and_never_looks_ahead(pair: Pair, precision: str) -> None:
    ids, answers = pair.ids(SENTENCES[0] + SENTENCES[4]), pair[precision]
    weights = answers.attention(ids)
    assert np.abs(weights.sum(-1) - 1).max() < 1e-5
    assert weights.min() >= 0 and np.triu(weights, 1).max() == 0
    # What comes later changes nothing that stands before it, to the last bit.
    half = len(ids) // 2
    other = ids[:half] + pair.ids(SENTENCES[5])[1 : len(ids) - half + 1]
    assert len(other) <= len(ids) and other[half:] != ids[half:]
    other += ids[len(other) :]
    assert np.array_equal(answers.attention(other)[:, :, :half, :half], weights[:, :, :half, :half])
    one, two = answers.logits(ids), answers.logits(other)
    assert np.array_equal(one[:half], two[:half]) and not np.array_equal(one[half:], two[half:])


@pytest.mark.parametrize("precision", PRECISIONS)
def test_a_padded_batch_is_the_single_rows(pair: Pair, precision: str) -> None:
    rows, answers = [pair.ids(SENTENCES[7])[:length] for length in (20, 17, 18)], pair[precision]
    before = answers.model.counters()["runs"]
    together, seen = answers.ask(rows), answers.ask(rows, attention=True)
    assert answers.model.counters()["runs"] - before < 2 * len(rows)
    for row, read, look in zip(rows, together, seen, strict=True):
        assert np.array_equal(read.logits, answers.logits(row))
        assert look.attentions is not None
        assert np.array_equal(look.attentions, answers.attention(row))


@pytest.mark.parametrize("precision", PRECISIONS)
def test_generating_step_by_step_is_reading_at_once(pair: Pair, precision: str) -> None:
    """Three texts go on together, one token a run; what each was thrown from is what reading it all at once gives."""
    rows, answers, sampling = [pair.ids(SENTENCES[index])[:9] for index in (0, 6, 8)], pair[precision], Sampling(seed=5)

    async def write(ids: list[int]) -> list[Generated]:
        async with aclosing(answers.model.generate(ids, new_tokens=12, sampling=sampling, stop=())) as tokens:
            return [token async for token in tokens]

    async def together() -> list[list[Generated]]:
        return await asyncio.gather(*map(write, rows))

    for ids, written in zip(rows, asyncio.run(together()), strict=True):
        assert len(written) == 12
        logits = answers.logits([*ids, *(token.id for token in written)])[len(ids) - 1 : -1]
        for token, row in zip(written, logits, strict=True):
            thrown = throw(row, sampling, token.position)
            assert (token.id, token.probability) == (thrown.id, thrown.probability)


def test_logits_only_where_asked(pair: Pair) -> None:
    ids = pair.ids(SENTENCES[0])
    for precision in PRECISIONS:
        every = pair[precision].logits(ids)
        for asked in ((5, 2), (len(ids) - 1,), (0,), (3, 3)):
            (some,) = pair[precision].ask([ids], logits_at=asked)
            assert np.array_equal(some.logits, every[list(asked)]), (precision, asked)


def test_an_encoder_is_transformers(reference: Callable[[str], Any], ready: Callable[[str, str], Path]) -> None:
    entry = CATALOG["minilm-l6"]
    answers, theirs = Answers(ready(entry.id, "fp32"), entry, "fp32"), reference(entry.id)
    rows = [answers.model.context(text) for text in SENTENCES[4:]]
    rows.append(answers.model.context(SENTENCES[4], SENTENCES[5]))
    first = rows[-1].index(answers.model.context("")[-1]) + 1
    assert max(map(len, rows)) < entry.context
    layers = [0, entry.layers - 1]
    looks = answers.ask(rows, attention=True)
    for ids, found in zip(rows, looks, strict=True):
        kinds = torch.tensor([[0] * len(ids)])
        if ids is rows[-1]:
            kinds[0, first:] = 1
        with torch.no_grad():
            out = theirs(torch.tensor([ids]), token_type_ids=kinds, output_attentions=True, output_hidden_states=True)
        assert found.attentions is not None
        assert np.abs(found.attentions.sum(-1) - 1).max() < 1e-5
        assert np.abs(found.attentions - torch.cat(out.attentions).numpy()).max() < 1e-4
        for layer, look in zip(layers, [answers.ask([ids], projections=layer)[0] for layer in layers], strict=True):
            attention = theirs.encoder.layer[layer].attention.self
            assert look.projections is not None
            for part in ("query", "key", "value"):
                with torch.no_grad():
                    expected = getattr(attention, part)(out.hidden_states[layer])[0].numpy()
                ours = getattr(look.projections, {"query": "queries", "key": "keys", "value": "values"}[part])
                expected = expected.reshape(len(ids), entry.heads, entry.d_head).swapaxes(0, 1)
                assert np.abs(ours - expected).max() < 1e-4 * np.abs(expected).max()
    answers.model.close()


def test_a_window_is_a_window(tmp_path: Path) -> None:
    """A small Gemma 3 with a window of four tokens, made here, through export and convert, in both precisions."""
    config = Gemma3TextConfig(
        vocab_size=320,
        hidden_size=320,
        intermediate_size=96,
        num_hidden_layers=3,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=32,
        sliding_window=4,
        layer_types=["sliding_attention", "full_attention", "sliding_attention"],
    )
    torch.manual_seed(4)
    model = Gemma3ForCausalLM(config)
    for name, parameter in model.named_parameters():
        torch.nn.init.normal_(parameter, std=0.2 if "norm" in name else 0.05)
    source, graphs, entry = tmp_path / "source", tmp_path / "graphs", CATALOG["gemma-3-270m"]
    model.save_pretrained(source)
    Tokenizer(WordLevel({"a": 0}, "a")).save(str(source / "tokenizer.json"))
    shape: dict[str, Any] = {"layers": 3, "heads": 4, "kv_heads": 2, "d_model": 320, "d_head": 32, "vocabulary": 320}
    entry = replace(entry, **shape, format="safetensors", graphs=graphs)
    graphs.mkdir()
    export(entry, source, graphs)
    folders = {precision: tmp_path / precision for precision in PRECISIONS}
    for precision, folder in folders.items():
        folder.mkdir()
        convert(entry, source, graphs, folder, precision, lambda done, total: None)
    pair = Pair(entry, load_model("decoder", source), folders)

    ids = list(range(7, 27))
    logits, attentions = pair.truth(ids)
    ours = pair["fp32"].logits(ids)
    assert np.abs(log_softmax(ours) - log_softmax(logits)).max() < 1e-3
    weights = pair["fp32"].attention(ids)
    assert np.abs(weights - attentions).max() < 1e-4
    for precision in PRECISIONS:
        seen = (pair[precision].attention(ids) > 0).any(1).sum(-1)  # layers, tokens: how many tokens each looks at
        assert seen[0].tolist() == seen[2].tolist() == [1, 2, 3] + [4] * 17
        assert seen[1].tolist() == list(range(1, 21))
    lost = divergence(logits, pair["4-bit"].logits(ids)).mean()
    print(f"a random small Gemma 3: KL {lost:.5f}")
    assert lost < 0.5

    async def steps() -> list[int]:
        greedy = Sampling(temperature=0)
        async with aclosing(pair["fp32"].model.generate(ids[:6], new_tokens=14, sampling=greedy, stop=())) as tokens:
            return [token.id async for token in tokens]

    written = asyncio.run(steps())
    best = pair.truth([*ids[:6], *written])[0][5:-1]
    assert (best.max(-1) - best[range(14), written]).max() < 1e-3
    pair.close()


@pytest.mark.parametrize("model", ["minilm-l6", "soroban-50k"])
def test_export_makes_the_graphs_we_ship(
    model: str, tmp_path: Path, sources: Callable[[str], Path], ready: Callable[[str, str], Path]
) -> None:
    entry, made = CATALOG[model], tmp_path / "made"
    export(entry, sources(model), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in entry.graphs.iterdir()}
    assert Layout.load(tmp_path / "layout.fp32.json") == Layout.load(entry.graphs / "layout.fp32.json")
    made.mkdir()
    convert(entry, sources(model), tmp_path, made, "fp32", lambda done, total: None)
    new, old = (Answers(folder, entry, "fp32") for folder in (made, ready(model, "fp32")))
    ids = list(range(400, 424))
    for wanted in ({"attention": True, "projections": 1}, *([{}] if entry.kind == "decoder" else [])):
        one, other = (answers.ask([ids], **wanted)[0] for answers in (new, old))
        assert np.abs(one.logits - other.logits).max(initial=0) < 1e-5
        if one.attentions is not None and one.projections is not None:
            assert other.attentions is not None and other.projections is not None
            assert np.abs(one.attentions - other.attentions).max() < 1e-6
            assert np.abs(one.projections.values - other.projections.values).max() < 1e-5
    for answers in (new, old):
        answers.model.close()


def test_two_exports_are_equal_byte_for_byte(tmp_path: Path) -> None:
    """In processes of their own: each orders sets of names in its own way."""
    entry = CATALOG["soroban-50k"]
    code = f"""
from pathlib import Path
from sandbox.models.catalog import Catalog
from sandbox.models.export import export
from sandbox.settings import Settings
entry = Catalog.load(Settings().assets)[{entry.id!r}]
export(entry, entry.shipped, Path("."))
"""
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, check=True, capture_output=True)
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0].keys() == {path.name for path in entry.graphs.iterdir()}
    assert made[0] == made[1]


def test_the_graphs_we_ship_hold_no_weights() -> None:
    paths = list((Settings().assets / "graphs").rglob("*.onnx"))
    assert len(paths) >= 2 * len(CATALOG.models) - 1
    for path in paths:
        graph = onnx.load(path, load_external_data=False).graph
        inside = [tensor for tensor in graph.initializer if not tensor.external_data]
        numbers = [onnx.numpy_helper.to_array(tensor) for tensor in inside]
        assert all(array.nbytes <= 1024 for array in numbers if array.dtype != np.int64), path
        assert all(array.nbytes <= 4096 for array in numbers), path  # the positions of an encoder, one by one
        assert not any(node.op_type == "Constant" for node in graph.node), path
        assert path.stat().st_size < 400_000


TEXTS = (
    *SENTENCES,
    "吾輩は猫である。ｶﾞ か゚ ﾊﾝｶｸ　全角　ＡＢＣ",
    "😀🎉 👨‍👩‍👧‍👦 🇯🇵 🏳️‍🌈 👍🏽",
    "שלום עולם مرحبا بالعالم",
    "1 12 123 1234567890 3.14159 ①② ½ ٣٤ 2024年12月31日",
    "for i in range(10):\n\tif i % 2:\r\n\t\treturn  i  # ok",
    "   leading,    inside      and trailing     ",
    "\n\n\na\n\n\n\n\n\n\n\n b \t\t\t c \n \n",
    "\x01\x02\x07\x0b\x1b\x7f\u200b\u200d\u2028\ufeff",
    "<b>bold</b><table><tr> <unused5> [multimodal] <h1>",
    "don't I'll IT'S e\u0301 é 𝔹𝕆 안녕하세요 你好 สวัสดี Привет नमस्ते ▁ _",
    "",
    " ",
)


@pytest.mark.parametrize("model", DECODERS)
def test_tokens_are_those_of_transformers(
    model: str, sources: Callable[[str], Path], ready: Callable[[str], Path]
) -> None:
    source = sources(model)
    theirs = AutoTokenizer.from_pretrained(str(source.parent), gguf_file=source.name).backend_tokenizer
    if model == "smollm2-135m":
        # transformers has no rule for this file's pre-tokenizer "smollm" and takes GPT-2's. The model's own
        # tokenizer.json and llama.cpp put every digit apart first, which shows where spaces stand before a number.
        level = pre_tokenizers.ByteLevel(add_prefix_space=False)
        theirs.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), level])
    ours = Tokenizer.from_file(str(ready(model) / "tokenizer.json"))
    for text in TEXTS:
        expected = theirs.encode(text, add_special_tokens=False)
        assert ours.encode(text, add_special_tokens=False).ids == expected.ids, text
        assert ours.encode(text, add_special_tokens=False).offsets == expected.offsets, text


def test_gemma_in_full_precision_gives_the_figures_of_the_lecture(ready: Callable[[str, str], Path]) -> None:
    """To the digits given there; test_language_model.py asks the model in 4 bits the same."""
    entry = CATALOG["gemma-3-270m"]
    answers = Answers(ready(entry.id, "fp32"), entry, "fp32")
    for text, expected in (("今日は良い天気です。", -24.2), ("日本の首都は東京", -29.6), ("私はりんごを食べた", -36.6)):
        ids = answers.model.context(text)
        steps = log_softmax(answers.logits(ids))
        assert sum(steps[place, id] for place, id in enumerate(ids[1:])) == pytest.approx(expected, abs=0.06)
    steps = log_softmax(answers.logits(answers.model.context("今日は良い"))[-1])
    assert np.exp(steps[answers.model.context("天気")[1]]) == pytest.approx(0.585, abs=6e-4)
    answers.model.close()
