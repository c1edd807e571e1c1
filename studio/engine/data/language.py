"""The likely language of texts: by script, and for Latin letters by the commonest small words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from studio.engine.data.characters import is_cjk

_COMMON = {
    "en": "the and of to in is that for it with was this you are have not on my what be",
    "de": "der die und das ist nicht ein ich zu mit den von auf für im sich eine dem auch es",
    "fr": "le la les et des est un une dans que pour pas je du qui sur au avec ce il",
    "es": "el la los de que y en un una por con para no se es las del lo su como",
    "it": "il di che la e un una per non sono con del è in le si mi della ma i",
    "pt": "o de que e do da em um uma para com não os se na por mais as dos é",
    "nl": "de het een en van ik is dat niet op te in voor met zijn aan er maar om ook",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_ENOUGH = 100_000
_SCRIPTS = {
    "han": re.compile("[\u3400-\u9fff]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_LANGUAGES_OF = {
    word: tuple(language for language, words in _WORDS.items() if word in words)
    for word in frozenset().union(*_WORDS.values())
}
_SURE = 2


@dataclass
class LanguageEvidence:
    """Characters and words seen, until there are enough."""

    scripts: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        """Takes one text into account."""
        if self.scripts.total() > _ENOUGH:
            return
        part = text[:_ENOUGH]
        self.scripts.update(map(_find_script, part))
        self.words.update(part.casefold().split())

    def decide(self) -> str:
        """A code of ISO 639-1, "" where nothing speaks for one."""
        letters = {script: count for script, count in self.scripts.items() if script}
        if not letters:
            return ""
        # A character of Chinese says as much as a short Latin word.
        script = max(letters, key=lambda name: letters[name] * (1 if name == "latin" else 3))
        if script == "han":
            return "ja" if letters.get("kana", 0) * 10 > letters["han"] else "zh"
        if script != "latin":
            return {"kana": "ja", "hangul": "ko", "cyrillic": "ru"}[script]
        scores = {language: sum(self.words[word] for word in known) for language, known in _WORDS.items()}
        best = max(scores, key=lambda language: scores[language])
        return best if scores[best] else ""


def guess_language(text: str) -> str:
    """The likely language of one text; "" where too little speaks for one. A text in two gives the larger part."""
    if not text.isascii():
        found = {name: len(letters.findall(text)) for name, letters in _SCRIPTS.items()}
        script = max(found, key=lambda name: found[name])
        words = len(_LATIN.findall(text))
        if found[script] > words:
            is_japanese = found["ja"] * 10 > found["han"]
            return ("ja" if is_japanese else "zh") if script in ("han", "ja") else script
    words_seen = _LANGUAGES_OF.keys() & text.casefold().split()
    if len(words_seen) < _SURE:
        return ""
    scores: Counter[str] = Counter()
    for word in words_seen:
        for language in _LANGUAGES_OF[word]:
            scores[language] += 1
    (best, most), (_, second) = [*scores.most_common(2), ("", 0)][:2]
    return best if most >= _SURE and most >= _SURE * second else ""


def _find_script(char: str) -> str:
    if char.isascii():
        return "latin" if char.isalpha() else ""
    point = ord(char)
    if 0x3040 <= point <= 0x30FF:
        return "kana"
    if 0xAC00 <= point <= 0xD7AF:
        return "hangul"
    if 0x0400 <= point <= 0x04FF:
        return "cyrillic"
    if not char.isalpha():
        return ""
    return "han" if is_cjk(char) else "latin" if point < 0x0250 else ""
