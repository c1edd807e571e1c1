"""What a text holds that people do not see, and what becomes of it: HTML, and control characters."""

from __future__ import annotations

import html
import re

from studio.engine.data.changing.alignment import Edit

MARKUP = r"<[/!A-Za-z]|&(?:#|[A-Za-z])[A-Za-z0-9]{1,31};"
"""A pattern of RE2: a text that it does not match has no markup."""
CONTROLS = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\x{ad}\x{200b}\x{200e}\x{200f}"
    r"\x{2028}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}]"
)
"""The same for control characters; those that join emoji or letters are none."""

_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|"
    "sub|sup|time|tt|u|var"
)
_BLOCK = (
    "address|article|aside|audio|blockquote|body|br|button|canvas|caption|center|col|colgroup|dd|details|div|dl|dt|"
    "embed|fieldset|figcaption|figure|footer|form|frame|h[1-6]|head|header|hr|html|iframe|img|input|li|link|main|map|"
    "meta|nav|noscript|object|ol|option|p|param|picture|pre|script|section|select|source|style|summary|svg|table|tbody|"
    "td|textarea|tfoot|th|thead|title|tr|ul|video|wbr"
)
_VALUE = r"\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+)"
_BARE = (
    r"(?:disabled|checked|selected|hidden|readonly|required|controls|autoplay|loop|muted|async|defer|nowrap|noshade)"
)
_ATTRIBUTES = rf"(?:\s+(?:[\w:.-]+{_VALUE}|{_BARE}(?=[\s/>])))*\s*/?"
_FOUND = re.compile(
    rf"<(?P<hidden>script|style)\b[^<>]*>.*?</(?P=hidden)\s*>|(?P<comment><!--.*?-->|<!doctype[^<>]*>)"
    rf"|</?(?:(?P<inline>{_INLINE})|(?:{_BLOCK})){_ATTRIBUTES}>"
    r"|(?P<sign>&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(CONTROLS.replace(r"\x{ad}", r"\xad").replace(r"\x{", r"\u").replace("}", ""))
_BLANK = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029")
"""Control characters that part words."""


def find_markup(text: str) -> list[Edit]:
    """Tags become nothing or a blank, signs such as ``&amp;`` what they stand for."""
    edits = []
    for match in _FOUND.finditer(text):
        became = _read_sign(match[0]) if match["sign"] else ("" if match["inline"] else " ")
        if became == " " and text[match.start() - 1 : match.start()].isspace():
            became = ""
        if became != match[0]:
            edits.append(Edit(*match.span(), became))
    return edits


def find_controls(text: str) -> list[Edit]:
    """They become nothing, those that part words a blank."""
    return [Edit(*match.span(), " " if match[0] in _BLANK else "") for match in _CONTROL.finditer(text)]


def _read_sign(sign: str) -> str:
    """What a sign stands for; itself where HTML knows none."""
    became = html.unescape(sign)
    if became == sign:
        return sign
    return " " if became.isspace() or became == "\ufffd" or _CONTROL.search(became) else became
