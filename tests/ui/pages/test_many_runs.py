"""Five hundred runs, one of them unreadable: the page of runs lists them all and says what is wrong with that one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from studio.ui.pages.runs import RunsPage
from studio.ui.window import Window
from tests.benchmarks.keeping.store import spoil
from tests.ui.conftest import Until


@pytest.fixture
def many(home: Path) -> int:
    """How many there are before the window opens."""
    spoil(home, 500)
    return 500


def test_one_unreadable_run_hides_no_other(many: int, window: Window, until: Until) -> None:
    library = window.context.library
    with until(library.loaded, when=lambda: len(library.records) == many):
        window.show_page("runs")
    page = window.page
    assert isinstance(page, RunsPage)
    proxy = page.table.proxy
    assert proxy.rowCount() == many
    records = [proxy.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(many)]
    assert sum(record.problem is None for record in records) == many - 1
    (broken,) = [record for record in records if record.problem is not None]
    assert broken.problem.code == "run.unreadable"
    page.search.setText(broken.id)
    assert [proxy.index(row, 0).data() for row in range(proxy.rowCount())] == [broken.id]
