"""Settings: language, theme, how models are fetched, space used, about."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio import __version__
from studio.contract.places import find_home, measure_size
from studio.contract.problems import Problem, StudioError
from studio.contract.trash import empty_trash
from studio.ui.context import Context
from studio.ui.pages.page import Page
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.widgets.field_note import FieldNote
from studio.ui.widgets.inputs import ComboBox
from studio.ui.widgets.segments import Segments

LANGUAGES = ("system", "en", "zh_CN")
THEMES = ("system", "light", "dark")
FOLDERS = ("runs", "models", "data", "projects", "cache", "trash")
LABEL_WIDTH = 120


class SettingsPage(Page):
    """Every change counts at once; there is nothing to confirm but the token.

    ``measured`` carries {folder of the home: bytes} once they are shown.
    """

    id = "settings"
    measured = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._labels: dict[str, QLabel] = {}
        self._measured: dict[str, int] = {}
        self._measuring = context.chores.make(measure_home)
        self._emptying = context.chores.make(empty_and_measure)
        for chore in (self._measuring, self._emptying):
            chore.done.connect(self.on_measured)
            chore.failed.connect(self.on_failed)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (left, (self._make_looks(), self._make_network())),
            (right, (self._make_space(), self._make_about())),
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
        context.settings.token.failed.connect(self.on_failed)
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
            "space": self.tr("Space used"),
            "runs": self.tr("Runs"),
            "models": self.tr("Models"),
            "data": self.tr("Copies of your data"),
            "projects": self.tr("Projects"),
            "cache": self.tr("Temporary files"),
            "trash": self.tr("Trash"),
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
        self._empty.setText(self.tr("Empty trash"))
        self._open.setText(self.tr("Open folder"))
        for field, name in ((self._language, "language"), (self._hub, "hub"), (self._proxy, "proxy")):
            field.setAccessibleName(texts[name])
        self._token.setAccessibleName(texts["token"])
        self.on_token_changed()
        self._say_sizes()

    def on_shown(self) -> None:
        """Shows what is set, and measures."""
        values = self.context.settings.values
        self._language.setCurrentIndex(LANGUAGES.index(values.language))
        self._theme.choose(values.theme)
        self._hub.setText(values.hub)
        self._proxy.setText(values.proxy)
        self._measuring.ask()

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

    @Slot(object)
    def on_measured(self, sizes: dict[str, int]) -> None:
        """The sizes are known."""
        self._measured = sizes
        self._say_sizes()
        self._empty.setEnabled(sizes["trash"] > 0)
        self.measured.emit(sizes)

    @Slot()
    def on_empty_clicked(self) -> None:
        """Deletes for good what lies in the trash."""
        self._empty.setEnabled(False)
        self._emptying.ask()

    @Slot()
    def on_open_clicked(self) -> None:
        """Shows the home in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(find_home())))

    def _say_sizes(self) -> None:
        for name, size in self._measured.items():
            self._sizes[name].setText(self.context.language.say_size(size))

    def _keep(self, name: str, value: str) -> None:
        try:
            self.context.settings.set(name, value)
        except StudioError as error:
            self.show_problems(error.problems)

    @Slot(object)
    def on_failed(self, problems: list[Problem]) -> None:
        """The disk or the keyring refused."""
        self.show_problems(problems)

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

    def _make_space(self) -> Card:
        card, grid = self._make_card("space")
        self._sizes = {name: QLabel("…") for name in FOLDERS}
        for name, size in self._sizes.items():
            size.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._add_row(grid, name, size)
        self._empty, self._open = QPushButton(), QPushButton()
        self._empty.clicked.connect(self.on_empty_clicked)
        self._open.clicked.connect(self.on_open_clicked)
        row = QHBoxLayout()
        row.addWidget(self._open)
        row.addStretch(1)
        row.addWidget(self._empty)
        card.column.addSpacing(8)
        card.column.addLayout(row)
        return card

    def _make_about(self) -> Card:
        card, _ = self._make_card("about")
        for name, role in (("version", ""), ("licence", "muted")):
            card.column.addWidget(self._make_label(name, role))
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


def measure_home() -> dict[str, int]:
    """The bytes in each folder of the home."""
    return {name: measure_size(find_home() / name) for name in FOLDERS}


def empty_and_measure() -> dict[str, int]:
    """The same after the trash was deleted for good."""
    empty_trash()
    return measure_home()
