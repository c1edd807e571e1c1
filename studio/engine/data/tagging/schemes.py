"""Tagging schemes of token data: found with evidence, converted to IOB2, repairs counted by kind.

IOB1, IOB2, IOE1 and IOE2: Tjong Kim Sang and Veenstra 1999; BILOU: Ratinov and Roth 2009; BMES is its form in Chinese
word and entity data. "plain" is a label on every word, as parts of speech are: each word is one entity.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

SCHEMES = ("IOB1", "IOB2", "IOE1", "IOE2", "BIOES", "BILOU", "BMES", "IO", "plain")
UNTYPED = "ENTITY"
"""The type of entities whose tags are letters alone: B, I, O."""
_PREFIXED = re.compile(r"([BIESMLUW])[-_](.+)", re.DOTALL)
_SUFFIXED = re.compile(r"(.+)[-_]([BIESMLUW])", re.DOTALL)
_UNTYPED = re.compile(r"([BIESM])(?:[-_])?")
_START = frozenset("BSUW")
_END = frozenset("ESLUW")


@lru_cache(maxsize=1 << 12)
def split_tag(tag: str) -> tuple[str, str]:
    """Prefix and type: ``B-PER`` → ("B", "PER"), ``O`` → ("O", ""), a bare ``PER`` → ("", "PER").

    A lone ``B``, ``I``, ``E``, ``S`` or ``M`` is a prefix without a type, which is called ``ENTITY``.
    """
    if tag in ("O", "o"):
        return "O", ""
    match = _PREFIXED.fullmatch(tag)
    if match:
        return match[1], match[2]
    return (tag[0], UNTYPED) if is_untyped(tag) else ("", tag)


def is_untyped(tag: str) -> bool:
    """Whether a tag is a prefix alone: ``B`` or ``B-``."""
    return _UNTYPED.fullmatch(tag) is not None


@lru_cache(maxsize=1 << 12)
def turn_tag(tag: str) -> str:
    """A tag whose prefix stands behind its type, turned: ``PER-B`` → ``B-PER``; any other as it is."""
    match = _SUFFIXED.fullmatch(tag)
    return f"{match[2]}-{match[1]}" if match else tag


@lru_cache(maxsize=1 << 16)
def is_tag(value: str) -> bool:
    """Whether a value can only be a tag with a prefix, or O."""
    return value in ("O", "o") or _PREFIXED.fullmatch(value) is not None


def look_like_tags(values: Sequence[str]) -> bool:
    """Whether nearly all are tags with a prefix or O; or, for bare types, many are O and few different."""
    if not values:
        return False
    outside = values.count("O")
    if sum(map(is_tag, values)) >= 0.8 * len(values):
        return outside > 0 or len(set(values)) * 2 < len(values)
    return outside * 3 >= len(values) and len(set(values)) <= 100


Fault = Literal["unbegun", "unended", "needless"]
"""An entity without its first tag, without its last tag, or a B- where the scheme wants none."""
_CLOSED = frozenset(("BIOES", "BILOU", "BMES"))


class Repair(NamedTuple):
    """What was wrong with the ``at``-th tag of a sentence."""

    at: int
    fault: Fault


@dataclass
class TagEvidence:
    """What was seen of the tags of a data set; :meth:`decide` says which scheme explains it."""

    prefixes: Counter[str] = field(default_factory=Counter)
    started_inside: int = 0
    """I- that begins an entity: usual in IOB1, impossible in IOB2."""
    begun_apart: int = 0
    """B- that follows no entity of its own type: usual in IOB2, impossible in IOB1."""
    ended_apart: int = 0
    """E- that is followed by no entity of its own type: usual in IOE2, impossible in IOE1."""
    ended_inside: int = 0
    """I- that ends an entity: usual in IOE1, impossible in IOE2."""

    def add(self, tags: Sequence[str]) -> None:
        """Takes the tags of one sentence into account."""
        before, type_before = "O", ""
        for tag in tags:
            prefix, kind = split_tag(tag)
            self.prefixes[prefix] += 1
            fresh = before == "O" or kind != type_before
            self.started_inside += prefix == "I" and fresh
            self.begun_apart += prefix == "B" and fresh
            self._end(before, fresh or prefix == "O")
            before, type_before = prefix, kind
        self._end(before, True)

    @property
    def entities(self) -> int:
        """How many tags belong to an entity."""
        return self.prefixes.total() - self.prefixes["O"]

    def decide(self) -> str:
        """The one of :data:`SCHEMES` that explains the tags; or "none" where no tag names an entity."""
        seen = {prefix for prefix, count in self.prefixes.items() if count and prefix != "O"}
        if not seen:
            return "none"
        if "" in seen:
            return "plain" if seen == {""} and not self.prefixes["O"] else "IO"
        if "M" in seen:
            return "BMES"
        if seen & {"L", "U"}:
            return "BILOU"
        if seen == {"I", "E"} or seen == {"E"}:
            return "IOE1" if self.ended_inside > self.ended_apart else "IOE2"
        if seen & {"E", "S", "W"}:
            return "BIOES"
        if "B" not in seen:
            return "IO"
        return "IOB1" if self.started_inside > self.begun_apart else "IOB2"

    def is_turned(self, turned: TagEvidence) -> bool:
        """Whether the prefixes stand behind the types, given what was seen of the tags turned."""
        return bool(self.prefixes[""]) and not turned.prefixes[""] and bool(turned.prefixes["B"] + turned.prefixes["I"])

    def _end(self, before: str, apart: bool) -> None:
        """Takes the last tag of an entity into account."""
        self.ended_apart += before == "E" and apart
        self.ended_inside += before == "I" and apart


def convert(tags: Sequence[str], scheme: str) -> tuple[list[str], list[Repair]]:
    """One sentence's tags as IOB2, and those that did not obey ``scheme`` and were read by their neighbours.

    A tag that cannot continue the entity before it begins a new one: no entity is dropped.
    """
    converted: list[str] = []
    repairs: list[Repair] = []
    before, type_before = "O", ""
    for at, tag in enumerate(tags):
        prefix, kind = split_tag(tag)
        apart = prefix == "O" or before == "O" or kind != type_before
        if _is_open(before, apart, scheme):
            repairs.append(Repair(at - 1, "unended"))
        if prefix == "O":
            converted.append("O")
        else:
            begins = apart or prefix in _START or before in _END or scheme == "plain"
            fault = _find_fault(prefix, before, apart, scheme)
            if fault:
                repairs.append(Repair(at, fault))
            converted.append(("B-" if begins else "I-") + kind)
        before, type_before = prefix, kind
    if _is_open(before, True, scheme):
        repairs.append(Repair(len(tags) - 1, "unended"))
    return converted, repairs


def read_types(tags: Iterable[str]) -> list[str]:
    """The type of each entity in IOB2 tags, in order."""
    return [tag[2:] for tag in tags if tag.startswith("B-")]


def _is_open(before: str, apart: bool, scheme: str) -> bool:
    """Whether an entity ends here without the tag that the scheme ends it with."""
    return apart and ((scheme in _CLOSED and before in ("B", "I", "M")) or (scheme == "IOE2" and before == "I"))


def _find_fault(prefix: str, before: str, apart: bool, scheme: str) -> Fault | None:
    """What is wrong with a tag after the one before it."""
    if scheme == "IOB2":
        return "unbegun" if prefix == "I" and apart else None
    if scheme == "IOB1":
        return "needless" if prefix == "B" and apart else None
    if scheme not in _CLOSED:
        return None
    goes_on = not apart and before in ("B", "I", "M")
    if prefix in _START:
        return "unended" if goes_on else None
    return None if goes_on else "unbegun"
