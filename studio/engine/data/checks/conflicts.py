"""The same text with different labels, or the same words with different entities."""

from __future__ import annotations

import numpy as np

from studio.contract.data.health import Finding, Offer
from studio.engine.data.checks.examples import UNSUPPORTED, Examples
from studio.engine.data.likeness.keys import find_conflicts

_MOST, _SHOWN = 100, 5
_OFFERS = (
    Offer(kind="settle_conflicts", values={"how": "majority"}),
    Offer(kind="settle_conflicts", values={"how": "drop"}),
)


class Conflicts:
    """Within each split, on all rows."""

    id = "conflicts"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.conflicts`` (``data.conflicts_entities`` for words with tags) with all rows that disagree."""
        if examples.task == UNSUPPORTED:
            return []
        found = {split: find_conflicts(examples.keys(split)) for split in examples.tables}
        if not any(map(len, found.values())):
            return [Finding(check=self.id, level="pass", values={"examples": examples.count})]
        code = "data.conflicts_entities" if examples.task == "token-classification" else "data.conflicts"
        split, positions = next((split, positions) for split, positions in found.items() if len(positions))
        labels = ", ".join(self._list_labels(examples, split, int(positions[0])))
        return [examples.report(self.id, code, found, _OFFERS, {"labels": labels})]

    def _list_labels(self, examples: Examples, split: str, position: int) -> list[str]:
        """What the rows that have the text of the one at ``position`` do not agree on."""
        keys = examples.keys(split)
        same = (keys.texts == keys.texts[position]) & (keys.words == keys.words[position])
        rows = examples.take(split, [int(index) for index in np.flatnonzero(same)[:_MOST]], ["tokens", "gold"])
        said = [_describe(row["tokens"], row["gold"]) for row in rows]
        agreed = set.intersection(*map(set, said))
        return list(dict.fromkeys(text for texts in said for text in texts if text not in agreed))[:_SHOWN]


def _describe(tokens: list[str], gold: list[str]) -> list[str]:
    """The labels, or each entity with its words."""
    if not tokens:
        return [" + ".join(sorted(gold))]
    found: list[list[str]] = []
    for token, tag in zip(tokens, gold, strict=True):
        if tag.startswith("B-"):
            found.append([tag[2:], token])
        elif tag.startswith("I-") and found:
            found[-1].append(token)
    return [f"{' '.join(words)} = {label}" for label, *words in found]
