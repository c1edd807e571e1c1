"""The form made from the recipe's own fields: advised values with reasons, and nothing wrong gets in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from studio.contract.calls import Inspection
from studio.contract.project import Project
from studio.contract.recipe import collect_knobs
from studio.ui.context import Context
from studio.ui.widgets.form import HIDDEN, SettingRow, SettingsForm
from studio.ui.widgets.inputs import ComboBox
from tests.ui.conftest import Shown

FIELDS = {"task": "text-classification", "model": "scratch-tiny", "data": {"train": "train.csv"}}
INSPECTION = Inspection(
    files=[], task="text-classification", examples=400, columns=[], scheme="none", language="en",
    splits={"train": 320}, labels={"a": 200, "b": 200}, problems=[],
)  # fmt: skip


@pytest.fixture
def form(qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch) -> SettingsForm:
    """A form on a project whose data were read."""
    monkeypatch.setattr(context.draft.inspector, "look", lambda *asked: None)
    context.draft.open(Project.create("Messages", FIELDS))
    context.draft.inspector.on_answered(INSPECTION)
    made = SettingsForm(context)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def line(form: SettingsForm, name: str) -> QLineEdit:
    field = form.rows[name].input
    assert isinstance(field, QLineEdit)
    return field


def type_in(qtbot: QtBot, form: SettingsForm, name: str, text: str) -> SettingRow:
    field = line(form, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return form.rows[name]


def texts(row: SettingRow) -> str:
    return row._why.text()


def test_every_field_of_the_recipe_has_its_row_and_four_stand_first(form: SettingsForm) -> None:
    assert sorted(form.rows) == ["batch_size", "epochs", "learning_rate", "method"]
    assert all(row.isVisible() for row in form.rows.values())
    form.toggle.click()
    assert set(form.rows) == set(collect_knobs()) - set(HIDDEN)
    assert all(row.isVisible() for row in form.rows.values())
    assert form.toggle.text() == "Fewer settings"


def test_advised_values_stand_in_the_fields_with_their_reasons(form: SettingsForm, context: Context) -> None:
    advised = context.draft.advise()
    assert float(line(form, "epochs").text()) == advised["epochs"].value
    assert texts(form.rows["epochs"]) == context.language.words.say(advised["epochs"].why, advised["epochs"].values)
    assert not form.rows["epochs"].reset.isVisible()


def test_what_is_typed_is_in_the_draft_and_goes_back_to_advised(
    qtbot: QtBot, form: SettingsForm, context: Context
) -> None:
    row = type_in(qtbot, form, "epochs", "5")
    assert context.draft.get("epochs") == 5
    assert row.reset.isVisible()
    QTest.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert context.draft.get("epochs") is None
    assert float(line(form, "epochs").text()) == context.draft.advise()["epochs"].value


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("epochs", "many", "recipe.wrong_type"),
        ("epochs", "-1", "recipe.too_small"),
        ("epochs", "1e9", "recipe.too_large"),
        ("epochs", "nan", "recipe.not_a_number"),
        ("batch_size", "2.5", "recipe.wrong_type"),
        ("batch_size", "0", "recipe.too_small"),
        ("batch_size", "inf", "recipe.wrong_type"),
        ("learning_rate", "100", "recipe.too_large"),
        ("learning_rate", "=1+1", "recipe.wrong_type"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(
    qtbot: QtBot, form: SettingsForm, context: Context, alerts: Shown, name: str, text: str, code: str
) -> None:
    row = type_in(qtbot, form, name, text)
    assert context.draft.get(name) is None
    assert [problem.code for problem in alerts[-1][0]] == [code]
    assert alerts[-1][1] == "field"
    assert row.is_wrong
    assert row._title.text() in row.note.text()
    assert not form.is_valid


def test_a_refused_value_stays_to_be_corrected_and_then_counts(
    qtbot: QtBot, form: SettingsForm, context: Context
) -> None:
    row = type_in(qtbot, form, "epochs", "many")
    context.draft.set("batch_size", 8)
    assert line(form, "epochs").text() == "many"
    with qtbot.waitSignal(form.checked):
        type_in(qtbot, form, "epochs", "4")
    assert not row.is_wrong
    assert form.is_valid
    assert context.draft.get("epochs") == 4


def test_an_emptied_field_is_advised_again(qtbot: QtBot, form: SettingsForm, context: Context) -> None:
    type_in(qtbot, form, "epochs", "5")
    type_in(qtbot, form, "epochs", "")
    assert context.draft.get("epochs") is None
    assert line(form, "epochs").text() != ""


def test_a_complaint_changes_its_language_with_the_window(qtbot: QtBot, form: SettingsForm, context: Context) -> None:
    row = type_in(qtbot, form, "epochs", "many")
    context.language.choose("zh_CN")
    qtbot.waitUntil(lambda: "训练轮数" in row.note.text())
    assert "Epochs" not in row.note.text()


def test_a_list_holds_the_choices_and_one_of_them_reaches_the_draft(form: SettingsForm, context: Context) -> None:
    box = form.rows["method"].input
    assert isinstance(box, ComboBox)
    assert [box.itemData(i) for i in range(box.count())] == list(collect_knobs()["method"].enum)
    box.setCurrentIndex(box.findData("frozen"))
    assert context.draft.get("method") == "frozen"


def test_a_setting_without_effect_cannot_be_changed(form: SettingsForm, context: Context) -> None:
    form.toggle.click()
    assert not form.rows["lora_rank"].isEnabled()
    context.draft.set("method", "lora")
    assert form.rows["lora_rank"].isEnabled()


def test_undo_shows_in_the_form(qtbot: QtBot, form: SettingsForm, context: Context) -> None:
    before = line(form, "epochs").text()
    type_in(qtbot, form, "epochs", "5")
    context.draft.undo()
    assert line(form, "epochs").text() == before


def test_fields_are_named_for_who_does_not_see_them(form: SettingsForm) -> None:
    unnamed: list[Any] = [name for name, row in form.rows.items() if not row.input.accessibleName()]
    assert unnamed == []


def test_without_data_nothing_can_be_set(qtbot: QtBot, context: Context, home: Path) -> None:
    form = SettingsForm(context)
    qtbot.addWidget(form)
    assert not any(row.isEnabled() for row in form.rows.values())
