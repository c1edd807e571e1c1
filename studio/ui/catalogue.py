"""The models known to this computer, asked once and again when one came or went."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from studio.contract.calls import ListModels, ModelFacts, ModelList
from studio.contract.cards import ModelCard, find_card
from studio.ui.workers.call_worker import CallHandle, Calls


class Catalogue(QObject):
    """``models`` is empty until the first answer; ``changed`` follows each, ``failed`` carries Problems."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, calls: Calls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.models: list[ModelFacts] = []
        self._calls = calls
        self._handle: CallHandle | None = None

    def refresh(self) -> None:
        """Asks again, unless a question is on its way."""
        if self._handle is not None:
            return
        self._handle = self._calls.ask(ListModels())
        self._handle.answered.connect(self.on_answered)
        self._handle.failed.connect(self.failed)
        self._handle.ended.connect(self.on_ended)

    def find(self, id: str) -> ModelFacts | None:
        """The facts of one model, or None where it is not known (yet)."""
        return next((model for model in self.models if model.id == id), None)

    def find_parameters(self, id: str) -> int | None:
        """How many weights a model has, from its card or its files."""
        card, facts = find_card(ModelCard, id), self.find(id)
        return card.parameters if card else (facts.parameters or None) if facts else None

    @Slot(object)
    def on_answered(self, answer: ModelList) -> None:
        """The list is here."""
        self.models = answer.models
        self.changed.emit()

    @Slot()
    def on_ended(self) -> None:
        """The question has ended."""
        self._handle = None
