"""Small files and how they are read in these tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.contract.calls import Inspection
from studio.contract.recipe import DataSpec, ReadSpec
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.source import open_source
from studio.engine.data.store import Prepared, prepare

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file into the test's own folder."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


Read = Callable[..., tuple[str, list[str], list[Record], Findings]]


@pytest.fixture
def read(write: Write) -> Read:
    """Format, columns, records and findings of a file with this content."""

    def read_file(name: str, content: str | bytes, **spec: str) -> tuple[str, list[str], list[Record], Findings]:
        findings = Findings(name)
        source, format = open_source(write(name, content), name, ReadSpec.model_validate(spec), findings)
        rows = format.read(source, findings)
        return rows.name, rows.columns, list(rows.records), findings

    return read_file


PrepareFile = Callable[..., Prepared]


@pytest.fixture
def prepare_data(tmp_path: Path) -> PrepareFile:
    """Prepares files of the test's own folder; ``task`` None lets the data decide."""

    def prepare_spec(task: str | None = None, **data: object) -> Prepared:
        return prepare(DataSpec.model_validate(data), tmp_path, task)

    return prepare_spec


def list_codes(inspection: Inspection) -> dict[str, tuple[str, int | None, int]]:
    """Level, row and count of each problem by its code."""
    return {p.code: (p.level, p.place.row, p.count) for p in inspection.problems}
