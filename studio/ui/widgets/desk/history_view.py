"""What was done to the data: each step in words, taken back one by one, and done again on another file."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.contract.cards import StepCard, find_card
from studio.contract.data.steps import repeatable
from studio.ui.context import Context
from studio.ui.dialogs.files import pick_data_files
from studio.ui.models.steps_model import Index, StepsModel
from studio.ui.session import sort_files
from studio.ui.theme.theme import Theme, make_font, mark
from studio.ui.widgets.desk.offers import say_step

ICON, SPACE = 18, 10
LINES, MOST_LINES = 2, 5


class HistoryView(QWidget):
    """Follows the draft by itself."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.model = StepsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_StepDelegate(context.theme, self.list))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self.on_chosen)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.take_back, context=Qt.ShortcutContext.WidgetShortcut)
        self.empty = mark(QLabel(), "muted")
        self.empty.setWordWrap(True)
        self.back, self.again = QPushButton(), QPushButton()
        self.back.clicked.connect(self.take_back)
        self.again.clicked.connect(self.on_again_clicked)
        self._wait = QTimer(self, singleShot=True, interval=0)
        self._wait.timeout.connect(self.refresh)
        for signal in (context.draft.changed, context.draft.inspection_changed):
            signal.connect(self._wait.start)
        self._arrange()
        self._retranslate()

    @Slot()
    def refresh(self) -> None:
        """The steps in force, with what each did as far as that is known."""
        draft, words = self._context.draft, self._context.language.words
        steps = draft.steps
        counts = draft.inspection.step_counts if draft.inspection and not draft.is_inspecting else []
        known = counts if len(counts) == len(steps) else [None] * len(steps)
        self.model.show_steps(steps, [say_step(words, step, count) for step, count in zip(steps, known, strict=False)])
        self.list.setVisible(bool(steps))
        self.empty.setVisible(not steps)
        self.again.setVisible(bool(repeatable(steps)))
        self.back.setVisible(bool(steps))
        if steps and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self.on_chosen()

    @Slot()
    def on_chosen(self) -> None:
        """Another step is selected."""
        self.back.setEnabled(self.list.currentIndex().isValid())

    @Slot()
    def take_back(self) -> None:
        """The selected step goes, the others stay."""
        index = self.list.currentIndex()
        if index.isValid():
            gone = self.model.steps[index.row()]
            draft = self._context.draft
            draft.set_many({}, [step for step in draft.steps if step.id != gone.id])

    @Slot()
    def on_again_clicked(self) -> None:
        """Another file is read and cleaned in the same way; what was done to single rows stays behind."""
        paths = pick_data_files(self)
        if paths:
            draft = self._context.draft
            kept = {name: draft.get(f"data.{name}") for name in ("columns", "read") if draft.get(f"data.{name}")}
            draft.set_many({"data": sort_files(paths) | kept}, repeatable(draft.steps))

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("What was done to the data"))
        self.empty.setText(
            self.tr(
                "Nothing was changed yet. What you mend under Health, rename under Labels or correct in an example"
                " is listed here, and can be taken back at any time. Your file itself is never changed."
            )
        )
        self.back.setText(self.tr("Take back the selected step"))
        self.again.setText(self.tr("Do the same on another file …"))
        self.again.setToolTip(self.tr("What was done to single examples stays with this file"))
        self.refresh()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        for button in (self.back, self.again):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(0)


class _StepDelegate(QStyledItemDelegate):
    """An icon, and two lines of text, or more where it is long."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self._list = theme, parent
        theme.changed.connect(parent.update)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model, metrics = index.model(), QFontMetricsF(make_font())
        assert isinstance(model, StepsModel)
        line = metrics.lineSpacing()
        width = max(80, self._list.viewport().width() - 3 * SPACE - ICON)
        box = QRectF(0, 0, width, MOST_LINES * line)
        needed = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, model.texts[index.row()]).height()
        return QSize(160, round(min(max(needed, LINES * line), MOST_LINES * line)) + 2 * SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, StepsModel)
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._theme.colour("accent_soft"))
        painter.setPen(self._theme.colour("hairline"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        card = find_card(StepCard, model.steps[index.row()].kind)
        icon = self._theme.icon(card.icon if card and card.icon else "pencil", "muted")
        icon.paint(painter, int(box.left()) + SPACE, int(box.center().y()) - ICON // 2, ICON, ICON)
        painter.setFont(make_font())
        painter.setPen(self._theme.colour("text"))
        text = box.adjusted(2 * SPACE + ICON, SPACE, -SPACE, -SPACE)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.setClipRect(text)
        painter.drawText(text, flags, model.texts[index.row()])
        painter.restore()
