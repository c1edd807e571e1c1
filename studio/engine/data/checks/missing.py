"""Examples without a text or without a label: those left out when the file was read, and those still there."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from studio.contract.data.health import Finding
from studio.contract.problems import Place, Problem
from studio.engine.data.checks.examples import UNSUPPORTED, Examples

_LEFT_OUT = ("data.text_missing", "data.label_missing")
_SHOWN = 10
_NEEDS_LABEL = ("text-classification",)


class Missing:
    """On all rows. A text of white space alone counts as none."""

    id = "missing"

    def find(self, examples: Examples) -> list[Finding]:
        """What the reading said, and ``data.text_blank`` or ``data.label_blank``."""
        if examples.task == UNSUPPORTED:
            return self._count_cells(examples)
        left_out = [problem for problem in examples.inspection.problems if problem.code in _LEFT_OUT]
        findings = [Finding(check=self.id, level=problem.level, problem=problem) for problem in left_out]
        blank = {code: dict.fromkeys(examples.tables, np.zeros(0, np.int64)) for code in ("text", "label")}
        for chunk in examples.chunks(["text", "gold"]):
            texts = pc.utf8_trim_whitespace(pc.fill_null(chunk.table["text"], ""))
            found = {"text": pc.equal(texts, ""), "label": pc.less_equal(pc.list_value_length(chunk.table["gold"]), 0)}
            for name, mask in found.items():
                positions = chunk.start + np.flatnonzero(pc.fill_null(mask, True).to_numpy(zero_copy_only=False))
                blank[name][chunk.split] = np.concatenate([blank[name][chunk.split], positions])
        if examples.task not in _NEEDS_LABEL:
            del blank["label"]
        for name, rows in blank.items():
            if any(map(len, rows.values())):
                findings.append(examples.report(self.id, f"data.{name}_blank", rows))
        return findings or [Finding(check=self.id, level="pass", values={"examples": examples.count})]

    def _count_cells(self, examples: Examples) -> list[Finding]:
        """``data.cells_missing`` for columns of a table that no task knows the roles of."""
        lacking = [column for column in examples.inspection.columns if column.missing]
        if not lacking:
            return [Finding(check=self.id, level="pass", values={"examples": examples.inspection.examples})]
        shown = ", ".join(f"{column.name} ({column.missing})" for column in lacking[:_SHOWN])
        file = examples.inspection.files[0].path
        problem = Problem(
            code="data.cells_missing",
            level="look",
            values={"columns": shown},
            place=Place(file=file),
            count=sum(column.missing for column in lacking),
        )
        return [Finding(check=self.id, level="look", problem=problem)]
