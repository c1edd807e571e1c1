"""Under the examples: the selected one, to put its labels right by hand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.context import Context


class ExampleEditor(QWidget):
    """Hidden while no example is shown.

    ``step_asked`` carries a kind of step and its values: connect it to ``draft.add_step``, nothing here does so
    itself. ``amended`` carries the row as it will then be (None: it goes), to show while the data are read anew.
    """

    step_asked = Signal(str, object)
    amended = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_example(self, row: dict[str, Any] | None) -> None:
        """Another example, as a row of ``Inspection.tables``; None for none."""
        self.setVisible(row is not None)
