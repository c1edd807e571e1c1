"""Names that are likely the same name written differently: case, blanks, full-width letters, 0 for O, a typo."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

_SEPARATORS = re.compile(r"[\s_\-\u200b-\u200f\u2060\ufeff\u00ad]+")
_LOOKALIKES = ((r"0(?=[^\W\d])|(?<=[^\W\d])0(?!\d)", "o"), (r"(?<!\d)1(?=[^\W\d])", "l"), (r"(?<!\d)5(?=[^\W\d])", "s"))
_LONG = 6
"""Shorter names that differ in one letter are often both meant."""
_FEW, _SELDOM, _VERY_SELDOM = 10, 0.2, 0.02
_LONGEST = 100
_MARKS = (";", "|", ",", "/", "；", "，", "、", "\t", "\n")


def find_joined(names: Iterable[str]) -> tuple[str, list[str]]:
    """The mark that joins names to others of them, and those it joins: two or more, all of whose parts are names."""
    known = set(names)
    for mark in _MARKS:
        joined = [name for name in known if mark in name and _parts(name, mark) and _parts(name, mark) <= known]
        if len(joined) > 1:
            return mark, sorted(joined)
    return "", []


def _parts(name: str, mark: str) -> set[str]:
    return {part.strip() for part in name.split(mark)} - {""}


def find_alike(counts: Mapping[str, int]) -> list[list[str]]:
    """Groups of names that likely mean the same, the best one first: the most frequent, then the plainest."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in counts:
        groups[fold(name)].append(name)
    joined = {key: key for key in groups}
    totals = {key: sum(counts[name] for name in names) for key, names in groups.items()}
    for one, other in _find_close(totals):
        rare, frequent = sorted((one, other), key=lambda key: (totals[key], key))
        if _is_seldom(totals[rare], totals[frequent]) and joined[frequent] == frequent and joined[rare] == rare:
            joined[rare] = frequent
    merged: defaultdict[str, list[str]] = defaultdict(list)
    for key, names in groups.items():
        merged[joined[key]] += names
    found = [names for names in merged.values() if len(names) > 1]
    return [sorted(names, key=lambda name: (-counts[name], name != _tidy(name), name)) for names in found]


def fold(name: str) -> str:
    """What is left of a name without what is easily mistaken."""
    folded = _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())
    if sum(letter.isalpha() for letter in folded) < 2:
        return folded or name
    for pattern, letter in _LOOKALIKES:
        folded = re.sub(pattern, letter, folded)
    return folded


def _tidy(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split())


def _is_seldom(count: int, other: int) -> bool:
    """Whether one name stands there so much less often than another that it may be a slip."""
    return count <= other * _VERY_SELDOM or (count < _FEW and count <= other * _SELDOM)


def _find_close(names: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Pairs of long names one slip apart: a letter more, less, another, or two swapped. Numbered ones are meant so."""
    families = Counter(re.sub(r"\d+", "#", name) for name in names)
    near: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if _LONG <= len(name) <= _LONGEST and families[re.sub(r"\d+", "#", name)] == 1:
            for key in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
                near[key].append(name)
    seen: set[tuple[str, str]] = set()
    for bucket in near.values():
        for index, one in enumerate(bucket):
            for other in bucket[index + 1 :]:
                if (one, other) not in seen and _is_one_slip(one, other):
                    seen.add((one, other))
                    yield one, other


def _is_one_slip(one: str, other: str) -> bool:
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if any(rest[:1].isdigit() for rest in (left, right)):
        return False
    swapped = left[1:2] + left[:1] + left[2:] == right and len(left) > 1
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
