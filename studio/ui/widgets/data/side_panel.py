"""Beside the examples: their labels, their health, and what was done to them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.contract.calls import Inspection
from studio.ui.context import Context


class SidePanel(QWidget):
    """Health, problems and history follow the draft by themselves; ``show_inspection`` is for the labels' counts.

    ``rows_asked`` carries {split: positions} to show in the list, with ``rows_title`` saying which they are; an
    empty dict shows all again. ``step_asked`` carries a kind of step and its values: connect it to
    ``draft.add_step``, nothing here does so itself.
    """

    rows_asked = Signal(object)
    step_asked = Signal(str, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.rows_title = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def show_inspection(self, inspection: Inspection | None, split: str) -> None:
        """Other data, or another split of them."""
