"""Home: begin from a template or from one's own data, or go on with an earlier run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.contract.cards import TemplateCard, read_cards
from studio.contract.events import RunState
from studio.contract.problems import StudioError
from studio.ui.context import Context
from studio.ui.pages.page import Page
from studio.ui.theme.theme import mark
from studio.ui.widgets.drop_zone import DropZone
from studio.ui.widgets.home.run_row import RunRow
from studio.ui.widgets.home.template_card import TemplateChoice

RECENT = 5
CARD_HEIGHT = 264


class HomePage(Page):
    """The first page."""

    id = "home"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.choices = [TemplateChoice(card, context.theme, context.language) for card in read_cards(TemplateCard)]
        self.drop_zone = DropZone(context.theme)
        self.drop_zone.files_given.connect(self.on_files_given)
        self.drop_zone.text_given.connect(self.on_text_given)
        self.drop_zone.dataset_given.connect(self.on_dataset_given)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.drop_zone.paste)
        row = QHBoxLayout()
        row.setSpacing(16)
        for choice in self.choices:
            choice.clicked.connect(self.on_template_clicked)
            row.addWidget(choice, 1)
        row.addWidget(self.drop_zone, 1)
        for part in (*self.choices, self.drop_zone):
            part.setFixedHeight(CARD_HEIGHT)
        self._recent = mark(QLabel(), "heading")
        self._nothing = mark(QLabel(), "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.content.addLayout(row)
        self.content.addSpacing(16)
        self.content.addWidget(self._recent)
        self.content.addWidget(self._nothing)
        self.content.addLayout(self._rows)
        self.content.addStretch(1)
        context.library.loaded.connect(self.on_library_loaded)
        self.on_library_loaded()

    def retranslate(self) -> None:
        """Every text of the page."""
        self.set_heading(
            self.tr("What should the computer learn?"),
            self.tr("Begin with an example that is ready to train, or with texts of your own"),
        )
        self._recent.setText(self.tr("Recent runs"))
        self._nothing.setText(self.tr("What you train appears here, with its result."))

    @Slot()
    def on_template_clicked(self) -> None:
        """A template was chosen: everything else is advised."""
        choice = self.sender()
        if isinstance(choice, TemplateChoice):
            card = choice.card
            self._begin(lambda: self.context.session.open_template(card), "train")

    @Slot(object)
    def on_files_given(self, paths: list[Path]) -> None:
        """Files were dropped or picked."""
        self._begin(lambda: self.context.session.open_files(paths), "data")

    @Slot(str)
    def on_text_given(self, text: str) -> None:
        """Text was pasted."""
        self._begin(lambda: self.context.session.open_text(text), "data")

    @Slot(str)
    def on_dataset_given(self, name: str) -> None:
        """A data set of the hub was named."""
        self._begin(lambda: self.context.session.open_dataset(name), "data")

    @Slot()
    def on_library_loaded(self) -> None:
        """Other runs than before, or another state."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for record in self.context.library.records[:RECENT]:
            row = RunRow(record, self.context.theme, self.context.language)
            row.clicked.connect(self.on_run_clicked)
            self._rows.addWidget(row)
        self._nothing.setVisible(not self.context.library.records)

    @Slot()
    def on_run_clicked(self) -> None:
        """To the report of a run that has one, else to its curve."""
        row = self.sender()
        if isinstance(row, RunRow):
            finished = row.record.state in (RunState.DONE, RunState.STOPPED) and row.record.headline is not None
            self.go.emit(f"{'report' if finished else 'train'}:{row.record.id}")

    def _begin(self, opening: Callable[[], None], page: str) -> None:
        try:
            opening()
        except StudioError as error:
            self.show_problems(error.problems)
            return
        self.show_problems([])
        self.go.emit(page)
