"""What the system's dialog offers: every end of a name that a format knows, and everything else too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.contract.cards import FormatCard, read_cards
from studio.ui.context import Context
from studio.ui.dialogs.dataset import DatasetDialog
from studio.ui.dialogs.files import list_filters, pick_data_files, pick_data_folder


def test_every_format_is_offered_first_then_everything(context: Context) -> None:
    known, every = list_filters().split(";;")
    for card in read_cards(FormatCard):
        for suffix in card.suffixes:
            assert f"*.{suffix.lstrip('.')}" in known
    assert every == "All files (*)"


def test_nothing_chosen_is_nothing_given(qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    for answer, files, folder in (("", [], None), ("/data", [Path("/data/a.csv")], Path("/data"))):
        names = [f"{answer}/a.csv"] if answer else []
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, names=names, **__: (names, ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, answer=answer: answer)
        assert pick_data_files(parent) == files
        assert pick_data_folder(parent) == folder


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("conll2003", "conll2003"),
        (" owner/some-news.v2 ", "owner/some-news.v2"),
        ("https://hub.example/datasets/owner/news", "owner/news"),
        ("", ""),
        ("two words", ""),
        ("a/b/c", ""),
        ("../etc/passwd", ""),
    ],
)
def test_a_name_of_the_hub_may_be_pasted_as_an_address(qtbot: QtBot, context: Context, typed: str, asked: str) -> None:
    dialog = DatasetDialog()
    qtbot.addWidget(dialog)
    told: list[str] = []
    dialog.chosen.connect(told.append)
    dialog.name.setText(typed)
    assert (dialog.asked, dialog.open_button.isEnabled()) == (asked, bool(asked))
    dialog.open_button.click()
    assert told == ([asked] if asked else [])
