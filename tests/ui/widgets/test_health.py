"""What needs a look, each with what, why, what to do, its rows and what mends it; what passed under its fold."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.contract.calls import CallProgress, Health, StepTrial, TryStep
from studio.contract.data.health import Finding, Offer
from studio.contract.problems import Problem
from studio.contract.project import Project
from studio.ui.context import Context
from studio.ui.dialogs.masking import MaskingDialog, cut_pair
from studio.ui.widgets.data.side_panel import SidePanel
from studio.ui.widgets.desk.health_panel import HealthPanel
from studio.ui.widgets.desk.health_row import ElidedButton, HealthRow
from studio.ui.workers.call_worker import CallHandle
from tests.ui.catching import catch_calls
from tests.ui.test_draft import INSPECTION

REPEATS = Finding(
    check="duplicates",
    level="look",
    problem=Problem(code="data.duplicates", level="look", count=403, values={"text": "Thanks", "exact": 400}),
    rows={"train": [3, 8], "test": [1]},
    offers=[Offer(kind="drop_duplicates")],
)
NAMES = Finding(
    check="label_names",
    level="look",
    problem=Problem(code="data.label_names", level="look", values={"names": "0RG, ORG"}),
    offers=[Offer(kind="merge_labels", values={"labels": [f"0RG{n}"], "to": "ORG"}) for n in range(5)],
    sampled=500_000,
)
COUNTS = {"email": 12, "phone": 2, "id_number": 0, "bank_number": 0, "name": 7}
PERSONAL = Finding(
    check="personal",
    level="look",
    problem=Problem(code="data.personal", level="look", count=9, values=COUNTS),
    rows={"train": [0, 5]},
    offers=[
        Offer(kind="mask_personal", values={"kinds": ["email", "phone"]}),
        Offer(kind="mask_personal", values={"kinds": ["email", "phone", "name"]}),
    ],
)
EMPTY = Finding(check="missing", level="stop", problem=Problem(code="data.text_missing", count=2))
PASSED = [Finding(check=check, level="pass") for check in ("leakage", "language", "length")]


@pytest.fixture
def asked(context: Context, monkeypatch: pytest.MonkeyPatch) -> list[CallHandle]:
    return catch_calls(context, monkeypatch)


@pytest.fixture
def panel(qtbot: QtBot, context: Context, asked: list[CallHandle]) -> HealthPanel:
    """The panel of data that were read, in a window of its own."""
    context.draft.open(Project.create("Ward notes", {"data": {"train": "ward.csv"}}))
    inspection = INSPECTION.model_copy(update={"tables": {"train": "train.arrow", "test": "test.arrow"}})
    context.draft.inspector.on_answered(inspection)
    made = HealthPanel(context)
    qtbot.addWidget(made)
    made.resize(320, 640)
    made.show()
    return made


@pytest.fixture
def rows(qtbot: QtBot, context: Context, panel: HealthPanel) -> Any:
    """Shows findings; answers with the rows there are then."""

    def show(*findings: Finding) -> list[HealthRow]:
        context.doctor._timer.stop()  # as if the moment before the question had passed
        context.doctor.on_answered(Health(findings=list(findings)))
        qtbot.waitUntil(lambda: panel.is_complete)
        return panel.column.rows

    return show


def read(row: HealthRow) -> list[str]:
    return [label.text() for label in row.findChildren(QLabel) if label.text() and not label.isHidden()]


def offers(row: HealthRow) -> list[str]:
    return [button.accessibleName() for button in row.offer_buttons if not button.isHidden()]


def test_what_stops_comes_first_with_what_why_and_fix(rows: Any) -> None:
    first, second = rows(REPEATS, EMPTY)
    assert read(first)[0] == "Missing texts and labels"
    title, what, more = read(second)
    assert title == "Duplicates"
    assert what.startswith("403 examples repeat another one")
    assert "counts double" in more
    assert "Remove the repeats" in more
    assert "Duplicates" in second.accessibleName()


def test_the_rows_of_a_finding_are_asked_for_by_name(qtbot: QtBot, panel: HealthPanel, rows: Any) -> None:
    names, repeats = rows(NAMES, REPEATS)
    assert names.rows_button.isHidden()
    assert repeats.rows_button.text() == "Show the first 3 of 403 rows"
    with qtbot.waitSignal(panel.rows_asked) as asked:
        repeats.rows_button.click()
    assert asked.args == [REPEATS]
    assert REPEATS.rows == {"train": [3, 8], "test": [1]}


def test_a_click_mends_and_many_offers_wait_behind_more(qtbot: QtBot, panel: HealthPanel, rows: Any) -> None:
    names, repeats = rows(NAMES, REPEATS)
    assert offers(repeats) == ["Remove 403 duplicates"]
    with qtbot.waitSignal(panel.step_asked) as asked:
        repeats.offer_buttons[0].click()
    assert asked.args == ["drop_duplicates", {}]
    assert offers(names) == [f"Merge “0RG{n}” into “ORG”" for n in range(3)]
    names.more_button.click()
    assert len(offers(names)) == 5
    with qtbot.waitSignal(panel.step_asked) as asked:
        names.offer_buttons[4].click()
    assert asked.args == ["merge_labels", {"labels": ["0RG4"], "to": "ORG"}]


def test_who_looked_at_a_sample_says_so(rows: Any) -> None:
    [row] = rows(NAMES)
    assert any("sample of 500,000 examples" in text for text in read(row))


def test_what_passed_unfolds(qtbot: QtBot, context: Context, panel: HealthPanel, rows: Any) -> None:
    rows(REPEATS, *PASSED)
    assert panel.fold.text() == "3 checks passed"
    assert panel.passed.isHidden()
    panel.fold.click()
    qtbot.waitUntil(lambda: panel.is_complete)
    assert [read(row)[0] for row in panel.passed.rows] == [
        "Training and test kept apart",
        "Languages",
        "Length of the texts",
    ]
    assert all(len(read(row)) == 2 for row in panel.passed.rows)
    context.language.choose("zh_CN")
    qtbot.waitUntil(lambda: panel.is_complete and "项检查通过" in panel.fold.text())
    assert all(not text.isascii() for row in panel.passed.rows for text in read(row))


def test_with_nothing_found_all_is_well(rows: Any) -> None:
    [row] = rows(*PASSED)
    assert read(row)[0] == "Nothing to worry about"


def test_what_is_looked_at_again_waits(qtbot: QtBot, context: Context, panel: HealthPanel, rows: Any) -> None:
    [row] = rows(REPEATS)
    context.draft.add_step("drop_duplicates")
    qtbot.waitUntil(lambda: not row.offer_buttons[0].isEnabled())
    assert not row.rows_button.isEnabled()
    assert panel.doing.text() == "Checking the data"
    assert panel.progress.isVisible()
    context.doctor.progressed.emit(CallProgress(fraction=0.25))
    assert panel.progress.value() == 250
    context.draft.inspector.on_answered(INSPECTION)
    [again] = rows(REPEATS)
    assert again is row
    assert row.offer_buttons[0].isEnabled()
    assert not panel.progress.isVisible()


def test_what_reading_found_stands_with_it_but_never_twice(
    qtbot: QtBot, context: Context, panel: HealthPanel, rows: Any
) -> None:
    ragged = [Problem(code="data.ragged_row", level="look", values={"found": n, "expected": 2}) for n in range(40)]
    repeated = Problem(code="data.duplicates", level="look", values=REPEATS.problem.values if REPEATS.problem else {})
    inspection = INSPECTION.model_copy(update={"problems": [*ragged, repeated]})
    context.draft.inspector.on_answered(inspection)
    shown = rows(REPEATS)
    assert len(shown) == 31
    assert sum("Duplicates" in read(row)[0] for row in shown) == 1
    assert panel.all_problems.text() == "10 more problems"
    panel.all_problems.click()
    dialog = context.alerts._dialog
    assert dialog is not None
    dialog.close()


def test_rows_that_say_the_same_are_left_alone(rows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(rows(REPEATS, NAMES))
    changed: list[str] = []
    monkeypatch.setattr(HealthRow, "show_line", lambda row, line, more: changed.append(line.title))
    assert rows(REPEATS, NAMES) == before
    assert changed == []


def test_a_long_button_is_cut_and_its_tip_has_all(qtbot: QtBot) -> None:
    button = ElidedButton()
    qtbot.addWidget(button)
    button.show_text("Merge “a & b” into “" + "very " * 30 + "long”")
    button.resize(160, 30)
    assert "…" in button.text()
    assert button.toolTip().startswith("Merge “a & b”")
    button.show_text("R & D")
    button.resize(button.sizeHint())
    assert (button.text(), button.toolTip()) == ("R && D", "")


def open_masking(panel: HealthPanel, row: HealthRow) -> MaskingDialog:
    row.offer_buttons[0].click()
    dialog = panel.findChild(MaskingDialog)
    assert dialog is not None
    return dialog


def test_masking_is_shown_on_real_rows_before_it_is_done(
    qtbot: QtBot, panel: HealthPanel, rows: Any, asked: list[CallHandle]
) -> None:
    [row] = rows(PERSONAL)
    assert offers(row) == ["Mask personal data …"]
    dialog = open_masking(panel, row)
    assert [(kind, box.isChecked()) for kind, box in dialog.boxes.items()] == [
        ("email", True),
        ("phone", True),
        ("name", False),
    ]
    call = asked[-1].call
    kinds = {"kinds": ["email", "phone"]}
    assert call == TryStep(table="train.arrow", rows=[0, 5], kind="mask_personal", values=kinds)
    before = [{"example_id": 0, "text": "mail a@b.de now"}, {"example_id": 5, "text": "nothing"}]
    asked[-1].answered.emit(StepTrial(before=before, after=[before[0] | {"text": "mail [EMAIL] now"}, before[1]]))
    assert dialog.sides[0].accessibleName() == "mail a@b.de (a@b.de) now"
    assert dialog.sides[1].accessibleName() == "mail [EMAIL] ([EMAIL]) now"
    assert dialog.sides[2].isHidden() or not dialog.sides[2].isVisible()
    dialog.boxes["name"].setChecked(True)
    assert asked[-2].is_cancelled
    with qtbot.waitSignal(panel.step_asked) as done:
        dialog.apply.click()
    assert done.args == ["mask_personal", {"kinds": ["email", "phone", "name"]}]


def test_nothing_is_masked_without_a_kind_or_by_closing(
    qtbot: QtBot, panel: HealthPanel, rows: Any, asked: list[CallHandle]
) -> None:
    told: list[object] = []
    panel.step_asked.connect(lambda *arguments: told.append(arguments))
    [row] = rows(PERSONAL)
    dialog = open_masking(panel, row)
    asked[-1].failed.emit([Problem(code="data.table_unreadable", values={"file": "train.arrow"})])
    assert "train.arrow" in dialog.note.text()
    for box in dialog.boxes.values():
        box.setChecked(False)
    assert not dialog.apply.isEnabled()
    dialog.reject()
    assert told == []


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("a@b.de wrote", "[EMAIL] wrote", ["a@b.de"], ["[EMAIL]"]),
        ("to a@b.de", "to [EMAIL]", ["a@b.de"], ["[EMAIL]"]),
        ("a@b.de, +49 30 12", "[EMAIL], [PHONE]", ["a@b.de", "+49 30 12"], ["[EMAIL]", "[PHONE]"]),
        ("nothing at all", "something else", [], []),
    ],
)
def test_what_goes_and_what_comes_is_marked(before: str, after: str, gone: list[str], come: list[str]) -> None:
    left, right = cut_pair(before, after)
    assert ([piece.text for piece in left if piece.label], [piece.text for piece in right if piece.label]) == (
        gone,
        come,
    )
    assert ("".join(piece.text for piece in left), "".join(piece.text for piece in right)) == (before, after)


def test_of_a_long_text_the_part_around_the_mask_is_shown() -> None:
    left, right = cut_pair("x" * 900 + " a@b.de " + "y" * 900, "x" * 900 + " [EMAIL] " + "y" * 900)
    assert max(sum(len(piece.text) for piece in side) for side in (left, right)) < 300
    assert "a@b.de" in [piece.text for piece in left]


def test_the_segments_count_what_there_is_to_look_at(qtbot: QtBot, context: Context, panel: HealthPanel) -> None:
    side = SidePanel(context)
    qtbot.addWidget(side)
    context.doctor.on_answered(Health(findings=[REPEATS, NAMES, *PASSED]))
    context.draft.add_step("drop_duplicates")
    texts = [button.text() for button in side.segments._buttons.values()]
    assert texts == ["Labels", "Health 2", "History 1"]
    with qtbot.waitSignal(side.rows_asked) as asked:
        side.health.rows_asked.emit(REPEATS)
    assert (asked.args, side.rows_title) == ([REPEATS.rows], "Duplicates")
    side.show_view("labels")
    assert side._stack.currentWidget() is side.labels
