"""Texts that are nearly the same, with the same label: in one split, or in training and where it is judged."""

from __future__ import annotations

import numpy as np

from studio.contract.data.health import Finding, Offer
from studio.engine.data.checks.examples import UNSUPPORTED, Examples
from studio.engine.data.likeness.keys import Positions
from studio.engine.data.likeness.near import NEAR, Pairs, Sketches, confirm_pairs
from studio.engine.data.splits import TRAIN

MOST = 500_000
"""More texts than that are sampled."""
_SEED = 42


class NearDuplicates:
    """On all rows up to half a million, beyond that on a sample. Texts that are the same are left to other checks."""

    id = "near_duplicates"

    def __init__(self, most: int = MOST) -> None:
        self._most = most

    def find(self, examples: Examples) -> list[Finding]:
        """``data.near_duplicates``, and ``data.near_leak`` for those of validation and test alike one of training."""
        if examples.task == UNSUPPORTED:
            return []
        chosen = self._choose(examples)
        numbers, splits = _join(examples, chosen)
        sketches = Sketches()
        for chunk in examples.chunks(["text"]):
            wanted = chosen[chunk.split]
            low, high = np.searchsorted(wanted, (chunk.start, chunk.start + chunk.table.num_rows))
            sketches.add(chunk.table["text"].take(wanted[low:high] - chunk.start).to_pylist())

        def fetch(asked: Positions) -> list[str]:
            texts: list[str] = []
            for index, split in enumerate(examples.tables):
                positions = numbers[asked[splits[asked] == index]]
                texts += examples.take_texts(split, positions)
            return texts

        pairs = self._match_labels(examples, sketches.pair(), numbers, splits)
        pairs = confirm_pairs(pairs, fetch, NEAR, examples.look)
        sampled = len(numbers) if self._is_sampled(examples) else 0
        found = [
            finding.model_copy(update={"sampled": sampled}) for finding in self._tell(examples, pairs, numbers, splits)
        ]
        values = {"examples": len(numbers)}
        return found or [Finding(check=self.id, level="pass", values=values, sampled=sampled)]

    def _is_sampled(self, examples: Examples) -> bool:
        return examples.count > self._most

    def _choose(self, examples: Examples) -> dict[str, Positions]:
        """The positions looked at, by split: each text once, all of them or a sample with a fixed seed."""
        chance = np.random.default_rng(_SEED)
        part = self._most / examples.count if self._is_sampled(examples) else 1.0
        chosen = {}
        for split in examples.tables:
            _, firsts = np.unique(examples.keys(split).texts, return_index=True)
            firsts = np.sort(firsts)
            if part < 1:
                firsts = firsts[chance.random(len(firsts)) < part]
            chosen[split] = firsts
        return chosen

    def _match_labels(self, examples: Examples, pairs: Pairs, numbers: Positions, splits: Positions) -> Pairs:
        """Without pairs that are the same text, or where each has a label and they differ."""
        later, earlier = pairs[:, 0], pairs[:, 1]
        texts = np.concatenate([examples.keys(split).texts for split in examples.tables])
        golds = np.concatenate([examples.keys(split).golds for split in examples.tables])
        starts = np.cumsum([0, *(examples.size(split) for split in examples.tables)])
        rows = starts[splits] + numbers
        keep = texts[rows[later]] != texts[rows[earlier]]
        if examples.task != "token-classification":
            keep &= golds[rows[later]] == golds[rows[earlier]]
        kept: Pairs = pairs[keep]
        return kept

    def _tell(self, examples: Examples, pairs: Pairs, numbers: Positions, splits: Positions) -> list[Finding]:
        names = list(examples.tables)
        later, earlier = pairs[:, 0], pairs[:, 1]
        is_within = splits[later] == splits[earlier]
        within = _group(names, np.unique(later[is_within]), numbers, splits)
        across = {}
        if TRAIN in names:
            leaks = np.unique(later[~is_within & (splits[earlier] == names.index(TRAIN))])
            across = {
                split: positions[~np.isin(examples.keys(split).texts[positions], examples.keys(TRAIN).texts)]
                for split, positions in _group(names, leaks, numbers, splits).items()
            }
        findings = []
        values = {"percent": round(100 * NEAR)}
        if within:
            offers = [Offer(kind="drop_near_duplicates", values={"threshold": NEAR})]
            findings.append(examples.report(self.id, "data.near_duplicates", within, offers, values))
        if any(map(len, across.values())):
            findings.append(examples.report(self.id, "data.near_leak", across, (), values))
        return findings


def _join(examples: Examples, chosen: dict[str, Positions]) -> tuple[Positions, Positions]:
    """The positions one after the other, and the number of the split of each."""
    numbers = np.concatenate([np.zeros(0, np.int64), *chosen.values()])
    sizes = [len(positions) for positions in chosen.values()]
    return numbers, np.repeat(np.arange(len(sizes)), sizes)


def _group(names: list[str], found: Positions, numbers: Positions, splits: Positions) -> dict[str, Positions]:
    groups = {name: numbers[found[splits[found] == index]] for index, name in enumerate(names)}
    return {name: positions for name, positions in groups.items() if len(positions)}
