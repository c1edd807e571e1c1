"""Kinds of characters, as far as words depend on them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

Kind = Literal["space", "cjk", "mark", "letter", "joiner"]

_CJK = (
    (0x2E80, 0x303F), (0x3040, 0x30FF), (0x3100, 0x312F), (0x31A0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def classify(char: str) -> Kind:
    """What one character is.

    "cjk" is written without spaces; "mark" is punctuation or a symbol; "joiner" (combining marks, zero-width
    characters) belongs to the character before it; "letter" is all else that makes words.
    """
    if char.isspace():
        return "space"
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf", "Sk") and not char.isascii():
        return "joiner"
    if category[0] in "PS" and char != "_":
        return "mark"
    return "cjk" if is_cjk(char) else "letter"


@lru_cache(maxsize=1 << 16)
def is_cjk(char: str) -> bool:
    """Whether a character is of a script without spaces (Chinese, Japanese), its punctuation included."""
    point = ord(char)
    return point >= 0x2E80 and any(low <= point <= high for low, high in _CJK)
