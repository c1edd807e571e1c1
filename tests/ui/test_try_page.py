"""Trying a model: which one, what it says, and what is said while it thinks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.contract.calls import Prediction, Span
from studio.contract.project import Project
from studio.ui.context import Context
from studio.ui.pages.try_it import TryPage
from studio.ui.window import Window
from tests.ui.conftest import Until
from tests.ui.results import Answer, make_result

TEXT = "Angela flew to Paris & Rome with <b>nobody</b> on Monday"
ANSWERS: list[Answer] = [(f"{TEXT} {number}", "a", "b") for number in range(5)]


@pytest.fixture
def page(window: Window) -> TryPage:
    window.show_page("try_it")
    assert isinstance(window.page, TryPage)
    return window.page


def test_without_a_model_the_page_leads_to_train(page: TryPage, until: Until) -> None:
    assert page.nothing.isVisible()
    with until(page.go, when=lambda target: target == "train"):
        QTest.mouseClick(page.nothing.way, Qt.MouseButton.LeftButton)


def test_texts_of_the_data_can_be_tried(page: TryPage, window: Window, until: Until) -> None:
    with until(page._reading.done):
        window.show_page(f"try_it:{make_result(ANSWERS).path.name}")
    assert all(button.isVisible() for button in page.examples)
    first = page.examples[0]
    assert first.example.startswith(TEXT)
    assert first.accessibleName() == first.example
    assert first.text().startswith("Angela")
    assert first.text().endswith("…")
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert page.input.toPlainText() == first.example
    assert page._handle is not None
    assert page._state.text().startswith("Loading the model")


def test_another_project_has_its_own_model_or_none(page: TryPage, context: Context, until: Until) -> None:
    first, second = Project.create("First"), Project.create("Second")
    run = make_result(ANSWERS, project=first.id)
    context.session.open_project(first.id)
    with until(page._reading.done, when=lambda read: read[0] == run.path):
        context.library.refresh()
    assert page.result.run_id == run.path.name
    assert page.advice.isVisible()
    context.session.open_project(second.id)
    assert page.result.run_id == ""
    assert page.nothing.isVisible()
    assert not page.advice.isVisible()


def test_answers_are_shown_as_what_they_are(page: TryPage, window: Window, context: Context) -> None:
    window.show_page(f"try_it:{make_result(ANSWERS).path.name}")
    page._show(Prediction(text=TEXT, spans=[Span(start=15, end=20, label="<i>", probability=0.914)]))
    assert page.spans.isVisible()
    assert not page.bars.isVisible()
    assert "Paris (<i>)" in page.spans.accessibleName()
    assert not page._state.isVisible()
    page._show(Prediction(text=TEXT))
    assert page._state.text() == "Nothing found in this text."
    page._show(Prediction(text=TEXT, labels=[("a", 0.4), ("b", 0.35), ("c", 0.25)]))
    assert page.bars.isVisible()
    assert not page.spans.isVisible()
    assert page.bars.accessibleName() == "a 40 %, b 35 %, c 25 %"
    assert page._state.text() == "The model is not sure about this text."
    context.settings.set("language", "zh_CN")
    QApplication.sendPostedEvents()
    assert page._state.text() != "The model is not sure about this text."
    page._show(Prediction(text=TEXT, labels=[("a", 1.0)], cut=3))
    assert "3" in page._state.text()
    page.grab()
