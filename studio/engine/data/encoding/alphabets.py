"""Encodings of one byte a character: which letters they add to ASCII, and which of these are common in a language."""

from __future__ import annotations

import re

SCRIPTS = {
    "cp1251": ("\u0400-\u045f", "оеаинтсрвл", 0.4),
    "koi8_r": ("\u0400-\u045f", "оеаинтсрвл", 0.4),
    "cp1253": ("\u0386-\u03ce", "αετοινσρςό", 0.4),
    "cp1255": ("\u05d0-\u05ea", "יוהלאתמשרנ", 0.5),
    "cp1256": ("\u0621-\u064a", "اليمنوترهب", 0.5),
    "cp874": ("\u0e01-\u0e4e", "านรกอเง่ยมล้", 0.35),
}
"""Of each codec: its letters, the commonest of them, and how many of a text these are at least."""

_LETTERS = {
    "west": "àáâãäåæçèéêëìíîïñòóôõöøùúûüßœÿ", "polish": "ąćęłńóśźż", "czech": "áäčďéěíĺľňóôŕřšťúůýž",
    "turkish": "âçğıîöşüû", "hungarian": "áéíóöőúüű", "romanian": "ăâîșțşţ", "icelandic": "áéíóúýþæöð",
    "baltic": "āčēģīķļņšūžąęėįųõäöü", "south": "čćđšž",
}  # fmt: skip
"""The letters of languages that are written in Latin ones, beyond those of ASCII."""

_EAST = ("polish", "czech", "hungarian", "romanian", "south")
LATIN = {
    "cp1252": ("west", "icelandic"), "iso8859_15": ("west",), "cp1250": _EAST, "iso8859_2": _EAST,
    "cp1254": ("turkish",), "cp1257": ("baltic",),
}  # fmt: skip
"""In the order of preference where the evidence is as good for several."""

_LONG = 3
_MARKS = "\u2013\u2014\u2018-\u201e\u2026\u20ac"
_RUN = re.compile(
    r"(?<=[A-Za-z])[^\W\d_a-zA-Z]{1,2}|[^\W\d_a-zA-Z]{1,2}(?=[A-Za-z])"
    r"|(?<![^\s,.;:!?'\"()])[^\W\d_a-zA-Z](?![^\s,.;:!?'\"()])"
)
_LATE = re.compile(r"(?<=[a-z])[^\W\d_a-zA-Z]+")
_LATIN_MARKS = re.compile(
    "[\u2018-\u201e\u2013\u2014\u2026\u2022\u20ac\u2122]"
    "|(?<![^\x00-\x7f])[\u00a0\u00a1\u00a3\u00a7\u00a9\u00ab\u00ae\u00b0\u00b7\u00bb\u00bf\u00d7]{1,2}(?![^\x00-\x7f])"
)


def rate_script(text: str, name: str) -> float:
    """Letters of one script, in usual capitals where it has them, among them enough of the commonest."""
    script, common, share = SCRIPTS[name]
    letters = re.findall(f"[{script}]", text)
    words = re.findall(f"[A-Za-z{script}]+", text)
    usual = sum(len(word) for word in words if not word.isascii() and _is_usual(word))
    long = sum(len(run) for run in re.findall(f"[{script}]{{{_LONG},}}", text))
    if long * 2 < len(letters):
        return 0.0
    others = sum(not char.isascii() and not re.match(f"[{script}{_MARKS}]", char) for char in text)
    found = sum(letter in common for letter in "".join(letters).lower())
    often = found / max(len(letters), 1)
    return usual / max(len(letters) + others, 1) * (0.9 * min(1.0, often / share) + 0.1 * often)


def rate_latin(text: str, name: str) -> float:
    """Letters of one language in words of ASCII, and marks of typography. No capital follows a small letter."""
    total = sum(not char.isascii() for char in text)
    marks = sum(map(len, _LATIN_MARKS.findall(text)))
    text = _LATE.sub(lambda found: "?" if found[0].lower() != found[0] else found[0], text)
    placed = "".join(_RUN.findall(text)).lower()
    fitting = max(sum(letter in _LETTERS[language] for letter in placed) for language in LATIN[name])
    return (fitting + marks) / max(total, 1)


def _is_usual(word: str) -> bool:
    """Whether a word is of one script, and in small letters, capitals, or small ones after a capital."""
    return not re.search("[A-Za-z]", word) and (word.islower() or word.istitle() or word.upper() == word)
