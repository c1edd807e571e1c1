"""Tagging schemes of token data: found with evidence, converted to IOB2, repairs counted.

IOB1 and IOB2: Tjong Kim Sang and Veenstra 1999; BILOU: Ratinov and Roth 2009; BMES is its form in Chinese word and
entity data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

SCHEMES = ("IOB1", "IOB2", "BIOES", "BILOU", "BMES", "IO")
_PREFIXED = re.compile(r"([BIOESMLUW])[-_](.+)", re.DOTALL)
_START = frozenset("BSUW")
_END = frozenset("ESLUW")


@lru_cache(maxsize=1 << 12)
def split_tag(tag: str) -> tuple[str, str]:
    """Prefix and type: ``B-PER`` → ("B", "PER"), ``O`` → ("O", ""), a bare ``PER`` → ("", "PER")."""
    if tag == "O":
        return "O", ""
    match = _PREFIXED.fullmatch(tag)
    return (match[1], match[2]) if match else ("", tag)


@lru_cache(maxsize=1 << 16)
def is_tag(value: str) -> bool:
    """Whether a value can only be a tag with a prefix, or O."""
    return value == "O" or _PREFIXED.fullmatch(value) is not None


def look_like_tags(values: Sequence[str]) -> bool:
    """Whether nearly all are tags with a prefix or O; or, for bare types, many are O and few different."""
    if not values:
        return False
    outside = values.count("O")
    if sum(map(is_tag, values)) >= 0.8 * len(values):
        return outside > 0 or len(set(values)) * 2 < len(values)
    return outside * 3 >= len(values) and len(set(values)) <= 100


@dataclass
class TagEvidence:
    """What was seen of the tags of a data set; :meth:`decide` says which scheme explains it."""

    prefixes: Counter[str] = field(default_factory=Counter)
    started_inside: int = 0
    """I- that begins an entity: usual in IOB1, impossible in IOB2."""
    begun_apart: int = 0
    """B- that follows no entity of its own type: usual in IOB2, impossible in IOB1."""

    def add(self, tags: Sequence[str]) -> None:
        """Takes the tags of one sentence into account."""
        before, type_before = "O", ""
        for tag in tags:
            prefix, kind = split_tag(tag)
            self.prefixes[prefix] += 1
            fresh = before == "O" or kind != type_before
            self.started_inside += prefix == "I" and fresh
            self.begun_apart += prefix == "B" and fresh
            before, type_before = prefix, kind

    @property
    def entities(self) -> int:
        """How many tags belong to an entity."""
        return self.prefixes.total() - self.prefixes["O"]

    def decide(self) -> str:
        """IOB1, IOB2, BIOES, BILOU, BMES, IO; or "none" where no tag names an entity."""
        seen = {prefix for prefix, count in self.prefixes.items() if count and prefix != "O"}
        if not seen:
            return "none"
        if "" in seen:
            return "IO"
        if "M" in seen:
            return "BMES"
        if seen & {"L", "U"}:
            return "BILOU"
        if seen & {"E", "S", "W"}:
            return "BIOES"
        if "B" not in seen:
            return "IO"
        return "IOB1" if self.started_inside > self.begun_apart else "IOB2"


def convert(tags: Sequence[str], scheme: str) -> tuple[list[str], int]:
    """One sentence's tags as IOB2, and how many of them did not obey ``scheme`` and were read by their neighbours.

    A tag that cannot continue the entity before it begins a new one: no entity is dropped.
    """
    converted: list[str] = []
    repairs = 0
    before, type_before = "O", ""
    for tag in tags:
        prefix, kind = split_tag(tag)
        if prefix == "O":
            repairs += _is_open(before, scheme)
            converted.append("O")
        else:
            apart = before == "O" or kind != type_before
            begins = apart or prefix in _START or before in _END
            repairs += _is_repair(prefix, before, apart, scheme)
            converted.append(("B-" if begins else "I-") + kind)
        before, type_before = prefix, kind
    return converted, repairs + _is_open(before, scheme)


def read_types(tags: Iterable[str]) -> list[str]:
    """The type of each entity in IOB2 tags, in order."""
    return [tag[2:] for tag in tags if tag.startswith("B-")]


def _is_open(before: str, scheme: str) -> bool:
    """Whether an entity ends here without the tag that the scheme ends it with."""
    return scheme in ("BIOES", "BILOU", "BMES") and before in ("B", "I", "M")


def _is_repair(prefix: str, before: str, apart: bool, scheme: str) -> bool:
    if scheme == "IOB2":
        return prefix == "I" and apart
    if scheme == "IOB1":
        return prefix == "B" and apart
    if scheme == "IO":
        return False
    continues = prefix not in _START
    return continues != (not apart and before in ("B", "I", "M"))
