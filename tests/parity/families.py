"""Random small models of every family, as transformers saves them, each with a small tokenizer that was really trained.

Nothing in them is left at a value that would hide a mistake: norms are not all ones, biases not zero, attention is not
flat, windows are shorter than a text, and sizes that could be taken for one another differ. The same files each time.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    AutoModelForCausalLM,
    BertConfig,
    BertForMaskedLM,
    Gemma2Config,
    Gemma3TextConfig,
    GemmaConfig,
    GPT2Config,
    GPTNeoXConfig,
    LlamaConfig,
    MistralConfig,
    PretrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen3Config,
)

from sandbox.models import tokenizer_files
from sandbox.models.added_models import entry_of
from sandbox.models.catalog import Model
from sandbox.models.export import export_folder, load_model
from sandbox.models.language_model import LanguageModel
from sandbox.models.plan import plan
from sandbox.models.source_folder import SourceFolder
from sandbox.settings import Settings

#: Ids of each tokenizer, special ones included. Some models have a few rows more, as real ones have for padding.
PIECES = 523
#: Positions that the models know: fewer than a text may have tokens elsewhere, so this is their bound.
POSITIONS = 192


# --- tokenizers ----------------------------------------------------------------------------------------------------


def _texts() -> list[str]:
    paths = sorted((Settings().assets / "corpora").glob("*.txt"))
    return [line for path in paths for line in path.read_text("utf-8").splitlines()]


def byte_level() -> PreTrainedTokenizerFast:
    """GPT-2's kind: BPE on bytes, one special token that begins and ends, none added around a text."""
    end = "<|endoftext|>"
    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    letters = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=PIECES, special_tokens=[end], initial_alphabet=letters, show_progress=False
    )
    raw.train_from_iterator(_texts(), trainer)
    return PreTrainedTokenizerFast(tokenizer_object=raw, bos_token=end, eos_token=end, unk_token=end)


def byte_fallback() -> PreTrainedTokenizerFast:
    """Gemma's kind: BPE on characters, "▁" for a space, bytes for what no piece covers, <bos> before a text."""
    learnt = Tokenizer(models.BPE())
    special = ["<unk>", "<bos>", "<eos>", "<pad>"]
    bytewise = [f"<0x{byte:02X}>" for byte in range(256)]
    own = PIECES - len(special) - len(bytewise)
    trainer = trainers.BpeTrainer(vocab_size=own, limit_alphabet=own // 2, show_progress=False)
    learnt.train_from_iterator((f"▁{word}" for text in _texts() for word in text.split(" ")), trainer)
    model = json.loads(learnt.to_str())["model"]
    pieces = sorted(model["vocab"], key=model["vocab"].__getitem__)
    vocabulary = {piece: id for id, piece in enumerate([*special, *bytewise, *pieces])}
    merges = [tuple(pair) for pair in model["merges"]]
    raw = Tokenizer(models.BPE(vocabulary, merges, unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    raw.normalizer = normalizers.Replace(" ", "▁")
    raw.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    raw.add_special_tokens(special)
    raw.post_processor = processors.TemplateProcessing("<bos> $A", "<bos> $A <bos> $B", [("<bos>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=raw, bos_token="<bos>", eos_token="<eos>", unk_token="<unk>", pad_token="<pad>"
    )


def word_piece() -> PreTrainedTokenizerFast:
    """BERT's kind: WordPiece in lower case, [CLS] before and [SEP] after each text, and [MASK]."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    raw = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    raw.normalizer = normalizers.BertNormalizer(lowercase=True)
    raw.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    raw.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(
        vocab_size=PIECES, special_tokens=special, limit_alphabet=300, show_progress=False
    )
    raw.train_from_iterator(_texts(), trainer)
    around = [(name, raw.token_to_id(name)) for name in ("[CLS]", "[SEP]")]
    raw.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", around)
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), special, strict=True))
    return PreTrainedTokenizerFast(tokenizer_object=raw, **names)


# --- models --------------------------------------------------------------------------------------------------------

#: Of the newer families, which name their sizes alike. 6 heads share 2; 96 is not the heads' 6 × 24.
_SIZES: dict[str, Any] = {
    "vocab_size": PIECES,
    "hidden_size": 96,
    "intermediate_size": 160,
    "num_hidden_layers": 3,
    "num_attention_heads": 6,
    "num_key_value_heads": 2,
    "head_dim": 24,
    "max_position_embeddings": POSITIONS,
}
#: As byte_fallback numbers them, and as byte_level does.
_NAMED: dict[str, Any] = {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 3}
_ONE_FOR_ALL: dict[str, Any] = {"bos_token_id": 0, "eos_token_id": 0}
_OLD: dict[str, Any] = {"vocab_size": PIECES + 5, "hidden_size": 64, "intermediate_size": 224}

_BERT = BertConfig(
    vocab_size=PIECES,
    hidden_size=96,
    intermediate_size=160,
    num_hidden_layers=3,
    num_attention_heads=4,
    max_position_embeddings=POSITIONS,
    pad_token_id=0,
)

#: A configuration of each family; a second name is a second form that models of that family have.
CONFIGS: dict[str, PretrainedConfig] = {
    # 72 columns: no whole blocks of 32, so most of it stays in 32 bits whatever is asked for.
    "gpt2": GPT2Config(
        vocab_size=PIECES, n_positions=POSITIONS, n_embd=72, n_layer=2, n_head=3, n_inner=160, **_ONE_FOR_ALL
    ),
    # 64 columns: two whole blocks.
    "gpt2-blocks": GPT2Config(
        vocab_size=PIECES, n_positions=POSITIONS, n_embd=64, n_layer=3, n_head=4, n_inner=None, **_ONE_FOR_ALL
    ),
    # OpenCALM and Pythia: attention and feed-forward side by side, a quarter of each head turned.
    "gpt_neox": GPTNeoXConfig(
        **_OLD,
        num_hidden_layers=3,
        num_attention_heads=2,
        max_position_embeddings=POSITIONS,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.25},
        use_parallel_residual=True,
        **_ONE_FOR_ALL,
    ),
    # rinna 3.6B: one after the other, heads turned whole.
    "gpt_neox-serial": GPTNeoXConfig(
        **_OLD,
        num_hidden_layers=2,
        num_attention_heads=8,
        max_position_embeddings=POSITIONS,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 1.0},
        use_parallel_residual=False,
        **_ONE_FOR_ALL,
    ),
    "llama": LlamaConfig(**(_SIZES | {"hidden_size": 144}), tie_word_embeddings=False, **_NAMED),
    # Llama 3.2: positions stretched, one table for reading and writing, heads that are not d_model / heads.
    "llama-scaled": LlamaConfig(
        **_SIZES,
        tie_word_embeddings=True,
        rope_parameters={
            "rope_type": "llama3",
            "rope_theta": 5000.0,
            "factor": 8.0,
            "low_freq_factor": 1.0,
            "high_freq_factor": 4.0,
            "original_max_position_embeddings": 32,
        },
        **_NAMED,
    ),
    "mistral": MistralConfig(**_SIZES, sliding_window=7, **_NAMED),
    "qwen2": Qwen2Config(**_SIZES, tie_word_embeddings=True, **_ONE_FOR_ALL),
    "qwen3": Qwen3Config(**(_SIZES | {"head_dim": 32}), tie_word_embeddings=True, **_ONE_FOR_ALL),
    "gemma": GemmaConfig(**(_SIZES | {"num_key_value_heads": 1, "head_dim": 40}), **_NAMED),
    # Caps so low that they bend most numbers, and a divisor that is not √head_dim.
    "gemma2": Gemma2Config(
        **(_SIZES | {"num_hidden_layers": 4}),
        query_pre_attn_scalar=40,
        sliding_window=9,
        attn_logit_softcapping=3.0,
        final_logit_softcapping=4.0,
        **_NAMED,
    ),
    "gemma3_text": Gemma3TextConfig(
        **(_SIZES | {"vocab_size": PIECES + 2, "num_key_value_heads": 1, "head_dim": 32}),
        query_pre_attn_scalar=40,
        sliding_window=9,
        layer_types=["sliding_attention", "full_attention", "sliding_attention"],
        rope_parameters={
            "sliding_attention": {"rope_type": "default", "rope_theta": 100.0},
            "full_attention": {"rope_type": "default", "rope_theta": 5000.0},
        },
        **_NAMED,
    ),
    "bert": _BERT,
    "bert-old": _BERT,
}
#: How a checkpoint is stored: in what type, and in how many files. All others: 32 bits, one file.
_TYPES = {"qwen2": torch.bfloat16, "llama-scaled": torch.float16, "gemma3_text": torch.bfloat16}
_IN_PIECES = {"mistral": "200KB", "gpt_neox-serial": "100KB"}


def _as_openai(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """GPT-2 as OpenAI published it and rinna its models: the masks stored as well, no prefix."""
    masks = {f"h.{layer}.attn.bias": torch.ones(1, 1, POSITIONS, POSITIONS).tril() for layer in range(2)}
    return masks | {name.removeprefix("transformer."): tensor for name, tensor in tensors.items()}


def _as_2018(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """BERT as Google's and Tohoku's: norms with gamma and beta, positions stored, a second head that nobody needs."""

    def name(new: str) -> str:
        return new.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")

    unused = {
        "bert.embeddings.position_ids": torch.arange(POSITIONS)[None],
        "bert.pooler.dense.weight": torch.randn(96, 96),
        "bert.pooler.dense.bias": torch.randn(96),
        "cls.seq_relationship.weight": torch.randn(2, 96),
        "cls.seq_relationship.bias": torch.randn(2),
    }
    return unused | {name(new): tensor for new, tensor in tensors.items()}


#: Checkpoints with the names that older ones of the family have.
_SPELLINGS = {"gpt2": _as_openai, "bert-old": _as_2018}


def make(family: str, folder: Path) -> Path:
    """Write a random model of a family (a key of CONFIGS) and its tokenizer into a folder, as transformers saves them.

    Returns:
        The folder: config.json, generation_config.json, *.safetensors (with an index where there are several),
        tokenizer.json, tokenizer_config.json and a README with its licence.
    """
    config = CONFIGS[family]
    named = config.eos_token_id == _NAMED["eos_token_id"]
    tokenizer = word_piece() if config is _BERT else byte_fallback() if named else byte_level()
    model = random_model(config)
    model.to(_TYPES.get(family, torch.float32))
    model.save_pretrained(folder, max_shard_size=_IN_PIECES.get(family, "1GB"))
    tokenizer.save_pretrained(folder)
    if spell := _SPELLINGS.get(family):
        path = folder / "model.safetensors"
        save_file(spell(load_file(path)), path, {"format": "pt"})
    card = f"---\nlicense: cc0-1.0\nlanguage:\n- ja\n- en\n---\n\n# Random {family}\n\nNever trained.\n"
    (folder / "README.md").write_text(card, "utf-8")
    return folder


def random_model(config: PretrainedConfig) -> PreTrainedModel:
    """Return a model of this shape with seeded weights, none of which is as a new model has it."""
    torch.manual_seed(sum(map(ord, config.model_type)))
    bert = isinstance(config, BertConfig)
    model = BertForMaskedLM(config) if bert else AutoModelForCausalLM.from_config(config)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            noise = torch.randn_like(weight)
            if weight.ndim == 1:  # a norm (all ones, or in Gemma all zeros) or a bias (all zeros)
                weight += 0.2 * noise
            elif any(part in name for part in ("embed", "wte", "wpe")):
                # Gemma multiplies them by √d_model, and a token must not drown what the layers add to it.
                weight.copy_((0.1 if "gemma" in config.model_type else 0.3) * noise)
            else:
                inputs = weight.shape[0 if config.model_type == "gpt2" else -1]
                weight.copy_(1.4 * noise / inputs**0.5)
    return model.eval()


# --- made ready ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Small:
    """A random small model of a family, made ready.

    Attributes:
        entry: what the catalogue says of it; source: as transformers saved it; folders: ready, by precision.
    """

    entry: Model
    source: Path
    folders: dict[str, Path]

    def load(self, precision: str, model_cache: int = 0) -> LanguageModel:
        """Return the model, ready to run; without a cache it keeps nothing, so that every question is computed."""
        entry = replace(self.entry, precision=precision)
        return LanguageModel.load(self.folders[precision], entry, Settings(model_cache=model_cache, provider="cpu"))

    @property
    def theirs(self) -> PreTrainedModel:
        """The model in transformers, in 32 bits, its attention written out."""
        return load_model(self.entry.kind, self.source, self.entry.mask is not None)


def make_ready(family: str, folder: Path) -> Small:
    """Write a random model and make it ready in every precision, with the parts of `lm-sandbox models add`."""
    source, ready = make(family, folder / "source"), folder / "ready"
    found = plan(SourceFolder(source), folder, id=family.replace("_", "-"), name=family, precision="fp32")
    ready.mkdir()
    facts = tokenizer_files.write(source, ready)
    entry = entry_of(found, source, facts)
    export_folder(entry, source, ready, found.shape.precisions)
    folders = {precision: ready / precision for precision in found.shape.precisions}
    for path in ready.glob("*.json"):
        for place in folders.values():
            shutil.copyfile(path, place / path.name)
    return Small(entry, source, folders)
