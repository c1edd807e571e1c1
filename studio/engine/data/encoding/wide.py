"""Text of two or four bytes a character without a byte order mark: known by what it says."""

from __future__ import annotations

import re

_NAMES = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_SEEN = 1 << 16
_ENOUGH = 0.95
_USUAL = re.compile(
    "[\t\n\r\x20-\x7e\xa0-\u024f\u0370-\u052f\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u203a\u20ac\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef\U0001f300-\U0001faff]"
)


def guess_wide(head: bytes) -> str | None:
    """The encoding under which nearly all characters are usual ones, "utf-16-le" and the like; None where none is.

    Such a text holds zero bytes, if only in its line ends; one of single bytes holds none.
    """
    part = head[:_SEEN]
    if not part.count(0):
        return None
    rated = {name: _rate(part, name) for name in _NAMES}
    best = max(_NAMES, key=lambda name: rated[name])
    return best if rated[best] >= _ENOUGH else None


def _rate(part: bytes, name: str) -> float:
    """The share of usual characters; nothing where bytes are left over or do not fit."""
    width = 4 if "32" in name else 2
    text = part[: len(part) - len(part) % width].decode(name, "replace")
    if not text:
        return 0.0
    rare = len(_USUAL.sub("", text))
    return 1 - rare / len(text) - 0.001 * width
