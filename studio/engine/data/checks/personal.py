"""Personal data in the texts: e-mail, phone, identity and bank numbers, names."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow.compute as pc

from studio.contract.data.health import Finding, Offer
from studio.engine.data.checks.examples import Examples
from studio.engine.data.personal import PREFILTERS, find_personal

_NAME = "name"


class Personal:
    """On all rows: a pattern for each kind says which texts are read closely."""

    id = "personal"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.personal`` with the number of each kind."""
        counts: Counter[str] = Counter(dict.fromkeys(PREFILTERS, 0))
        rows: dict[str, list[int]] = {split: [] for split in examples.tables}
        for chunk in examples.chunks(["text"]):
            texts = pc.fill_null(chunk.table["text"], "")
            candidates = np.zeros(len(texts), bool)
            for pattern in PREFILTERS.values():
                candidates |= pc.match_substring_regex(texts, pattern=pattern).to_numpy()
            positions = np.flatnonzero(candidates)
            for position, text in zip(positions, texts.take(positions).to_pylist(), strict=True):
                kinds = [kind for _, _, kind in find_personal(text)]
                if kinds:
                    counts.update(kinds)
                    rows[chunk.split].append(chunk.start + int(position))
        if not counts.total():
            return [Finding(check=self.id, level="pass", values={"examples": examples.count})]
        return [examples.report(self.id, "data.personal", rows, _make_offers(counts), dict(counts))]


def _make_offers(counts: Counter[str]) -> list[Offer]:
    """To mask what is surely personal; names too, where there are some: a name may be what is to be found."""
    sure = [kind for kind in PREFILTERS if counts[kind] and kind != _NAME]
    offers = [Offer(kind="mask_personal", values={"kinds": sure})] if sure else []
    if counts[_NAME]:
        offers.append(Offer(kind="mask_personal", values={"kinds": [*sure, _NAME]}))
    return offers
