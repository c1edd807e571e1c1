"""The labels as ticks, names, bars and counts: renamed in place, merged, removed; as quick with ten thousand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.ui.language import Language
from studio.ui.models.labels_model import LabelsModel
from studio.ui.theme.theme import Theme, make_font

ROW = 30
BOX = 16
TICK_ROOM = 28
NAME_SHARE = 0.46
COUNT_WIDTH = 58
Index = QModelIndex | QPersistentModelIndex


class LabelsList(QListView):
    """Space or a click on the box ticks, F2 or a double click renames."""

    def __init__(self, model: LabelsModel, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_LabelDelegate(theme, language, self))
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)


class _LabelDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._check = theme.pixmap("check", "on_accent", BOX - 2)
        theme.changed.connect(self.on_theme_changed)

    def on_theme_changed(self) -> None:
        self._check = self._theme.pixmap("check", "on_accent", BOX - 2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        source = index.model()
        assert isinstance(source, LabelsModel)
        label, count = source.rows[index.row()]
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._theme.colour("accent_soft"))
        self._draw_tick(painter, box, label in source.ticked_set)
        painter.setFont(make_font())
        painter.setPen(self._theme.colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        name_width = (box.width() - TICK_ROOM - COUNT_WIDTH) * NAME_SHARE
        name = QRectF(box.left() + TICK_ROOM, box.top(), name_width, box.height())
        shown = " ".join(label.split()) or "␣"
        cut = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideMiddle, int(name_width) - 6)
        painter.drawText(name, middle, cut)
        room = box.width() - TICK_ROOM - name_width - COUNT_WIDTH - 8
        hue = self._theme.tokens.hue(source.numbers[label])
        bar = QRectF(name.right(), box.top() + 8, max(3.0, room * count / (source.largest or 1)), box.height() - 16)
        painter.fillRect(bar, QColor(hue.fill))
        painter.fillRect(QRectF(bar.left(), bar.top(), 3, bar.height()), QColor(hue.edge))
        painter.setPen(self._theme.colour("muted" if not option.state & QStyle.StateFlag.State_Selected else "text"))
        right = QRectF(box.right() - COUNT_WIDTH, box.top(), COUNT_WIDTH - 8, box.height())
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, self._language.locale.toString(count))
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the box, or the space bar."""
        on_box = isinstance(event, QMouseEvent) and event.position().x() < option.rect.left() + TICK_ROOM
        clicked = on_box and event.type() == QEvent.Type.MouseButtonRelease
        pressed = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        )
        if clicked or pressed:
            state = index.data(Qt.ItemDataRole.CheckStateRole)
            checked = Qt.CheckState(state) == Qt.CheckState.Checked
            wanted = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
            return bool(model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole))
        return on_box and event.type() == QEvent.Type.MouseButtonDblClick

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line over the name."""
        line = QLineEdit(parent)
        line.setAccessibleName(self.tr("New name of the label"))
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """As wide as name and bar."""
        rect: Any = option.rect
        editor.setGeometry(rect.adjusted(TICK_ROOM - 6, 0, -COUNT_WIDTH, 0))

    def _draw_tick(self, painter: QPainter, box: QRectF, is_ticked: bool) -> None:
        place = QRectF(box.left() + 6, box.center().y() - BOX / 2, BOX, BOX)
        edge = "accent" if is_ticked else "border"
        painter.setPen(QPen(self._theme.colour(edge), 1))
        painter.setBrush(self._theme.colour("accent" if is_ticked else "surface"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if is_ticked:
            painter.drawPixmap(int(place.left()) + 1, int(place.top()) + 1, self._check)
