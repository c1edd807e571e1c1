"""Texts in several languages."""

from __future__ import annotations

from collections import Counter
from functools import partial

from studio.contract.data.health import Finding
from studio.engine.data.checks.examples import MOST_ROWS, UNSUPPORTED, Examples
from studio.engine.data.language import guess_language

_LEAST_SHARE = 0.02
_FEWEST = 5


class Language:
    """On all rows; a text that is too short to tell counts for none."""

    id = "language"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.languages`` where a second language has at least two texts in a hundred."""
        if examples.task == UNSUPPORTED:
            return []
        counts: Counter[str] = Counter()
        rows: dict[str, dict[str, list[int]]] = {}
        for chunk in examples.chunks(["text"]):
            for index, text in enumerate(chunk.table["text"].to_pylist()):
                language = guess_language(text or "")
                counts[language] += 1
                places = rows.setdefault(language, {}).setdefault(chunk.split, [])
                if len(places) < MOST_ROWS:
                    places.append(chunk.start + index)
        del counts[""]
        shares = {name: count / counts.total() for name, count in counts.most_common()}
        others = [name for name in list(shares)[1:] if shares[name] >= _LEAST_SHARE and counts[name] >= _FEWEST]
        if not others:
            return [Finding(check=self.id, level="pass", values={"language": next(iter(shares), "")})]
        main = next(iter(shares))
        tell = partial(examples.report, self.id, "data.languages")
        finding = tell(
            rows[others[0]],
            values={
                "language": main,
                "other": others[0],
                "percent": max(1, round(100 * shares[others[0]])),
                "others": len(others),
            },
        )
        problem = finding.problem and finding.problem.model_copy(update={"count": sum(counts[name] for name in others)})
        return [finding.model_copy(update={"problem": problem})]
