"""Before a run: the settings and what they will take, or where to begin while there are no data."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.widgets.form import SettingsForm
from studio.ui.widgets.training.forecast_card import ForecastCard


class Preparation(QStackedWidget):
    """``form`` and ``forecast``; ``data_asked`` comes from the button that stands there without data."""

    data_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form, self.forecast = SettingsForm(context), ForecastCard(context)
        self._title, self._hint, self.to_data = mark(QLabel(), "title"), mark(QLabel(), "muted"), QPushButton()
        self.to_data.clicked.connect(self.data_asked)
        self.addWidget(self._make_settings())
        self.addWidget(self._make_empty())
        self._retranslate()
        context.draft.problems_changed.connect(self.refresh)
        self.refresh()

    @property
    def is_ready(self) -> bool:
        """Whether a run may start with what stands here."""
        return self._context.draft.is_ready and self.form.is_valid and self._is_model_here()

    @Slot()
    def refresh(self) -> None:
        """The settings as soon as there is something to set."""
        draft = self._context.draft
        self.setCurrentIndex(0 if draft.recipe is not None or draft.is_inspecting else 1)

    def collect_notes(self) -> list[tuple[str, str]]:
        """Advice for now: heading and text."""
        recipe = self._context.draft.recipe
        if recipe is None:
            first = (self.tr("Data first"), self.tr("Choose what the model learns from, on the Data page."))
        elif not self._is_model_here():
            missing = self.tr("Download it on the Model page, or choose one that is already here.")
            first = (self.tr("The model is not here yet"), missing)
        else:
            name = self._context.language.words.say(f"model-{recipe.model}")
            first = (self.tr("Ready"), self.tr("{model} learns from your examples.").format(model=name))
        rest = self.tr("Leave the settings as they are for a first run. You can stop at any time and still try it.")
        return [first, (self.tr("The settings"), rest)]

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _is_model_here(self) -> bool:
        recipe = self._context.draft.recipe
        facts = self._context.catalogue.find(recipe.model or "") if recipe else None
        return facts is None or facts.state == "here"

    def _retranslate(self) -> None:
        self._title.setText(self.tr("No data yet"))
        self._hint.setText(self.tr("Choose what the model learns from. The settings then advise themselves."))
        self.to_data.setText(self.tr("Choose data"))

    def _make_empty(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (self._title, self._hint, self.to_data):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return part

    def _make_settings(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(24)
        column.addWidget(self.form)
        column.addWidget(self.forecast)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll
