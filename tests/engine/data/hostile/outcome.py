"""What came of reading one hostile file, and whether that is what its case asks."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from studio.contract.problems import Problem, StudioError
from studio.contract.recipe import DataSpec, ReadSpec
from studio.contract.table import Table
from studio.contract.words import LANGUAGES, Words
from studio.engine.data.findings import Findings
from studio.engine.data.source import open_source
from studio.engine.data.store import prepare
from tests.engine.data.hostile.case import Case, Pair

SECONDS = 5.0
OF_A_ROW = re.compile(
    r"data\.(ragged_\w+|short_row|encoding_few|not_json|\w+_missing|\w+_not_text|tags_uneven|tags_repaired"
    r"|several_tags|span_\w+|broken_characters|wrong_encoding|duplicate_column)"
)
"""Problems of one row: they must say which."""
OF_NO_ROW = {"data.file_missing"}
SIZE = {"data.too_few", "data.one_label", "data.no_entities"}
"""What small files are told for their size alone."""


@dataclass
class Outcome:
    """Task, examples and problems of a file, with the seconds it kept a processor; ``refused`` if nothing is read."""

    problems: list[Problem]
    seconds: float
    task: str = ""
    examples: list[Pair] = field(default_factory=list)
    entities: list[Pair] = field(default_factory=list)
    refused: bool = False

    def find(self, codes: str) -> Problem | None:
        """The first problem whose code fits one of the patterns."""
        patterns = codes.split("|")
        return next((p for p in self.problems if any(fnmatchcase(p.code, pattern) for pattern in patterns)), None)


def read_case(case: Case, folder: Path) -> Outcome:
    """Makes the file and reads it the whole way to training data; anything but ``StudioError`` passes through."""
    made = case.make(folder)
    return read_files(made, folder, case.read)


def read_files(names: str | list[str], folder: Path, read: dict[str, str]) -> Outcome:
    """The whole way to training data, without a split."""
    data = DataSpec(train=names, validation=0, test=0, read=ReadSpec.model_validate(read))
    start = time.process_time()
    try:
        prepared = prepare(data, folder, None)
    except StudioError as error:
        return Outcome(error.problems, time.process_time() - start, refused=True)
    seconds = time.process_time() - start
    tables = [Table(path) for path in prepared.splits.values()] if prepared.task != "unsupported" else []
    rows = [row for table in tables for row in table.rows(0, len(table))]
    examples = [(" ".join(row["tokens"]) or row["text"], tuple(row["gold"])) for row in rows]
    entities = [(row["text"], tuple(list_entities(row))) for row in rows if row["tokens"]]
    return Outcome(prepared.inspection.problems, seconds, prepared.task, examples, entities)


def list_entities(row: dict[str, Any]) -> Iterator[str]:
    """Each entity of an example as "label=words", cut from its text."""
    spans: list[tuple[str, int, int]] = []
    for tag, (start, end) in zip(row["gold"], row["offsets"], strict=True):
        if tag.startswith("B-"):
            spans.append((tag[2:], start, end))
        elif tag != "O":
            spans[-1] = (spans[-1][0], spans[-1][1], end)
    return (f"{label}={row['text'][start:end]}" for label, start, end in spans)


def read_table(path: Path, read: dict[str, str]) -> tuple[list[list[str]], list[Problem]]:
    """Names and cells of a table, as its format gives them."""
    findings = Findings(path.name)
    try:
        source, format = open_source(path, path.name, ReadSpec.model_validate(read), findings)
        rows = format.read(source, findings)
        cells = [[_show(record.values.get(name)) for name in rows.columns] for record in rows.records]
    except StudioError as error:
        return [], error.problems
    return [list(rows.columns), *cells], findings.problems


def _show(cell: object) -> str:
    return "" if cell is None else str(cell)


def find_faults(case: Case, outcome: Outcome) -> list[str]:
    """What is not as the case asks; empty where all is well."""
    faults = list_wrong_words(outcome.problems)
    if outcome.seconds > SECONDS:
        faults.append(f"took {outcome.seconds:.1f} s")
    untold = [code for code in case.codes if outcome.find(code) is None]
    wrong = _compare(case, outcome)
    if case.either:
        return faults if not wrong or (case.codes and not untold) else [*faults, wrong, f"untold: {untold}"]
    if wrong:
        faults.append(wrong)
    if untold:
        faults.append(f"untold: {untold}, told: {[p.code for p in outcome.problems]}")
    elif case.row is not None:
        found = outcome.find(case.codes[0])
        if found is not None and found.place.row != case.row:
            faults.append(f"{found.code} names row {found.place.row}, not {case.row}")
    return faults


def _compare(case: Case, outcome: Outcome) -> str:
    if case.task is not None and outcome.task != case.task:
        return f"task {outcome.task!r}, not {case.task!r}; {[p.code for p in outcome.problems]}"
    if case.examples is None and case.entities is None:
        return "" if case.codes or case.task or case.table else "nothing is asked of it"
    if not case.codes:
        stops = [p.code for p in outcome.problems if p.level == "stop" and p.code not in SIZE]
        if stops and not case.more:
            return f"stopped: {stops}"
    differs = "" if case.examples is None else _differ(case.examples, outcome.examples, case.more)
    return differs or ("" if case.entities is None else _differ(case.entities, outcome.entities, case.more))


def _differ(wanted: Sequence[Pair], found: Sequence[Pair], more: int) -> str:
    for at, (right, got) in enumerate(zip(wanted, found, strict=False)):
        if right != got:
            return f"example {at + 1} is {got!r:.200}, not {right!r:.200}"
    if not len(wanted) <= len(found) <= len(wanted) + more:
        return f"{len(found)} examples, not {len(wanted)} (and up to {more} more)"
    return ""


def list_wrong_words(problems: Sequence[Problem]) -> list[str]:
    """Problems that name no file, no row, or have no whole sentence in each language."""
    faults = []
    for problem in problems:
        place = problem.place
        if not place.file and not place.field:
            faults.append(f"{problem.code} names no file")
        if OF_A_ROW.fullmatch(problem.code) and problem.code not in OF_NO_ROW and not place.row:
            faults.append(f"{problem.code} names no row")
        for language in LANGUAGES:
            said = Words(language).explain(problem)
            sentences = (said.what, said.why, said.fix)
            lacking = [text for text in sentences if not text or "{$" in text or text == problem.code]
            faults += [f"{problem.code} in {language}: {text!r}" for text in lacking]
    return faults
