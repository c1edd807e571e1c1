"""A Problem on screen: at its field, on its page, or as a dialog. The only such place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.contract.events import Error, Notice
from studio.contract.problems import Place, Problem
from studio.contract.words import Explanation
from studio.ui.dialogs.problems import ProblemDialog
from studio.ui.frame.banner import Banner
from studio.ui.language import Language
from studio.ui.theme.theme import Theme
from studio.ui.widgets.field_note import FieldNote


class Alerts(QObject):
    """``shown`` says (problems, where) with where one of field, page, dialog: tests wait for it."""

    shown = Signal(object, str)

    def __init__(self, language: Language, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._theme = theme
        self._dialog: ProblemDialog | None = None
        self._codes: list[str] = []

    def show_at_field(self, note: FieldNote, problem: Problem | None) -> None:
        """What is wrong with one input, under it; None clears it."""
        note.show_problem(problem, self.explain)
        if problem:
            self.shown.emit([problem], "field")

    def show_on_page(self, banner: Banner, problems: Sequence[Problem]) -> None:
        """Problems of a whole page, over its content, the ones that stop first; none clears it."""
        ordered = sorted(problems, key=lambda problem: problem.level != "stop")
        banner.show_problems(ordered, self.explain)
        if ordered:
            self.shown.emit(ordered, "page")

    def open_dialog(self, problems: Sequence[Problem], parent: QWidget | None = None) -> ProblemDialog:
        """A dialog with details to copy; it does not block and frees itself when closed.

        What a dialog in front already says (a full disk refuses every change) is not said twice.
        """
        codes = [problem.code for problem in problems]
        if self._dialog is None or self._codes != codes:
            self._dialog = ProblemDialog([self.explain(problem) for problem in problems], self._theme, parent)
            self._dialog.finished.connect(self.on_dialog_finished)
            self._codes = codes
            self._dialog.open()
            self.shown.emit(list(problems), "dialog")
        return self._dialog

    @Slot()
    def on_dialog_finished(self) -> None:
        """The user has read the dialog in front."""
        self._dialog = None

    def explain(self, problem: Problem) -> Explanation:
        """The four parts of the message, in the language of the window."""
        return self._language.words.explain(problem)


def make_problem(event: Notice | Error) -> Problem:
    """What a run said of itself, as a Problem to show."""
    level = "stop" if isinstance(event, Error) else "look"
    place = Place.model_validate(event.place) if isinstance(event, Error) else Place()
    return Problem.model_validate(
        {"code": event.code, "level": level, "values": event.values, "place": place, "details": event.details}
    )
