"""What the data are, in one strip: the files, "we read this as …", and a pencil to correct it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.contract.calls import Inspection, PreviewAnswer
from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.theme.tips import make_tip
from studio.ui.widgets.card import Card

NAMES = 3
UNSUPPORTED = "unsupported"
TOKENS = "token-classification"


class DataStrip(Card):
    """``show_known`` replaces what it says; ``correct_asked`` comes from the pencil."""

    correct_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._known: Inspection | PreviewAnswer | None = None
        self.name, self.facts = mark(QLabel(), "strong"), mark(QLabel(), "muted")
        self.correct = mark(QPushButton(), "quiet")
        self.correct.clicked.connect(self.correct_asked)
        self.column.setContentsMargins(16, 12, 8, 12)
        row, lines = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(12)
        lines.setSpacing(2)
        for label in (self.name, self.facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            lines.addWidget(label)
        row.addLayout(lines, 1)
        row.addWidget(self.correct)
        self.column.addLayout(row)
        context.theme.changed.connect(self.on_theme_changed)
        self.on_theme_changed()
        self._retranslate()

    def show_known(self, known: Inspection | PreviewAnswer, files: Sequence[str]) -> None:
        """What is known of these files: their beginning, or all."""
        self._known = known
        names = [Path(file).name for file in files]
        self.name.setText(", ".join(names[:NAMES]) + (" …" if len(names) > NAMES else ""))
        self.name.setToolTip(make_tip("\n".join(files)))
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @Slot()
    def on_theme_changed(self) -> None:
        """Icons follow the theme."""
        self.correct.setIcon(self._context.theme.icon("pencil", "muted"))

    def _retranslate(self) -> None:
        self.correct.setText(self.tr("Correct"))
        self.correct.setToolTip(self.tr("Correct how the file is read"))
        if self._known is not None:
            self.facts.setText(" · ".join(filter(None, self._collect_facts(self._known))))

    def _collect_facts(self, known: Inspection | PreviewAnswer) -> list[str]:
        words, locale = self._context.language.words, self._context.language.locale
        is_all = isinstance(known, Inspection)
        count = known.examples if isinstance(known, Inspection) else known.rows
        about = not is_all and not known.is_whole if isinstance(known, PreviewAnswer) else False
        shown = {"count": count, "shown": locale.toString(count)}
        code = "data-sentences" if known.task == TOKENS else "data-examples"
        code = "data-rows" if known.task == UNSUPPORTED else code
        said = words.say(code, shown)
        facts = [words.say("data-about", {"what": said}) if about else said]
        if is_all or known.task == UNSUPPORTED:
            facts.append(words.say(f"data-kinds-{known.task}", {"count": len(known.labels)}))
        if isinstance(known, Inspection) and known.language:
            facts.append(words.say(f"language-{known.language}"))
        return facts + self._say_reading(known)

    def _say_reading(self, known: Inspection | PreviewAnswer) -> list[str]:
        """Format, scheme, sheet and encoding of the first file, which the others mostly share."""
        if not known.files:
            return []
        words, file = self._context.language.words, known.files[0]
        has_scheme = known.scheme not in ("none", "", "spans")
        parts = {"format": words.say(f"format-{file.format}"), "scheme": known.scheme}
        facts = [words.say("data-read_as_scheme" if has_scheme else "data-read_as", parts)]
        facts += [words.say("data-sheet", {"sheet": file.sheet})] if file.sheet and len(file.sheets) > 1 else []
        return [*facts, name_encoding(file.encoding)]


def name_encoding(encoding: str) -> str:
    """An encoding as people write it: Python's "cp1252" is known as Windows-1252."""
    name = encoding.upper()
    return f"Windows-{name[2:]}" if name.startswith("CP125") else name
