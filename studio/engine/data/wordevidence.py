"""What the tokens of a file say about how text becomes words: counted while reading, decided at the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from studio.engine.data.characters import classify, is_cjk
from studio.engine.data.wordrule import WordRule

_SENTENCE_MARKS = frozenset(".,:;?!")
_NEVER_INNER = _SENTENCE_MARKS | frozenset("\"'’()[]{}<>“”«»…")
_CLITIC = re.compile(r"n['’]t|['’](?:s|t|d|m|re|ve|ll)", re.IGNORECASE)
_CLITIC_ENDING = re.compile(rf".+?({_CLITIC.pattern})", re.IGNORECASE)
_ENOUGH = 5
_MOST_KEPT = 2000
_MOST_COUNTED = 100_000


def learn_words(sentences: Iterable[Sequence[str]]) -> WordRule:
    """The rule that cuts most like these sentences are cut."""
    evidence = WordEvidence()
    for tokens in sentences:
        evidence.add(tokens)
    return evidence.decide()


@dataclass
class WordEvidence:
    """Counts over tokens; marks stand ``alone``, at the ``front``, ``inner`` or at the ``back`` of a token."""

    alone: Counter[str] = field(default_factory=Counter)
    front: Counter[str] = field(default_factory=Counter)
    inner: Counter[str] = field(default_factory=Counter)
    back: Counter[str] = field(default_factory=Counter)
    clitics: Counter[str] = field(default_factory=Counter)
    uncut: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    lengths: Counter[str] = field(default_factory=Counter)
    runs: int = 0
    broken_runs: int = 0

    def add(self, tokens: Sequence[str]) -> None:
        """Takes one sentence into account."""
        for token in tokens:
            if token:
                self._add_token(token)
        pairs = (one for one, two in pairwise(tokens) if one == two and len(one) == 1)
        self.broken_runs += sum(classify(mark) == "mark" for mark in pairs)

    def decide(self) -> WordRule:
        """The rule; without evidence the usual one: marks split off, Chinese by character."""
        marks = [mark for mark in _SENTENCE_MARKS if self.alone[mark] or self.back[mark]]
        cut_off = sum(self.alone[mark] for mark in marks) + self.lengths["cjk mark"]
        kept_on = sum(self.back[mark] for mark in marks) > max(cut_off, _ENOUGH)
        clitics = [ending for ending in self.clitics if self.clitics[ending] > self.uncut[ending]]
        rule = WordRule(
            punctuation=not kept_on,
            chinese="segment" if self.lengths["cjk word"] * 5 > self.lengths["cjk character"] else "character",
            letters="character" if self._cuts_letters() else "word",
            runs=self.runs >= self.broken_runs,
            inner="".join(sorted(mark for mark in self.alone if self._cuts_within(mark))),
            front="".join(sorted(mark for mark in {*self.front, "@", "#"} if self._stays_in_front(mark))),
            clitics=tuple(sorted(clitics, key=lambda ending: (-len(ending), ending))),
        )
        cut = (token for token, _ in self.marked.most_common() if len(rule.split(token)) > 1)
        return replace(rule, kept=tuple(token for token, _ in zip(cut, range(_MOST_KEPT), strict=False)))

    def _add_token(self, token: str) -> None:
        if any(map(is_cjk, token)):
            kind = ("cjk word" if len(token) > 1 else "cjk character") if token.isalpha() else "cjk mark"
            self.lengths[kind] += 1
            return
        if token.isalnum():
            if token.isascii():
                self.lengths["latin word" if len(token) > 1 else "latin character"] += 1
            return
        marks = [classify(char) == "mark" for char in token]
        if all(marks):
            self.alone[token] += len(token) == 1
            self.runs += len(token) > 1 and len(set(token)) == 1
        elif _CLITIC.fullmatch(token):
            self.clitics[token] += 1
        else:
            self._add_marked(token, marks)
        if len(token) > 1 and (token in self.marked or len(self.marked) < _MOST_COUNTED):
            self.marked[token] += 1

    def _add_marked(self, token: str, marks: list[bool]) -> None:
        ending = _CLITIC_ENDING.fullmatch(token)
        if ending:
            self.uncut[ending[1]] += 1
        self.front[token[0]] += marks[0]
        self.back[token[-1]] += marks[-1]
        for at in range(1, len(token) - 1):
            self.inner[token[at]] += marks[at] and not marks[at - 1] and not marks[at + 1]

    def _cuts_letters(self) -> bool:
        return self.lengths["latin character"] >= _ENOUGH and not self.lengths["latin word"]

    def _cuts_within(self, mark: str) -> bool:
        return mark not in _NEVER_INNER and self.alone[mark] >= _ENOUGH and self.inner[mark] * 10 < self.alone[mark]

    def _stays_in_front(self, mark: str) -> bool:
        if mark in "@#":
            return self.alone[mark] < _ENOUGH or self.front[mark] >= self.alone[mark]
        return self.front[mark] >= max(2, self.alone[mark])
