"""Words of a text: Japanese by dictionary, the rest at spaces and signs, in any mixture."""

import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.models.segmenter import normal_form, sentences_of, words_of


def cut(text: str) -> list[str]:
    return [word.surface for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("吾輩は猫である。", "吾輩 は 猫 で ある"),
        ("新幹線と飛行機と自転車で動物園へ行く", "新幹線 と 飛行機 と 自転車 で 動物園 へ 行く"),
        ("お母さんと消防士が三匹の犬を見た", "お母さん と 消防士 が 三 匹 の 犬 を 見 た"),
        ("昨日犬を見た", "昨日 犬 を 見 た"),
        (
            "I am writing to confirm our meeting on September 8th.",
            "I am writing to confirm our meeting on September 8th",
        ),
        ("Don't panic: rock'n'roll isn’t 'dead'!", "Don't panic rock'n'roll isn’t dead"),
        ("well-known, 1,000 times 5.56mm_x", "well known 1,000 times 5.56mm x"),
        ("iPhone 15を買った。Tシャツも!", "iPhone 15 を 買っ た T シャツ も"),
        ("ﾘﾝｺﾞとＡＢＣ", "ﾘﾝｺﾞ と ＡＢＣ"),
        ("café naïve नमस्ते दुनिया 한국어 문장", "café naïve नमस्ते दुनिया 한국어 문장"),
        ("cafe\u0301", "cafe\u0301"),
        ("「。」…!? 😀 --- ♪", ""),
        ("", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    assert cut(text) == words.split()


def test_sentences() -> None:
    text = "犬がいる。「猫も！」うさぎは？\nA cat. It's 3.5 kg, he said. (Yes.) No"
    assert [[word.surface for word in sentence] for sentence in sentences_of(text)] == [
        ["犬", "が", "いる"],
        ["猫", "も"],
        ["うさぎ", "は"],
        ["A", "cat"],
        ["It's", "3.5", "kg", "he", "said"],
        ["Yes"],
        ["No"],
    ]


@given(st.text(alphabet=st.sampled_from("犬がいる食べた。、りんごＡa b's 1.5-\n!?٣नाか\u3099ﾞー々𠮷😀’”"), max_size=60))
def test_every_word_stands_where_it_says(text: str) -> None:
    end = 0
    for word in words_of(text):
        assert text[word.start : word.end] == word.surface != ""
        assert word.start >= end
        end = word.end


def test_meaning_and_spelling() -> None:
    words = {word.surface: word for word in words_of("私は朝にりんごとリンゴをゆっくり食べている")}
    assert {surface for surface, word in words.items() if word.content} == {
        "朝",
        "りんご",
        "リンゴ",
        "ゆっくり",
        "食べ",
    }
    assert words["りんご"].normal == words["リンゴ"].normal == normal_form("林檎")
    assert [word.normal for word in words_of("The Cat’s")] == ["the", "cat's"]


def test_a_text_longer_than_the_dictionary_takes_at_once() -> None:
    assert "".join(cut("あ" * 20_000)) == "あ" * 20_000
    assert len(cut("𠮷" * 20_000)) > 0
    sentence = "私は毎朝りんごを食べます。"
    assert cut(sentence * 1500) == cut(sentence) * 1500


def seconds(text: str) -> float:
    begun = time.perf_counter()
    words_of(text)
    return time.perf_counter() - begun


@pytest.mark.parametrize(
    "text",
    [
        "." * 300_000 + "x",
        "?!" * 150_000 + "x",
        ". " + "!" * 300_000 + "”" * 300_000 + "x",
        "a" + "\u0301\u0316" * 150_000,
        "\u0f73" * 300_000,  # two marks in one
        "1" * 300_000 + "x",
        "1." * 150_000 + "x",
        "a'" * 150_000,
    ],
    ids=["full stops", "exclamations", "quotes", "marks", "double marks", "figures", "points", "apostrophes"],
)
def test_long_texts_take_no_longer_than_others(text: str) -> None:
    """Minutes, were it to grow with the square."""
    words_of("犬")
    assert seconds(text) < 15


def test_every_kind_of_character_repeated() -> None:
    kinds = {}
    for character in map(chr, range(1, 0x30000)):
        if (category := unicodedata.category(character)) not in ("Cn", "Cs"):
            kinds.setdefault((category, unicodedata.combining(character)), character)
    for character in [*kinds.values(), *".!?。！？．\"'”’)]」』）1,_aあァアーヽヾ々〆〇一ﾞｱＡ𠮷"]:
        for text in (character * 20_000, character * 20_000 + "x"):
            assert seconds(text) < 5, repr(character)


def test_long_words_keep_their_spelling() -> None:
    word = "Ｃａｆe\u0301’s" * 100
    assert [found.normal for found in words_of(word)] == ["café's" * 100]


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"犬が{number}匹、庭を走る。猫は机の下で眠っている。" * 20 for number in range(40)]
    alone = [cut(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(cut, texts)) == alone
