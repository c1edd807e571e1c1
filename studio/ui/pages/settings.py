"""Settings: language, theme, how models are fetched, space used, about."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio import __version__
from studio.contract.problems import StudioError
from studio.contract.storage.support import write_support_file
from studio.ui.context import Context
from studio.ui.pages.page import Page
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.widgets.field_note import FieldNote
from studio.ui.widgets.inputs import ComboBox
from studio.ui.widgets.segments import Segments
from studio.ui.widgets.settings.space_card import SpaceCard

LANGUAGES = ("system", "en", "zh_CN")
THEMES = ("system", "light", "dark")
LABEL_WIDTH = 120


class SettingsPage(Page):
    """Every change counts at once; there is nothing to confirm but the token."""

    id = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._labels: dict[str, QLabel] = {}
        self.space = SpaceCard(context.chores, context.language)
        self._support_path = Path()
        self._supporting = context.chores.make(self._write_support_file)
        for failing in (self.space, self._supporting, context.settings.token):
            failing.failed.connect(self.show_problems)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (left, (self._make_looks(), self._make_network())),
            (right, (self.space, self._make_about())),
        ):
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        self.content.addLayout(row, 1)
        context.settings.token.changed.connect(self.on_token_changed)
        self.on_token_changed()

    def retranslate(self) -> None:
        """Every text of the page."""
        self.set_heading(self.tr("Settings"), self.tr("How Moore Studio looks, where models come from, what it keeps"))
        texts = {
            "looks": self.tr("Appearance"),
            "language": self.tr("Language"),
            "theme": self.tr("Theme"),
            "network": self.tr("Model downloads"),
            "hub": self.tr("Hub address"),
            "proxy": self.tr("Proxy"),
            "token": self.tr("Access token"),
            "token_line": self.tr("Only for models that ask for one. It is kept in the system's keyring."),
            "about": self.tr("About"),
            "version": f"Moore Studio {__version__} · Python {platform.python_version()}",
            "licence": self.tr("Free software under the Apache License 2.0. Nothing you do here leaves this computer."),
        }
        for name, text in texts.items():
            self._labels[name].setText(text)
        self._language.setItemText(0, self.tr("As the system"))
        self._theme.set_texts([self.tr("As the system"), self.tr("Light"), self.tr("Dark")])
        self._hub.setPlaceholderText("https://huggingface.co")
        self._proxy.setPlaceholderText(self.tr("None, for example http://10.0.0.1:8080"))
        self._support.setText(self.tr("Save support file"))
        for field, name in ((self._language, "language"), (self._hub, "hub"), (self._proxy, "proxy")):
            field.setAccessibleName(texts[name])
        self._token.setAccessibleName(texts["token"])
        self.on_token_changed()

    def on_shown(self) -> None:
        """Shows what is set, and measures."""
        values = self.context.settings.values
        self._language.setCurrentIndex(LANGUAGES.index(values.language))
        self._theme.choose(values.theme)
        self._hub.setText(values.hub)
        self._proxy.setText(values.proxy)
        self.space.measure()

    @Slot(int)
    def on_language_chosen(self, index: int) -> None:
        """The user chose a language."""
        self._keep("language", LANGUAGES[index])

    @Slot(str)
    def on_theme_chosen(self, value: str) -> None:
        """The user chose a theme."""
        self._keep("theme", value)

    @Slot()
    def on_address_edited(self) -> None:
        """The user left one of the two addresses."""
        for name, field, note in (("hub", self._hub, self._hub_note), ("proxy", self._proxy, self._proxy_note)):
            try:
                self.context.settings.set(name, field.text().strip())
                self.context.alerts.show_at_field(note, None)
            except StudioError as error:
                self.context.alerts.show_at_field(note, error.problems[0])

    @Slot()
    def on_token_button_clicked(self) -> None:
        """Keeps what was typed, or forgets what is kept."""
        self.context.settings.token.keep(self._token.text().strip())
        self._token.clear()

    @Slot()
    def on_token_changed(self) -> None:
        """Whether there is a token to keep or to forget."""
        kept, typed = bool(self.context.settings.token.value), bool(self._token.text().strip())
        self._token.setPlaceholderText(self.tr("A token is kept") if kept else self.tr("No token"))
        self._token_button.setText(self.tr("Forget") if kept and not typed else self.tr("Keep"))
        self._token_button.setEnabled(kept or typed)

    @Slot()
    def on_support_clicked(self) -> None:
        """What helps to find a mistake of ours, without any of the user's texts."""
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save support file"), "support.zip", "ZIP (*.zip)")
        if path:
            self._support_path = Path(path)
            self._supporting.ask()

    def _write_support_file(self) -> None:
        write_support_file(None, self._support_path, force=True)

    def _keep(self, name: str, value: str) -> None:
        try:
            self.context.settings.set(name, value)
        except StudioError as error:
            self.show_problems(error.problems)

    # -- cards -----------------------------------------------------------------------------------------------

    def _make_looks(self) -> Card:
        self._language = ComboBox()
        self._language.addItems(["", "English", "简体中文"])
        self._language.activated.connect(self.on_language_chosen)
        self._theme = Segments(THEMES)
        self._theme.chosen.connect(self.on_theme_chosen)
        card, grid = self._make_card("looks")
        self._add_row(grid, "language", self._language)
        self._add_row(grid, "theme", self._theme)
        return card

    def _make_network(self) -> Card:
        self._hub, self._proxy, self._token = QLineEdit(), QLineEdit(), QLineEdit()
        self._hub_note, self._proxy_note = FieldNote(self._hub), FieldNote(self._proxy)
        self._token.setEchoMode(QLineEdit.EchoMode.Password)
        self._token.textChanged.connect(self.on_token_changed)
        self._token_button = QPushButton()
        self._token_button.clicked.connect(self.on_token_button_clicked)
        card, grid = self._make_card("network")
        for name, field, note in (("hub", self._hub, self._hub_note), ("proxy", self._proxy, self._proxy_note)):
            field.editingFinished.connect(self.on_address_edited)
            self._add_row(grid, name, field)
            grid.addWidget(note, grid.rowCount(), 1)
        token = QWidget()
        row = QHBoxLayout(token)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._token, 1)
        row.addWidget(self._token_button)
        self._add_row(grid, "token", token)
        grid.addWidget(self._make_label("token_line", "small"), grid.rowCount(), 1)
        return card

    def _make_about(self) -> Card:
        card, _ = self._make_card("about")
        for name, role in (("version", ""), ("licence", "muted")):
            card.column.addWidget(self._make_label(name, role))
        self._support = QPushButton()
        self._support.clicked.connect(self.on_support_clicked)
        card.column.addWidget(self._support, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _make_card(self, name: str) -> tuple[Card, QGridLayout]:
        card, grid = Card(), QGridLayout()
        card.column.addWidget(self._make_label(name, "heading"))
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        card.column.addLayout(grid)
        return card, grid

    def _add_row(self, grid: QGridLayout, name: str, field: QWidget) -> None:
        label = self._make_label(name, "")
        label.setMinimumWidth(LABEL_WIDTH)
        row = grid.rowCount()
        grid.addWidget(label, row, 0)
        grid.addWidget(field, row, 1)

    def _make_label(self, name: str, role: str) -> QLabel:
        label = mark(QLabel(), role)
        label.setWordWrap(True)
        self._labels[name] = label
        return label
