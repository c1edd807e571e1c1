"""Texts without what makes no difference: white space and case."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_SPACE = r"[\s\p{Z}\x{85}\v\x{1c}-\x{1f}]+"
"""What ``str.split`` takes for white space, in the language of RE2."""


def normalise(texts: Any) -> Any:
    """A pyarrow array of texts, each in small letters and with single spaces; missing ones become ""."""
    lowered = pc.utf8_lower(pc.fill_null(texts, ""))
    return pc.utf8_trim(pc.replace_substring_regex(lowered, pattern=_SPACE, replacement=" "), characters=" ")


def normalise_text(text: str) -> str:
    """The same for one text."""
    return str(normalise(pa.array([text], pa.string()))[0].as_py())
