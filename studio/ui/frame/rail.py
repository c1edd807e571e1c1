"""The rail: where you are, what is done, what is next, and the job that runs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.ui.actions import Actions
from studio.ui.frame.run_strip import RunStrip
from studio.ui.journey import STEPS, Step
from studio.ui.language import Language
from studio.ui.theme.theme import Theme, mark
from studio.ui.theme.tokens import RAIL_WIDTH

COLOURS = {
    Step.EMPTY: "muted",
    Step.READY: "accent",
    Step.RUNNING: "accent",
    Step.LOOK: "caution",
    Step.DONE: "good",
}


class Rail(QFrame):
    """``renamed`` carries the project's new title; the buttons do the ``page.…`` actions."""

    renamed = Signal(str)

    def __init__(self, actions: Actions, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "rail")
        self.setFixedWidth(RAIL_WIDTH)
        self._theme = theme
        self._actions = actions
        self._steps: Mapping[str, Step] = dict.fromkeys(STEPS, Step.EMPTY)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._logo = QLabel()
        self._brand = mark(QLabel("Moore Studio"), "heading")
        self.title = mark(QLineEdit(), "rename")
        self.title.editingFinished.connect(self.on_title_edited)
        self.strip = RunStrip(theme, language)
        self._arrange()
        theme.changed.connect(self.on_theme_changed)
        self._retranslate()

    def set_page(self, id: str) -> None:
        """Marks where the user is."""
        self._buttons[id].setChecked(True)

    def set_title(self, title: str | None) -> None:
        """The project's title; None while there is no project."""
        self.title.setVisible(title is not None)
        if not self.title.hasFocus():
            self.title.setText(title or "")
            self.title.setCursorPosition(0)

    def set_steps(self, steps: Mapping[str, Step]) -> None:
        """The dots."""
        if steps != self._steps:
            self._steps = steps
            self._retranslate()

    def on_title_edited(self) -> None:
        """The user gave the project another title."""
        self.title.clearFocus()
        self.renamed.emit(self.title.text().strip())

    def on_theme_changed(self) -> None:
        """Icons follow the theme."""
        self._logo.setPixmap(self._theme.pixmap("app", "accent", 24))
        for id, button in self._buttons.items():
            step = self._steps.get(id)
            name, colour = (f"step_{step}", COLOURS[step]) if step else (id, "muted")
            button.setIcon(self._theme.icon(name, colour))

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        spoken = {
            Step.EMPTY: self.tr("nothing yet"),
            Step.READY: self.tr("ready"),
            Step.RUNNING: self.tr("in progress"),
            Step.LOOK: self.tr("needs a look"),
            Step.DONE: self.tr("done"),
        }
        self.title.setAccessibleName(self.tr("Project title"))
        self.title.setToolTip(self.tr("Rename the project"))
        for id, button in self._buttons.items():
            text = self._actions[f"page.{id}"].text()
            button.setText(text)
            button.setAccessibleName(f"{text}, {spoken[self._steps[id]]}" if id in self._steps else text)
        self.on_theme_changed()

    def _arrange(self) -> None:
        brand = QHBoxLayout()
        brand.setSpacing(8)
        brand.setContentsMargins(8, 0, 0, 8)
        brand.addWidget(self._logo)
        brand.addWidget(self._brand, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 24, 8, 16)
        column.setSpacing(2)
        column.addLayout(brand)
        column.addWidget(self._make_button("home"))
        column.addSpacing(24)
        column.addWidget(self.title)
        for id in STEPS:
            column.addWidget(self._make_button(id))
        column.addStretch(1)
        column.addWidget(self._make_button("runs"))
        column.addWidget(self.strip)
        column.addWidget(self._make_button("settings"))

    def _make_button(self, id: str) -> QPushButton:
        button = mark(QPushButton(), "rail")
        button.setCheckable(True)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._actions[f"page.{id}"].trigger)
        self._group.addButton(button)
        self._buttons[id] = button
        return button
