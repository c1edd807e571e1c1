"""Over 200 malformed and hostile files: none crashes, none hangs, none is misread in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.data.hostile import containers, encodings, json_files, stores, text_tables, tokens, workbooks
from tests.engine.data.hostile.case import Case
from tests.engine.data.hostile.outcome import find_faults, read_case, read_table

FAMILIES = {
    "table": text_tables.CASES,
    "encoding": encodings.CASES,
    "tokens": tokens.CASES,
    "json": json_files.CASES,
    "workbook": workbooks.CASES,
    "container": containers.CASES,
    "store": stores.CASES,
}
CORPUS = [(f"{family}-{case.name}", case) for family, cases in FAMILIES.items() for case in cases]


@pytest.fixture
def inner(tmp_path: Path) -> Path:
    """A folder below the test's own, so that what escapes from it is seen."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.mark.timeout(12)
@pytest.mark.parametrize("case", [case for _, case in CORPUS], ids=[name for name, _ in CORPUS])
def test_it_is_read_right_or_told(inner: Path, case: Case) -> None:
    assert find_faults(case, read_case(case, inner)) == []
    if case.table is not None:
        name = case.make(inner)
        assert isinstance(name, str)
        cells, _ = read_table(inner / name, case.read)
        assert cells == [list(row) for row in case.table]
    assert {path.name for path in inner.parent.iterdir()} <= {"data", "home"}


def test_the_corpus_is_large_and_its_names_differ() -> None:
    names = [name for name, _ in CORPUS]
    assert len(names) == len(set(names)) >= 200
