"""What a text holds that people do not see: HTML, control characters, and the marks of a damaged file."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from studio.contract.data.health import Finding, Offer
from studio.engine.data.changing.markup import CONTROLS, MARKUP, find_markup
from studio.engine.data.checks.examples import Examples
from studio.engine.data.likeness.keys import Positions

_PATTERNS = {"html": MARKUP, "controls": CONTROLS, "damaged": r"\x{FFFD}"}
_OFFERS = {"html": [Offer(kind="clean_markup")], "controls": [Offer(kind="clean_controls")], "damaged": []}


class Markup:
    """On all rows. What may be HTML is read once more, as the step reads it that takes it out."""

    id = "markup"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.html``, ``data.controls``, ``data.damaged``."""
        found: dict[str, dict[str, list[Positions]]] = {name: {} for name in _PATTERNS}
        for chunk in examples.chunks(["text"]):
            texts = pc.fill_null(chunk.table["text"], "")
            for name, pattern in _PATTERNS.items():
                positions = np.flatnonzero(pc.match_substring_regex(texts, pattern=pattern).to_numpy())
                if name == "html":
                    is_html = [bool(find_markup(text)) for text in texts.take(positions).to_pylist()]
                    positions = positions[np.array(is_html, bool)]
                found[name].setdefault(chunk.split, []).append(chunk.start + positions)
        findings = []
        for name, parts in found.items():
            rows = {split: np.concatenate(positions) for split, positions in parts.items()}
            if any(map(len, rows.values())):
                findings.append(examples.report(self.id, f"data.{name}", rows, _OFFERS[name]))
        return findings or [Finding(check=self.id, level="pass", values={"examples": examples.count})]
