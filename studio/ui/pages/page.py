"""The frame of every page: title, one line of purpose, content, advice, and a bar with one primary button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.contract.problems import Problem
from studio.ui.context import Context
from studio.ui.dialogs.guide import GuideDialog
from studio.ui.dialogs.help import HelpDialog
from studio.ui.frame.advice_column import AdviceColumn
from studio.ui.frame.banner import Banner
from studio.ui.theme.theme import mark

MARGIN = 24


class Page(QWidget):
    """One page. A subclass fills ``content`` in its constructor and every text in ``retranslate()``.

    ``go`` asks the window for another page by its id; ``guide`` is the page of the guide about it, where there is one.
    """

    id: ClassVar[str]
    guide: ClassVar[str] = ""
    go = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._built = False
        self._title = mark(QLabel(), "title")
        self._purpose = mark(QLabel(), "muted")
        self._purpose.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.header = QHBoxLayout()
        self.header.setSpacing(8)
        for action in ("app.help", "app.theme"):
            button = QToolButton()
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setIconSize(QSize(20, 20))
            context.actions.attach(action, button, text=False)
            self.header.addWidget(button)
        self.banner = Banner(context.theme)
        self.content = QVBoxLayout()
        self.content.setSpacing(16)
        self.advice = AdviceColumn(context.theme, context.settings.values.advice_folded)
        self.advice.folded.connect(self.on_advice_folded)
        self.primary = mark(QPushButton(), "primary")
        self.primary.hide()
        self._secondary = QHBoxLayout()
        self._secondary.setSpacing(8)
        self._bar = self._make_bar()
        self._arrange()

    def retranslate(self) -> None:
        """Sets every text of the page: called before the first showing and when the language changed."""
        raise NotImplementedError

    def open_run(self, run_id: str) -> None:
        """Shows one run; for the pages that are about a run."""

    def add_header_button(self, button: QToolButton) -> QToolButton:
        """A button of the page at the left of help and theme."""
        self.header.insertWidget(self.header.count() - 2, button)
        return button

    def open_help(self) -> None:
        """Help with this page: the guide, which leads on to the keys, or else the keys."""
        dialog = GuideDialog(self.context, self, self.guide) if self.guide else HelpDialog(self.context.actions, self)
        dialog.open()

    def on_shown(self) -> None:
        """The page came to the front."""

    def on_left(self) -> None:
        """Another page came to the front."""

    def set_heading(self, title: str, purpose: str) -> None:
        """The title and the one line of what the page is for."""
        self._title.setText(title)
        self._purpose.setText(purpose)
        self.setAccessibleName(title)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Problems of the whole page, in the banner; none hides it."""
        self.context.alerts.show_on_page(self.banner, problems)

    def add_secondary(self, button: QPushButton | None = None, *, role: str = "") -> QPushButton:
        """Another button at the left of the bar; its text comes in ``retranslate()``."""
        made = mark(button or QPushButton(), role)
        self._secondary.addWidget(made)
        return made

    def use_primary(self) -> QPushButton:
        """The one primary button at the right of the bar; its text comes in ``retranslate()``."""
        self.primary.show()
        return self.primary

    def on_advice_folded(self, is_folded: bool) -> None:
        """All pages fold alike."""
        self.context.settings.set("advice_folded", is_folded)

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange and self._built:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Texts are set before the first showing; the column is as it was left on another page."""
        if not self._built:
            self._built = True
            self.retranslate()
        self.advice.fold(self.context.settings.values.advice_folded)
        super().showEvent(event)
        self.on_shown()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left for another page, or the window closed."""
        super().hideEvent(event)
        self.on_left()

    def _make_bar(self) -> QFrame:
        bar = mark(_Bar(), "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(MARGIN, 12, MARGIN, 12)
        row.addLayout(self._secondary)
        row.addStretch(1)
        row.addWidget(self.primary)
        return bar

    def _arrange(self) -> None:
        heading = QVBoxLayout()
        heading.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addLayout(self.header)
        heading.addLayout(top)
        heading.addWidget(self._purpose)
        body = QHBoxLayout()
        body.setSpacing(MARGIN)
        body.addLayout(self.content, 1)
        body.addWidget(self.advice)
        inner = QVBoxLayout()
        inner.setContentsMargins(MARGIN, MARGIN, MARGIN, 16)
        inner.setSpacing(16)
        inner.addLayout(heading)
        inner.addWidget(self.banner)
        inner.addLayout(body, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(inner, 1)
        outer.addWidget(self._bar)


class _Bar(QFrame):
    """Hidden while all its buttons are."""

    def event(self, event: QEvent) -> bool:
        """Buttons came or went."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.setVisible(any(not button.isHidden() for button in self.findChildren(QPushButton)))
        return super().event(event)
