"""The guide: there in both languages with its pictures, leads only within itself, and opens with F1."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextFrame
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.contract.events import Notice, RunState, State
from studio.contract.places import find_resources
from studio.contract.run import RunFolder
from studio.contract.words import LANGUAGES
from studio.ui.context import Context
from studio.ui.dialogs.guide import DATA, PAGES, TROUBLE, GuideDialog, name_heading
from studio.ui.dialogs.help import HelpDialog
from studio.ui.pages.train import TrainPage
from studio.ui.window import Window
from tests.pictures import ENDS, SCENES
from tests.ui.scenes import collect_scenes


def read(language: str, page: str) -> tuple[Path, str]:
    path = find_resources() / "help" / language / page
    return path, path.read_text(encoding="utf-8")


def test_each_page_is_there_in_each_language() -> None:
    for language in LANGUAGES:
        assert {path.name for path in (find_resources() / "help" / language).iterdir()} == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_heading_of_the_page(language: str, page: str) -> None:
    _, text = read(language, page)
    names = {name_heading(title) for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
    links = re.findall(r"(?<!!)\[[^]]*\]\(([^)]*)\)", text)
    assert len(links) == len(names) - 1
    assert {f"#{name}" for name in names} >= set(links)
    assert "http" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_has_its_picture(language: str) -> None:
    path, text = read(language, DATA)
    pictures = re.findall(r"!\[[^]]+\]\(([^)]*)\)", text)
    assert [Path(picture).stem for picture in pictures] == [f"{name}{ENDS[language]}" for name in SCENES]
    assert all((path.parent / picture).is_file() for picture in pictures)
    assert set(SCENES.values()) <= collect_scenes().keys()


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_say_the_same_in_the_same_order(page: str) -> None:
    shapes = [re.findall(r"^(?:#+|!|[|]|-)", read(language, page)[1], re.MULTILINE) for language in LANGUAGES]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize(
    ("id", "title"),
    [
        ("data", "Getting your data in"),
        ("train", "What happens when things go wrong"),
        ("runs", "What happens when things go wrong"),
    ],
)
def test_it_opens_with_f1_on_its_pages_and_leads_to_the_keys(qtbot: QtBot, window: Window, id: str, title: str) -> None:
    window.show_page(id)
    window.context.actions["app.help"].trigger()
    guide = window.findChild(GuideDialog)
    assert guide is not None
    assert guide.text.toPlainText().startswith(title)
    guide.keys.click()
    keys = guide.findChild(HelpDialog)
    assert keys is not None
    keys.accept()
    guide.shut.click()
    window.show_page("model")
    window.context.actions["app.help"].trigger()
    found = [dialog for dialog in window.findChildren(HelpDialog) if dialog.isVisible()]
    assert found
    found[0].accept()


@pytest.mark.parametrize("name", ["failed", "lost"])
def test_it_opens_beside_what_went_wrong_with_a_run(
    qtbot: QtBot, window: Window, recorded_run: Callable[[str], RunFolder], name: str
) -> None:
    recorded_run(name)
    window.show_page(f"train:{name}")
    page = window.page
    assert isinstance(page, TrainPage)
    qtbot.waitUntil(page.view.guide.isVisible, timeout=10_000)
    assert page.view.guide.text() == "What happens when things go wrong"
    assert page.view.guide.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(page.view.guide, Qt.Key.Key_Space)
    guide = window.findChild(GuideDialog)
    assert guide is not None
    assert guide.windowTitle() == "What happens when things go wrong"
    guide.shut.click()
    window.context.language.choose("zh_CN")
    qtbot.waitUntil(lambda: page.view.guide.text() == "出了问题会怎样")


def test_it_is_near_while_the_disk_is_full_and_not_with_what_it_says_nothing_of(qtbot: QtBot, window: Window) -> None:
    run = RunFolder.create("task: text-classification\nmodel: starter\ndata:\n  train: a.csv\n")
    with run.own() as attempt:
        run.append(State(state=RunState.TRAINING, attempt=attempt))
        window.show_page(f"train:{run.path.name}")
        page = window.page
        assert isinstance(page, TrainPage)
        view = page.view
        run.append(Notice(level="warning", code="run.on_battery", values={"percent": 41}))
        qtbot.waitUntil(view.banner.isVisible, timeout=10_000)
        assert not view.guide.isVisible()
        run.append(State(state=RunState.PAUSED, attempt=attempt))
        run.append(Notice(level="warning", code="run.disk_full", values={"folder": "/data", "free": 3}))
        qtbot.waitUntil(view.guide.isVisible, timeout=10_000)
        run.append(Notice(level="info", code="run.disk_free"))
        run.append(State(state=RunState.TRAINING, attempt=attempt))
        qtbot.waitUntil(lambda: not view.guide.isVisible(), timeout=10_000)
        assert [problem.code for problem in view.banner._problems] == ["run.on_battery"]
        run.append(State(state=RunState.STOPPED, attempt=attempt))
        qtbot.waitUntil(lambda: view.state is RunState.STOPPED, timeout=10_000)


def test_another_page_has_its_own_title_in_each_language(qtbot: QtBot, context: Context) -> None:
    guide = GuideDialog(context, page=TROUBLE)
    qtbot.addWidget(guide)
    assert guide.windowTitle() == guide.text.accessibleName() == "What happens when things go wrong"
    context.language.choose("zh_CN")
    qtbot.waitUntil(lambda: guide.windowTitle() == "出了问题会怎样")
    guide.on_link_clicked(QUrl("#磁盘满了"))
    assert guide.text.textCursor().block().text() == "磁盘满了"


def test_a_link_scrolls_and_nothing_is_fetched(qtbot: QtBot, context: Context) -> None:
    guide = GuideDialog(context)
    qtbot.addWidget(guide)
    with qtbot.waitExposed(guide):
        guide.show()
    guide.on_link_clicked(QUrl("#which-files-are-read"))
    assert guide.text.textCursor().block().text() == "Which files are read"
    assert guide.text.verticalScrollBar().value() > 0
    guide.on_link_clicked(QUrl("https://example.org/#none"))
    assert guide.text.textCursor().block().text() == "Which files are read"
    context.language.choose("zh_CN")
    qtbot.waitUntil(lambda: "导入数据" in guide.text.toPlainText())


def test_code_stands_in_a_frame_and_the_colours_follow_the_theme(qtbot: QtBot, context: Context) -> None:
    context.theme.choose("light")
    guide = GuideDialog(context)
    qtbot.addWidget(guide)
    with qtbot.waitExposed(guide):
        guide.show()
    frames = [frame for frame in guide.text.document().rootFrame().childFrames() if type(frame) is QTextFrame]
    assert len(frames) == 1
    assert frames[0].frameFormat().background().color() == context.theme.colour("hover")
    lines = [frames[0].firstCursorPosition().block().text(), frames[0].lastCursorPosition().block().text()]
    assert lines == ["Mara B-PER", "Paris B-LOC"]
    guide.text.verticalScrollBar().setValue(200)
    context.theme.choose("dark")
    frames = [frame for frame in guide.text.document().rootFrame().childFrames() if type(frame) is QTextFrame]
    assert frames[0].frameFormat().background().color() == context.theme.colour("hover")
    assert guide.text.verticalScrollBar().value() == 200
