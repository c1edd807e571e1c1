"""Entities of an IOB2 tag sequence, and which predicted one answers which gold one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Entity(NamedTuple):
    """Words ``start`` up to, not including, ``end``."""

    start: int
    end: int
    label: str


def find_entities(tags: Sequence[str]) -> list[Entity]:
    """The entities of strict IOB2: only ``B-`` begins one, an ``I-`` that continues none is no entity."""
    found: list[Entity] = []
    begin, label = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        prefix, _, name = tag.partition("-")
        if label and not (prefix == "I" and name == label):
            found.append(Entity(begin, index, label))
            label = ""
        if prefix == "B":
            begin, label = index, name
    return found


def pair_entities(gold: Sequence[Entity], predicted: Sequence[Entity]) -> list[tuple[Entity | None, Entity | None]]:
    """Each entity exactly once: same span first, then by largest overlap; None is missed or invented."""
    pairs: list[tuple[Entity | None, Entity | None]] = []
    by_span = {(entity.start, entity.end): entity for entity in predicted}
    open_gold, used = [], set()
    for entity in gold:
        answer = by_span.get((entity.start, entity.end))
        if answer:
            pairs.append((entity, answer))
            used.add(answer)
        else:
            open_gold.append(entity)
    free = [entity for entity in predicted if entity not in used]
    overlaps = [(min(g.end, p.end) - max(g.start, p.start), g, p) for g in open_gold for p in free]
    taken: set[Entity] = set()
    for size, one, other in sorted(overlaps, key=lambda item: (-item[0], item[1], item[2])):
        if size > 0 and one not in taken and other not in used:
            pairs.append((one, other))
            taken.add(one)
            used.add(other)
    pairs += [(entity, None) for entity in open_gold if entity not in taken]
    pairs += [(None, entity) for entity in free if entity not in used]
    return pairs


def pair_labels(gold: Sequence[str], predicted: Sequence[str]) -> list[tuple[str, str]]:
    """The labels of one text where several may hold: each once, as (right, given), "" for missed or invented.

    One missed and one invented label are taken for each other; of more nobody can tell which was meant.
    """
    met = [(label, label) for label in gold if label in predicted]
    missed = [label for label in gold if label not in predicted]
    invented = [label for label in predicted if label not in gold]
    if len(missed) == len(invented) == 1:
        return [*met, (missed[0], invented[0])]
    return [*met, *((label, "") for label in missed), *(("", label) for label in invented)]
