"""The labels of the data, to look at and to put right: rename, merge, remove; each is a step that can be undone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from studio.contract.calls import Inspection
from studio.ui.context import Context
from studio.ui.dialogs.question import Question
from studio.ui.models.labels_model import LabelsModel
from studio.ui.theme.theme import mark
from studio.ui.widgets.desk.labels_list import LabelsList
from studio.ui.widgets.desk.offers import join_labels

MANY = 15
OFFERED = 20
TOKENS = "token-classification"


class LabelsView(QWidget):
    """What is chosen are the ticked labels, else the selected one. ``step_asked`` carries kind and values."""

    step_asked = Signal(str, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._inspection: Inspection | None = None
        self.model = LabelsModel(self)
        self.list = LabelsList(self.model, context.theme, context.language)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.model.search)
        self.hint = mark(QLabel(), "small")
        self.hint.setWordWrap(True)
        self.rename, self.merge, self.remove = (QPushButton() for _ in range(3))
        self.rename.clicked.connect(self.on_rename_clicked)
        self.merge.clicked.connect(self.on_merge_clicked)
        self.remove.clicked.connect(self.on_remove_clicked)
        self.model.renamed.connect(self.on_renamed)
        self.model.ticked_changed.connect(self.on_chosen)
        self.model.modelReset.connect(self.on_chosen)
        self.list.selectionModel().currentChanged.connect(self.on_chosen)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self.on_menu_asked)
        QShortcut(
            QKeySequence(Qt.Key.Key_Delete),
            self.list,
            self.on_remove_clicked,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        self._arrange()
        self._retranslate()
        self.on_chosen()

    @property
    def chosen(self) -> list[str]:
        """The ticked labels, or the selected one."""
        label = self.list.currentIndex().data(Qt.ItemDataRole.EditRole)
        return self.model.ticked or ([str(label)] if label is not None else [])

    def show_inspection(self, inspection: Inspection | None, split: str) -> None:
        """Other data, or another split of them."""
        self._inspection = inspection
        labels = inspection.labels if inspection else {}
        sizes = inspection.sizes.get(split, {}) if inspection else {}
        self.model.show_counts(dict.fromkeys(labels, 0) | sizes)
        self.search.setVisible(self.model.total > MANY)

    @Slot()
    def on_chosen(self) -> None:
        """Other labels are chosen: what can be done with them?"""
        count = len(self.chosen)
        self.rename.setEnabled(count == 1)
        self.merge.setEnabled(count > 1)
        self.remove.setEnabled(count > 0)

    @Slot(str, str)
    def on_renamed(self, label: str, name: str) -> None:
        """A label has another name; where that is one of the others, both are one from now on."""
        self.step_asked.emit("merge_labels", {"labels": [label], "to": name})

    @Slot()
    def on_rename_clicked(self) -> None:
        """The name is typed in its place."""
        rows = [row for row, (label, _) in enumerate(self.model.rows) if [label] == self.chosen]
        if rows:
            index = self.model.index(rows[0])
            self.list.setCurrentIndex(index)
            self.list.edit(index)

    @Slot()
    def on_merge_clicked(self) -> None:
        """Which name do they share?"""
        self.make_merge_menu().popup(self.merge.mapToGlobal(QPoint(0, self.merge.height())))

    def make_merge_menu(self) -> QMenu:
        """The names of the chosen labels, and a new one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for label in self.chosen[:OFFERED]:
            text = " ".join(label.split()) or "␣"
            menu.addAction(text.replace("&", "&&"), partial(self._merge, label))
        menu.addSeparator()
        menu.addAction(self.tr("A new name …"), self._ask_name)
        return menu

    @Slot()
    def on_remove_clicked(self) -> None:
        """Labels go; asked where whole examples go with them."""
        labels, inspection = self.chosen, self._inspection
        if not labels or inspection is None:
            return
        if inspection.task == TOKENS:
            self._remove(labels)
            return
        count = sum(inspection.labels.get(label, 0) for label in labels)
        words = self._context.language.words
        values = {"labels": join_labels(words, labels), "number": len(labels), "count": count}
        question = Question(
            words.say("desk-remove_labels", values), words.say("desk-remove_labels", values, "why"), self
        )
        question.yes.setText(self.tr("Remove"))
        question.accepted.connect(partial(self._remove, labels))
        question.open()

    @Slot(QPoint)
    def on_menu_asked(self, at: QPoint) -> None:
        """The same, under the right button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.rename, self.merge, self.remove):
            menu.addAction(button.text(), button.click).setEnabled(button.isEnabled())
        menu.popup(self.list.viewport().mapToGlobal(at))

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _merge(self, name: str) -> None:
        labels = [label for label in self.chosen if label != name]
        self.model.untick_all()
        if labels:
            self.step_asked.emit("merge_labels", {"labels": labels, "to": name})

    def _ask_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Merge into one label"))
        dialog.setLabelText(self.tr("Name of the label"))
        dialog.textValueSelected.connect(self.on_name_given)
        dialog.open()

    @Slot(str)
    def on_name_given(self, name: str) -> None:
        """They are merged into a new label."""
        if name.strip():
            self._merge(name.strip())

    def _remove(self, labels: list[str]) -> None:
        self.model.untick_all()
        self.step_asked.emit("drop_labels", {"labels": labels})

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Labels"))
        self.search.setPlaceholderText(self.tr("Find a label"))
        self.search.setAccessibleName(self.tr("Find a label"))
        self.rename.setText(self.tr("Rename"))
        self.merge.setText(self.tr("Merge …"))
        self.remove.setText(self.tr("Remove"))
        self.rename.setToolTip(self.tr("F2, or a double click on the name"))
        self.merge.setToolTip(self.tr("Tick two labels or more that mean the same"))
        self.hint.setText(self.tr("Tick labels that mean the same to merge them. F2 renames."))

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.rename, self.merge, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.search, self.list, self.hint):
            column.addWidget(widget)
        column.addLayout(row)
