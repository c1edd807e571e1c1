"""The model page: order for the data at hand, what fits, and models that come from a hub or a stick."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from studio.contract.calls import CallProgress, ImportModel, Inspection
from studio.contract.cards import ModelCard, read_cards
from studio.contract.places import find_folder
from studio.contract.project import Project
from studio.ui.context import Context
from studio.ui.pages.model import ModelPage
from studio.ui.widgets.model_card import ModelChoice
from studio.ui.window import Window
from tests.engine.models.local_hub import COMMIT, Hub, open_hub
from tests.ui.conftest import Shown, Until, free_deleted

NAME = "distilbert"
PADDING = 12_000_000
CONFIG = {"model_type": "distilbert", "dim": 4, "n_layers": 1, "n_heads": 1, "hidden_dim": 4, "vocab_size": 9}


def make_files(padding: int = 0) -> dict[str, bytes]:
    """The files of a model that nobody will load: right in form, empty in content."""
    header = json.dumps({"x": {"dtype": "U8", "shape": [padding + 4], "data_offsets": [0, padding + 4]}}).encode()
    weights = len(header).to_bytes(8, "little") + header + b"\0" * (padding + 4)
    tokenizer = {"version": "1.0", "model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}}
    return {
        "config.json": json.dumps(CONFIG).encode(),
        "tokenizer.json": json.dumps(tokenizer).encode(),
        "tokenizer_config.json": b"{}",
        "model.safetensors": weights,
    }


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, context: Context) -> Iterator[Hub]:
    """A slow hub with one model of the catalogue, set in Settings."""
    monkeypatch.delenv("HF_HUB_OFFLINE")
    with open_hub(Hub(files={"distilbert/distilbert-base-uncased": {COMMIT: make_files(PADDING)}})) as hub:
        context.settings.set("hub", hub.address)
        yield hub


@pytest.fixture
def page(window: Window, context: Context, until: Until) -> ModelPage:
    """The model page with its catalogue."""
    with until(context.catalogue.changed):
        window.show_page("model")
    found = window.page
    assert isinstance(found, ModelPage)
    return found


def learn_from(context: Context, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project on texts of a language, read already."""
    monkeypatch.setattr(context.draft.inspector, "look", lambda *asked: None)
    fields = {"task": "text-classification", "data": {"train": "train.csv"}}
    context.draft.open(Project.create("Texts", fields))
    inspection = Inspection(
        files=[], task="text-classification", examples=400, columns=[], scheme="none", language=language,
        splits={"train": 320}, labels={"a": 200, "b": 200}, problems=[],
    )  # fmt: skip
    context.draft.inspector.on_answered(inspection)


def order(page: ModelPage) -> list[str]:
    items = [page._column.itemAt(i) for i in range(page._column.count())]
    shown = [item.widget() for item in items if item]
    return [choice.facts.id for choice in shown if isinstance(choice, ModelChoice) and choice.isVisibleTo(page)]


def notes(page: ModelPage) -> str:
    free_deleted()

    return " ".join(label.text() for label in page.advice.findChildren(QLabel))


def test_every_model_of_the_catalogue_has_a_card_in_plain_words(page: ModelPage) -> None:
    assert {card.id for card in read_cards(ModelCard)} <= set(page.choices)
    for choice in page.choices.values():
        assert choice._title.text()
        assert choice._line.text()
        assert "{" not in choice.accessibleName()
        assert choice.fit is not None
    assert page.primary.isEnabled()


def test_the_advised_one_stands_first_and_is_chosen(
    page: ModelPage, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn_from(context, "en", monkeypatch)
    assert order(page)[0] == "starter"
    assert page.choices["starter"].chosen
    assert "DistilBERT" in notes(page)
    learn_from(context, "zh", monkeypatch)
    first, second, *_ = order(page)
    assert first == "scratch-tiny"
    assert "zh" in (page.choices[second].card or page.choices[second].facts).languages
    assert page.choices["scratch-tiny"].chosen


def test_a_click_or_a_key_chooses_and_warns_of_another_language(
    qtbot: QtBot, page: ModelPage, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn_from(context, "zh", monkeypatch)
    QTest.mouseClick(page.choices["starter"], Qt.MouseButton.LeftButton)
    assert context.draft.get("model") == "starter"
    assert "another language" in notes(page)
    page.choices["scratch-tiny"].setFocus()
    QTest.keyClick(page.choices["scratch-tiny"], Qt.Key.Key_Space)
    assert context.draft.get("model") == "scratch-tiny"
    assert "another language" not in notes(page)
    QTest.mouseClick(page.choices["bert-base"], Qt.MouseButton.LeftButton)
    assert not page.primary.isEnabled()


def test_the_filter_takes_words_in_any_order(qtbot: QtBot, page: ModelPage) -> None:
    page.filter.setFocus()
    QTest.keyClicks(page.filter, "chinese apache")
    assert order(page)
    assert all("Chinese" in page.choices[id]._facts.text() for id in order(page))
    page.filter.setText("no such words")
    assert order(page) == []
    assert "Clear the filter" in page._nothing.text()
    assert page._nothing.isVisible()
    page.filter.clear()
    assert len(order(page)) == len(page.choices)


def test_what_does_not_fit_says_so_and_stands_behind(page: ModelPage) -> None:
    page.memory = 3_000_000_000
    page.on_draft_changed()
    large = page.choices["bert-large"]
    assert "Too large" in large._fits.text()
    ids = order(page)
    assert ids.index("distilbert") < ids.index("bert-large")


def test_a_model_comes_with_progress_and_can_be_trained_then(
    qtbot: QtBot, page: ModelPage, context: Context, hub: Hub, alerts: Shown
) -> None:
    choice = page.choices[NAME]
    seen: list[tuple[str, bool]] = []
    choice._button.click()
    handle = page.downloads[NAME]
    handle.progressed.connect(lambda _: seen.append((choice._line.text(), choice._bar.isVisible())))
    qtbot.waitUntil(lambda: choice.facts.state == "here", timeout=60_000)
    assert alerts == []
    assert any("MB" in line and bar for line, bar in seen)
    assert not choice._bar.isVisible()
    assert choice._here.isVisible()
    choice.clicked.emit()
    assert page.primary.isEnabled()


def test_a_cancelled_download_is_offered_again(qtbot: QtBot, page: ModelPage, hub: Hub, alerts: Shown) -> None:
    hub.seconds_a_chunk = 0.05
    choice = page.choices[NAME]
    choice._button.click()
    assert choice._button.text() == "Cancel"
    with qtbot.waitSignal(page.downloads[NAME].progressed, timeout=60_000):
        pass
    with qtbot.waitSignal(page.downloads[NAME].ended, timeout=60_000):
        choice._button.click()
    qtbot.waitUntil(lambda: choice._button.text() != "Cancel")
    assert page.downloads == {}
    assert "ownload" in choice._button.text()
    assert alerts == []


def test_a_download_without_network_says_what_to_do(
    qtbot: QtBot, page: ModelPage, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context.settings.set("hub", "http://127.0.0.1:1")
    page.choices[NAME]._button.click()
    qtbot.waitUntil(page.banner.isVisible, timeout=60_000)
    assert page.downloads == {}
    assert "Download" in page.choices[NAME]._button.text()


def test_a_folder_from_a_stick_is_taken_in_and_chosen(
    qtbot: QtBot, page: ModelPage, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "our-model"
    folder.mkdir()
    for name, content in make_files().items():
        (folder / name).write_bytes(content)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page._folder.trigger()
    qtbot.waitUntil(lambda: context.draft.get("model") is not None or page.banner.isVisible(), timeout=60_000)
    assert not page.banner.isVisible()
    id = context.draft.get("model")
    qtbot.waitUntil(lambda: id in page.choices)
    assert page.choices[id].chosen
    assert (find_folder("models") / id).is_dir()


def test_a_folder_that_is_no_model_is_refused_with_the_reason(
    qtbot: QtBot, page: ModelPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickled").mkdir()
    (tmp_path / "pickled" / "pytorch_model.bin").write_bytes(b"pickle")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "pickled"))
    page._folder.trigger()
    assert not page._import.isEnabled()
    qtbot.waitUntil(page.banner.isVisible, timeout=60_000)
    qtbot.waitUntil(page._import.isEnabled, timeout=60_000)


def test_nothing_is_asked_where_no_file_was_chosen(page: ModelPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(page.context.calls, "ask", asked.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    page._zip.trigger()
    assert [call for call in asked if isinstance(call, ImportModel)] == []


def test_a_download_of_unknown_size_moves_its_bar(page: ModelPage) -> None:
    choice = page.choices[NAME]
    choice.show_progress(CallProgress())
    assert choice._bar.maximum() == 0
    choice.show_progress(CallProgress(fraction=0.5, values={"done": 1, "total": 2, "speed": 3}))
    assert (choice._bar.value(), choice._bar.maximum()) == (500, 1000)
    choice.show_progress(None)
    assert choice._button.text().startswith("Download")


def test_cards_change_their_language(qtbot: QtBot, page: ModelPage, context: Context) -> None:
    context.settings.set("language", "zh_CN")
    qtbot.waitUntil(lambda: "万参数" in page.choices["starter"]._facts.text())
    assert page._title.text() == "模型"
