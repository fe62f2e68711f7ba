"""Text for people, in Japanese and English: assets/text/{ja,en}/<file>.toml, looked up as "file.key".

The two folders hold the same keys with the same {placeholders}; a test says so.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from sandbox.settings import Settings

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
#: Kana (with the half-width ones) and kanji.
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")


class Words:
    """The texts of one language."""

    def __init__(self, lang: Lang, folder: Path) -> None:
        self.lang = lang
        self._files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}

    def __call__(self, key: str, **values: object) -> str:
        """Return the text "file.key" with its {placeholders} filled. Raises KeyError for a key that is not there."""
        return fill(str(self.find(key)), values)

    def find(self, key: str) -> Any:
        """Return whatever stands at "file", "file.key" or "file.table.key": a text, a list or a table."""
        found: Any = self._files
        for part in key.split("."):
            found = found[part]
        return found

    def picture(self, widget: str) -> dict[str, str]:
        """Return the texts of a picture: its own, and those of the model card that any picture may open."""
        return {**self.find("model-card"), **self.find(widget)}

    def __contains__(self, key: str) -> bool:
        try:
            self.find(key)
        except KeyError:
            return False
        return True


def fill(template: str, values: Mapping[str, object]) -> str:
    """Put values into {placeholders}; a brace that is no placeholder of ours stays as it is (formulas have braces)."""

    def value(placeholder: re.Match[str]) -> str:
        found = values.get(placeholder[1], placeholder[0])
        return f"{found:,}" if isinstance(found, int) else _written(found) if isinstance(found, float) else str(found)

    return re.sub(r"\{(\w+)\}", value, template)


def _written(number: float) -> str:
    """Write a number as people do: 0.32, 10^15, 5.76 × 10^23."""
    mantissa, _, exponent = f"{number:g}".partition("e+")
    if not exponent:
        return mantissa
    return ("" if mantissa == "1" else f"{mantissa} × ") + f"10^{int(exponent)}"


@cache
def words(lang: Lang) -> Words:
    """Return the texts of a language, read once."""
    return Words(lang, Settings().assets / "text" / lang)


def preferred(accept_language: str) -> Lang:
    """Choose by a browser's Accept-Language header (RFC 9110, section 12.5.4); English if it names neither."""
    wishes: dict[Lang, float] = {}
    for wish in accept_language.split(","):
        tag, *parameters = (part.strip() for part in wish.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        # weight = "0" up to 3 decimals, or "1"; 0 means "not at all"
        if re.fullmatch(r"0(\.\d{0,3})?|1(\.0{0,3})?", weight) and float(weight) > 0:
            for lang in LANGS:
                if tag.lower().split("-")[0] == lang:
                    wishes[lang] = max(float(weight), wishes.get(lang, 0))
    return max(wishes, key=lambda lang: wishes[lang]) if wishes else "en"


def of_terminal() -> Lang:
    """Return the language for commands: LM_SANDBOX_LANG, else the locale of the terminal; Japanese or English."""
    names = ("LM_SANDBOX_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return "ja" if next((os.environ[name] for name in names if os.environ.get(name)), "").startswith("ja") else "en"


def written_in(text: str) -> Lang:
    """Return "ja" for a text with kana or kanji in it, else "en"."""
    return "ja" if _JAPANESE.search(text) else "en"
