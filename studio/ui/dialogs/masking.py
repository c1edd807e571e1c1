"""Masks personal data: which kinds, and on real examples what becomes of them, before anything is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.contract.calls import StepTrial, TryStep
from studio.contract.data.health import Finding, Offer
from studio.contract.problems import Problem
from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.widgets.spans import Piece, SpanView
from studio.ui.workers.call_worker import CallHandle

KINDS = ("email", "phone", "id_number", "bank_number", "name")
STEP = "mask_personal"
TRIED, SHOWN = 40, 2
BEFORE, LONGEST = 40, 220
MARGIN, INSET = 24, 12
PLACEHOLDER = re.compile(rf"(\[(?:{'|'.join(kind.upper() for kind in KINDS)})\])")


class MaskingDialog(QDialog):
    """``chosen`` carries the values of the step: the kinds to mask. Closing it otherwise changes nothing."""

    chosen = Signal(object)

    def __init__(self, context: Context, finding: Finding, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Mask personal data"))
        self._context = context
        self._finding = finding
        self._handle: CallHandle | None = None
        self.boxes: dict[str, QCheckBox] = {}
        self.sides = [SpanView(context.theme, "body") for _ in range(2 * SHOWN)]
        self.note = mark(QLabel(), "small")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.apply, self.cancel = mark(QPushButton(self.tr("Mask")), "primary"), QPushButton(self.tr("Cancel"))
        self.apply.clicked.connect(self.on_mask_clicked)
        self.apply.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.setMinimumWidth(620)
        self._arrange(offer)
        self.finished.connect(self.on_finished)
        self.on_toggled()

    @property
    def kinds(self) -> list[str]:
        """The kinds that are ticked."""
        return [kind for kind, box in self.boxes.items() if box.isChecked()]

    @Slot()
    def on_toggled(self) -> None:
        """Other kinds: the examples are masked anew."""
        self.apply.setEnabled(bool(self.kinds))
        self.on_finished()
        split = next((split for split, rows in self._finding.rows.items() if rows), "")
        inspection = self._context.draft.inspection
        table = inspection.tables.get(split) if inspection else None
        if table is None or not self.kinds:
            self._show([])
            return
        rows = self._finding.rows[split][:TRIED]
        self._handle = self._context.calls.ask(TryStep(table=table, rows=rows, kind=STEP, values={"kinds": self.kinds}))
        self._handle.answered.connect(self.on_tried)
        self._handle.failed.connect(self.on_failed)

    @Slot(object)
    def on_tried(self, trial: StepTrial) -> None:
        """How some examples would look."""
        after = {row["example_id"]: row["text"] for row in trial.after}
        pairs = [(row["text"], after.get(row["example_id"], "")) for row in trial.before]
        self._show([pair for pair in pairs if pair[0] != pair[1]])

    @Slot(object)
    def on_failed(self, problems: list[Problem]) -> None:
        """They cannot be shown; it can be done all the same."""
        self._show([])
        self.note.setText(self._context.alerts.explain(problems[0]).what)

    @Slot()
    def on_mask_clicked(self) -> None:
        """Decided."""
        self.chosen.emit({"kinds": self.kinds})
        self.accept()

    @Slot()
    def on_finished(self) -> None:
        """No answer is waited for any more."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _show(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.note.setText("" if pairs or not self.kinds else self.tr("No example at hand shows these kinds."))
        self.note.setVisible(not pairs)
        self._examples.setVisible(bool(pairs))
        for index in range(SHOWN):
            before, after = self.sides[2 * index : 2 * index + 2]
            there = index < len(pairs)
            self._blocks[index].setVisible(there)
            if there:
                left, right = cut_pair(*pairs[index])
                before.show_pieces(left, [])
                after.show_pieces(right, [])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, perhaps other lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Each example as tall as its text."""
        for view in self.sides:
            view.setFixedHeight(view.heightForWidth(self.width() - 2 * (MARGIN + INSET)))

    def _arrange(self, offer: Offer) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 16)
        column.setSpacing(12)
        column.addWidget(mark(QLabel(self.tr("What is masked")), "heading"))
        hint = mark(
            QLabel(
                self.tr(
                    "Each one gives way to the name of its kind, such as [EMAIL]. Labels stay where they are, and the"
                    " file on your disk is not touched."
                )
            ),
            "muted",
        )
        hint.setWordWrap(True)
        column.addWidget(hint)
        for kind in KINDS:
            self._add_box(column, kind, kind in offer.values.get("kinds", ()))
        self._examples = QWidget()
        self._blocks: list[QFrame] = []
        inner = QVBoxLayout(self._examples)
        inner.setContentsMargins(0, 8, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(mark(QLabel(self.tr("In your data")), "heading"))
        for index in range(SHOWN):
            inner.addWidget(self._make_block(index))
        column.addWidget(self._examples)
        column.addWidget(self.note)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.apply)
        column.addLayout(row)

    def _add_box(self, column: QVBoxLayout, kind: str, is_ticked: bool) -> None:
        values = self._finding.problem.values if self._finding.problem else {}
        count = int(values.get(kind, 0))
        if not count:
            return
        words = self._context.language.words
        name = words.say(f"personal-{kind}")
        box = QCheckBox(words.say("desk-counted", {"name": name[:1].upper() + name[1:], "count": count}))
        box.setChecked(is_ticked)
        box.toggled.connect(self.on_toggled)
        self.boxes[kind] = box
        column.addWidget(box)
        if kind == "name":
            line = mark(QLabel(self.tr("Leave names as they are where the model is to find them.")), "small")
            line.setIndent(24)
            column.addWidget(line)

    def _make_block(self, index: int) -> QFrame:
        block = Card(role="inset")
        block.column.setContentsMargins(INSET, INSET, INSET, INSET)
        for title, view in zip((self.tr("Before"), self.tr("After")), self.sides[2 * index :], strict=False):
            block.column.addWidget(mark(QLabel(title), "caps"))
            block.column.addWidget(view)
        self._blocks.append(block)
        return block


def cut_pair(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """A text before and after masking as pieces: what goes, and what comes for it, each marked; long ones cut."""
    parts = PLACEHOLDER.split(after)
    left: list[Piece] = []
    right: list[Piece] = []
    done = 0
    for index in range(0, len(parts), 2):
        found = before.find(parts[index], done) if index + 1 < len(parts) or parts[index] else len(before)
        if found < 0:
            return _cut([Piece(before)]), _cut([Piece(after)])
        if found > done:
            left.append(Piece(before[done:found], before[done:found]))
        if parts[index]:
            left.append(Piece(parts[index]))
            right.append(Piece(parts[index]))
        done = found + len(parts[index])
        if index + 1 < len(parts):
            right.append(Piece(parts[index + 1], parts[index + 1]))
    return _cut(left), _cut(right)


def _cut(pieces: list[Piece]) -> list[Piece]:
    """From a little before the first mark, as much as fits."""
    made: list[Piece] = []
    room = LONGEST
    for piece in pieces:
        text: Any = piece.text
        if not piece.label and not made and len(text) > BEFORE:
            text = "…" + text[-BEFORE:]
        if not piece.label and len(text) > room:
            made.append(Piece(text[:room] + "…"))
            break
        made.append(Piece(text, piece.label))
        room -= len(text)
    return made
