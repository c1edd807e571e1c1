"""How the examples are divided into training, validation and test, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from studio.contract.calls import Inspection
from studio.contract.recipe import SplitSpec
from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.widgets.inputs import ComboBox, SpinBox
from studio.ui.widgets.splits import SPLITS

KINDS = ("stratified", "random", "grouped", "time")
BY_COLUMN = ("grouped", "time")
LABELS = 8
LARGEST_SHARE = 40
INDENT = 26
NUMBER_WIDTH = 84
WIDTH = 620


class SplittingDialog(QDialog):
    """Writes ``data.split`` and the shares on "Divide"; stays open to show the sizes that come of it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How it is divided"))
        self._context = context
        draft = context.draft
        self._given = list(draft.inspection.given) if draft.inspection else []
        self.kinds: dict[str, QRadioButton] = {}
        self.by, self.seed = ComboBox(), SpinBox()
        named = any(not isinstance(draft.get(f"data.{split}"), str) for split in self._given)
        all_named = named and isinstance(draft.get("data.train"), list)  # a share would take the names' meaning away
        self.shares = {split: SpinBox() for split in SPLITS[1:] if split not in self._given and not all_named}
        self.divide, self.close_button = mark(QPushButton(), "primary"), QPushButton(self.tr("Close"))
        self.divide.setText(self.tr("Divide"))
        self.divide.clicked.connect(self.on_divide_clicked)
        self.close_button.clicked.connect(self.reject)
        self._group = QButtonGroup(self)
        self._sizes = QGridLayout()
        self._sizes.setHorizontalSpacing(24)
        self._sizes.setVerticalSpacing(4)
        self._note = mark(QLabel(), "muted")
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._note)
        column.addLayout(self._make_kinds())
        column.addLayout(self._make_shares())
        column.addWidget(mark(QLabel(self.tr("What came of it")), "heading"))
        column.addLayout(self._sizes)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.divide)
        column.addLayout(row)
        self.setFixedWidth(WIDTH)
        self._show_draft()
        draft.inspection_changed.connect(self.on_inspection_changed)
        self.on_inspection_changed()

    @property
    def kind(self) -> str:
        """The way that is chosen now."""
        return next(kind for kind, button in self.kinds.items() if button.isChecked())

    @Slot()
    def on_kind_clicked(self) -> None:
        """Another way; two of them need a column."""
        self.by.setVisible(self.kind in BY_COLUMN)
        self.divide.setEnabled(bool(self.shares) and (self.kind not in BY_COLUMN or self.by.currentIndex() >= 0))

    @Slot()
    def on_divide_clicked(self) -> None:
        """One step of undo; the sizes follow when the data are divided."""
        standard = SplitSpec()
        by = self.by.currentData() if self.kind in BY_COLUMN else None
        changes = {
            "data.split.kind": self.kind if self.kind != standard.kind else None,
            "data.split.by": by,
            "data.split.seed": self.seed.value() if self.seed.value() != standard.seed else None,
        }
        known = self._find_shares()
        shares = {split: box.value() / 100 for split, box in self.shares.items() if box.value() != known[split]}
        self._context.draft.set_many(changes | {f"data.{split}": share for split, share in shares.items()})

    @Slot()
    def on_inspection_changed(self) -> None:
        """They are being divided, or were."""
        draft = self._context.draft
        busy, inspection = draft.is_inspecting, draft.inspection
        if self._given:
            names = ", ".join(self._context.language.words.say(f"split-{split}") for split in self._given)
            note = self.tr("Your files say which examples are for what: {splits}. Only the rest is divided here.")
            if not self.shares:
                note = self.tr("Your files say which examples are for what, so there is nothing to divide.")
            self._note.setText(note.format(splits=names))
        else:
            self._note.setText(
                self.tr("Training teaches the model, validation watches over it, test judges it at the end.")
            )
        if inspection is not None and not busy:
            self._show_sizes(inspection)
        self.divide.setText(self.tr("Dividing …") if busy else self.tr("Divide"))
        self.on_kind_clicked()
        self.divide.setEnabled(self.divide.isEnabled() and not busy)

    def _make_kinds(self) -> QVBoxLayout:
        words = self._context.language.words
        column = QVBoxLayout()
        column.setSpacing(4)
        for kind in KINDS:
            button = self.kinds[kind] = QRadioButton(words.say(f"splitting-{kind}"))
            button.setEnabled(bool(self.shares))
            button.clicked.connect(self.on_kind_clicked)
            self._group.addButton(button)
            line = mark(QLabel(words.say(f"splitting-{kind}", part="line")), "small")
            line.setIndent(INDENT)
            line.setWordWrap(True)
            button.setAccessibleDescription(line.text())
            column.addWidget(button)
            column.addWidget(line)
            column.addSpacing(4)
        inspection = self._context.draft.inspection
        for facts in inspection.columns if inspection else []:
            self.by.addItem(facts.name, facts.name)
        self.by.setAccessibleName(self.tr("Column"))
        row = QHBoxLayout()
        row.setContentsMargins(INDENT, 0, 0, 0)
        row.addWidget(self.by)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _make_shares(self) -> QHBoxLayout:
        words, row = self._context.language.words, QHBoxLayout()
        row.setSpacing(8)
        for split, box in self.shares.items():
            box.setRange(0, LARGEST_SHARE)
            box.setSuffix(" %")
            self._add_number(row, words.say(f"split-{split}"), box)
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setEnabled(bool(self.shares))
        self.seed.setToolTip(self.tr("The same seed divides the same data in the same way, on every computer."))
        self._add_number(row, self.tr("Seed"), self.seed)
        row.addStretch(1)
        return row

    def _add_number(self, row: QHBoxLayout, title: str, box: SpinBox) -> None:
        box.setAccessibleName(title)
        box.setMinimumWidth(NUMBER_WIDTH)
        row.addWidget(QLabel(title))
        row.addWidget(box)
        row.addSpacing(16)

    def _show_draft(self) -> None:
        """As it is divided now."""
        draft, standard = self._context.draft, SplitSpec()
        kind = draft.get("data.split.kind") or standard.kind
        self.kinds[kind if kind in self.kinds else standard.kind].setChecked(True)
        by = draft.get("data.split.by")
        if by is not None and self.by.findData(by) < 0:
            self.by.addItem(by, by)
        self.by.setCurrentIndex(max(0, self.by.findData(by)) if self.by.count() else -1)
        seed = draft.get("data.split.seed")
        self.seed.setValue(standard.seed if seed is None else seed)
        for split, share in self._find_shares().items():
            self.shares[split].setValue(share)

    def _find_shares(self) -> dict[str, int]:
        """Percent of each split that is divided off: as asked, else as it came out."""
        draft = self._context.draft
        inspection = draft.inspection
        total = sum(inspection.splits.values()) if inspection else 0
        found = {}
        for split in self.shares:
            asked = draft.get(f"data.{split}")
            came = inspection.splits.get(split, 0) / total if inspection and total else 0.1
            found[split] = round(100 * (came if asked is None else asked))
        return found

    def _show_sizes(self, inspection: Inspection) -> None:
        """Examples and labels of each split, the most frequent labels first."""
        while (item := self._sizes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        words = self._context.language.words
        self._add_row(0, "", {split: words.say(f"split-{split}") for split in SPLITS}, "caps")
        self._add_row(1, self.tr("Examples"), self._write(inspection.splits), "strong")
        for row, label in enumerate(list(inspection.labels)[:LABELS], start=2):
            counts = {split: inspection.sizes.get(split, {}).get(label, 0) for split in inspection.splits}
            self._add_row(row, label, self._write(counts), "")
        left = len(inspection.labels) - LABELS
        if left > 0:
            more = mark(QLabel(self.tr("and %n more labels", "", left)), "small")
            self._sizes.addWidget(more, LABELS + 2, 0)
        self._sizes.setColumnStretch(0, 1)

    def _write(self, counts: Mapping[str, int]) -> dict[str, str]:
        return {split: self._context.language.locale.toString(counts.get(split, 0)) for split in SPLITS}

    def _add_row(self, row: int, name: str, texts: Mapping[str, str], role: str) -> None:
        title = mark(QLabel(name.replace("\n", " ")), role)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setMaximumWidth(WIDTH // 2)
        self._sizes.addWidget(title, row, 0)
        for column, split in enumerate(SPLITS, start=1):
            label = mark(QLabel(texts[split]), role)
            self._sizes.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight)
