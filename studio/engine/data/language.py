"""The likely language of texts: by script, and for Latin letters by the commonest small words."""

from __future__ import annotations

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


@dataclass
class LanguageEvidence:
    """Characters and words seen, until there are enough."""

    scripts: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        """Takes one text into account."""
        if self.scripts.total() > _ENOUGH:
            return
        self.scripts.update(map(_find_script, text))
        self.words.update(text.casefold().split())

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
