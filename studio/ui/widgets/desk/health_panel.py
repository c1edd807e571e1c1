"""The health of the data: what needs a look, each with what, why, what to do, its rows and its mending; what passed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studio.contract.calls import CallProgress
from studio.contract.data.health import Finding, Offer
from studio.contract.problems import Place, Problem
from studio.ui.context import Context
from studio.ui.dialogs.masking import MaskingDialog
from studio.ui.theme.theme import mark
from studio.ui.widgets.desk.health_row import HealthColumn, Line
from studio.ui.widgets.desk.offers import say_offer

PROBLEMS_SHOWN = 30
MASK = "mask_personal"
UNSUPPORTED = "unsupported"


class HealthPanel(QWidget):
    """Follows the draft's problems and the doctor's findings by itself.

    ``rows_asked`` carries the Finding whose rows are wanted, ``step_asked`` a kind of step and its values.
    """

    rows_asked = Signal(object)
    step_asked = Signal(str, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.doing, self.progress = mark(QLabel(), "small"), QProgressBar()
        self.doing.setTextFormat(Qt.TextFormat.PlainText)
        self.doing.setWordWrap(True)
        self._is_told = False
        self.progress.setTextVisible(False)
        self.column, self.passed = HealthColumn(context.theme), HealthColumn(context.theme)
        self.fold = mark(QPushButton(), "quiet")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self.refresh)
        self.all_problems = mark(QPushButton(), "link")
        self.all_problems.clicked.connect(self.on_all_problems_clicked)
        for column in (self.column, self.passed):
            column.rows_asked.connect(self.rows_asked)
            column.offer_asked.connect(self.on_offer_asked)
        self._wait = QTimer(self, singleShot=True, interval=0)
        self._wait.timeout.connect(self.refresh)
        self._arrange()
        for signal in (context.doctor.changed, context.draft.problems_changed, context.theme.changed):
            signal.connect(self._wait.start)
        context.doctor.progressed.connect(self.on_progressed)
        self.refresh()

    @property
    def looks(self) -> int:
        """How much there is to look at: problems of reading, and findings."""
        found = sum(finding.level != "pass" for finding in self._context.doctor.findings)
        return found + len(self._collect_problems())

    @property
    def is_complete(self) -> bool:
        """Whether everything that is to be shown is shown."""
        return not self._wait.isActive() and self.column.is_complete and self.passed.is_complete

    @Slot()
    def refresh(self) -> None:
        """Problems of reading, then findings, the ones that stop first; the checks that passed under their fold."""
        doctor, more = self._context.doctor, self.tr("More …")
        problems = self._collect_problems()
        found = [finding for finding in doctor.findings if finding.level != "pass"]
        passes = [finding for finding in doctor.findings if finding.level == "pass"]
        lines = [self._describe_problem(problem) for problem in problems[:PROBLEMS_SHOWN]]
        lines += [self._describe(finding) for finding in found]
        lines.sort(key=lambda line: line.level != "stop")
        if not lines and not doctor.is_busy and self._context.draft.inspection is not None:
            lines = [self._praise()]
        self.column.show_lines(lines, more)
        self.passed.show_lines([self._describe(finding) for finding in passes] if self.fold.isChecked() else [], more)
        self.passed.setVisible(self.fold.isChecked() and bool(passes))
        self.fold.setVisible(bool(passes))
        self.fold.setText(self._say("desk-passed", count=len(passes)))
        icon = "chevron_down" if self.fold.isChecked() else "chevron_right"
        self.fold.setIcon(self._context.theme.icon(icon, "muted"))
        self.all_problems.setVisible(len(problems) > PROBLEMS_SHOWN)
        self.all_problems.setText(self._say("desk-more_problems", count=len(problems) - PROBLEMS_SHOWN))
        waits = self._context.draft.is_inspecting and not doctor.findings
        self.doing.setVisible(doctor.is_busy or waits)
        self.progress.setVisible(doctor.is_busy)
        if waits:
            self.doing.setText(self.tr("The checks begin when all rows are read."))
        elif not self._is_told:
            self.doing.setText(self._say("progress-checking_health"))
        self._is_told = self._is_told and doctor.is_busy and not waits

    @Slot(object)
    def on_progressed(self, progress: CallProgress) -> None:
        """How far the checks are."""
        self.progress.setRange(0, 0 if progress.fraction is None else 1000)
        self.progress.setValue(round(1000 * (progress.fraction or 0)))
        if progress.code:
            self.doing.setText(self._say(progress.code, **progress.values))
            self._is_told = True

    @Slot(object, object)
    def on_offer_asked(self, finding: Finding, offer: Offer) -> None:
        """A finding is to be mended; what is masked is chosen first."""
        if offer.kind != MASK:
            self.step_asked.emit(offer.kind, offer.values)
            return
        dialog = MaskingDialog(self._context, finding, offer, self)
        dialog.chosen.connect(self.on_mask_chosen)
        dialog.open()

    @Slot(object)
    def on_mask_chosen(self, values: dict[str, Any]) -> None:
        """These kinds of personal data go."""
        self.step_asked.emit(MASK, values)

    @Slot()
    def on_all_problems_clicked(self) -> None:
        """All of them, to read and copy."""
        self._context.alerts.open_dialog(self._collect_problems(), self)

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._is_told = False
            self._retranslate()
            self.refresh()
        super().changeEvent(event)

    def _collect_problems(self) -> list[Problem]:
        """What reading found, without what a check says better, and why the checks could not be made."""
        doctor = self._context.doctor
        told = {finding.problem.code for finding in doctor.findings if finding.problem}
        return [*doctor.problems, *(problem for problem in self._context.draft.problems if problem.code not in told)]

    def _describe_problem(self, problem: Problem) -> Line:
        said = self._context.alerts.explain(problem)
        more = " ".join(part for part in (said.why, said.fix) if part)
        is_dark = self._context.theme.tokens.dark
        return Line(problem.level, said.what, ("", more), self._say("desk-level", level=problem.level), is_dark=is_dark)

    def _describe(self, finding: Finding) -> Line:
        """A finding in words."""
        title = self._say(f"check-{finding.check}", **finding.values)
        is_dark, is_current = self._context.theme.tokens.dark, self._context.doctor.is_current(finding)
        spoken = self._say("desk-level", level=finding.level)
        notes = [self._say("desk-sampled", count=finding.sampled)] if finding.sampled else []
        if finding.problem is None:
            text = self._context.language.words.say(f"check-{finding.check}", finding.values, "pass")
            return Line(finding.level, title, (text, *notes), spoken, is_dark=is_dark, finding=finding)
        problem = finding.problem
        if finding.rows:  # they can be looked at: where the first one stands is no news
            problem = problem.model_copy(update={"place": Place()})
        said = self._context.alerts.explain(problem)
        more = " ".join(part for part in (said.why, said.fix) if part)
        return Line(
            finding.level,
            title,
            (said.what, more, *notes),
            spoken,
            rows_text=self._say_rows(finding),
            offers=self._say_offers(finding, finding.problem),
            is_current=is_current,
            is_dark=is_dark,
            finding=finding,
        )

    def _say_rows(self, finding: Finding) -> str:
        shown = sum(map(len, finding.rows.values()))
        if not shown or finding.problem is None:
            return ""
        code = "desk-show_first" if finding.problem.count > shown else "desk-show_rows"
        return self._say(code, count=shown, total=finding.problem.count)

    def _say_offers(self, finding: Finding, problem: Problem) -> tuple[tuple[str, Offer], ...]:
        """What their buttons say; of those that say the same (which kinds are masked is chosen later) the first."""
        words, said = self._context.language.words, dict[str, Offer]()
        for offer in finding.offers:
            said.setdefault(say_offer(words, offer, problem), offer)
        return tuple(said.items())

    def _praise(self) -> Line:
        inspection, is_dark = self._context.draft.inspection, self._context.theme.tokens.dark
        if inspection is not None and inspection.task == UNSUPPORTED:
            text = self.tr("Texts and labels are checked once it is known which columns they stand in.")
            return Line("pass", self.tr("Every row could be read"), (text,), is_dark=is_dark)
        text = self.tr("Every row could be read, and the labels fit.")
        return Line("pass", self.tr("Nothing to worry about"), (text,), is_dark=is_dark)

    def _say(self, code: str, **values: Any) -> str:
        return self._context.language.words.say(code, values)

    def _retranslate(self) -> None:
        self.progress.setAccessibleName(self.tr("Progress of the checks"))

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setObjectName("scrolled")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(12)
        rows.addWidget(self.column)
        rows.addWidget(self.all_problems, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.passed)
        rows.addStretch(1)
        self.area = area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.doing)
        column.addWidget(self.progress)
        column.addWidget(area, 1)
        self._retranslate()
