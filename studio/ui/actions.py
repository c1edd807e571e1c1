"""The table of actions: what menus, buttons, shortcuts, the help and the tests all read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.ui.language import Language
from studio.ui.theme.theme import Theme


@dataclass(frozen=True)
class Action:
    """One thing that can be done from anywhere; ``text`` is the English source of its translation."""

    id: str
    text: str
    shortcut: str
    icon: str


_TABLE: tuple[tuple[str, object, str, str], ...] = (
    ("page.home", QT_TRANSLATE_NOOP("actions", "Home"), "Ctrl+0", "home"),
    ("page.data", QT_TRANSLATE_NOOP("actions", "Data"), "Ctrl+1", "data"),
    ("page.model", QT_TRANSLATE_NOOP("actions", "Model"), "Ctrl+2", "model"),
    ("page.train", QT_TRANSLATE_NOOP("actions", "Train"), "Ctrl+3", "train"),
    ("page.report", QT_TRANSLATE_NOOP("actions", "Report"), "Ctrl+4", "report"),
    ("page.try_it", QT_TRANSLATE_NOOP("actions", "Try"), "Ctrl+5", "try"),
    ("page.runs", QT_TRANSLATE_NOOP("actions", "Runs"), "Ctrl+6", "runs"),
    ("page.settings", QT_TRANSLATE_NOOP("actions", "Settings"), "Ctrl+,", "settings"),
    ("data.open", QT_TRANSLATE_NOOP("actions", "Open my own data"), "Ctrl+O", "folder"),
    ("edit.undo", QT_TRANSLATE_NOOP("actions", "Undo"), "Ctrl+Z", "undo"),
    ("edit.redo", QT_TRANSLATE_NOOP("actions", "Redo"), "Ctrl+Shift+Z", "redo"),
    ("recipe.save", QT_TRANSLATE_NOOP("actions", "Save recipe"), "Ctrl+S", "save"),
    ("recipe.load", QT_TRANSLATE_NOOP("actions", "Load recipe"), "Ctrl+L", "upload"),
    ("run.start", QT_TRANSLATE_NOOP("actions", "Train"), "Ctrl+Return", "play"),
    ("run.pause", QT_TRANSLATE_NOOP("actions", "Pause"), "Ctrl+P", "pause"),
    ("run.resume", QT_TRANSLATE_NOOP("actions", "Resume"), "Ctrl+R", "play"),
    ("run.stop", QT_TRANSLATE_NOOP("actions", "Stop"), "Ctrl+.", "stop"),
    ("run.end_now", QT_TRANSLATE_NOOP("actions", "End now"), "Ctrl+Shift+E", ""),
    ("queue.first", QT_TRANSLATE_NOOP("actions", "Run next"), "Alt+Home", ""),
    ("queue.earlier", QT_TRANSLATE_NOOP("actions", "Move up"), "Alt+Up", ""),
    ("queue.later", QT_TRANSLATE_NOOP("actions", "Move down"), "Alt+Down", ""),
    ("queue.cancel", QT_TRANSLATE_NOOP("actions", "Take out of the queue"), "Alt+Backspace", ""),
    ("app.theme", QT_TRANSLATE_NOOP("actions", "Light or dark"), "Ctrl+D", "moon"),
    ("app.help", QT_TRANSLATE_NOOP("actions", "Help"), "F1", "help"),
    ("app.quit", QT_TRANSLATE_NOOP("actions", "Quit"), "Ctrl+Q", ""),
)
ACTIONS = tuple(Action(id, str(text), keys, icon) for id, text, keys, icon in _TABLE)


class Actions(QObject):
    """The actions as QActions; a page that owns one binds its handler. An unbound action is disabled."""

    def __init__(self, language: Language, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._made = {action.id: QAction(self) for action in ACTIONS}
        self._conditions: dict[str, Callable[[], bool]] = {}
        for action in ACTIONS:
            self._made[action.id].setShortcut(QKeySequence(action.shortcut))
            self._made[action.id].setEnabled(False)
        language.changed.connect(self.on_language_changed)
        self.on_language_changed()

    def __getitem__(self, id: str) -> QAction:
        """The action with this id. Raises ``KeyError``."""
        return self._made[id]

    def bind(self, id: str, handler: Callable[[], object], enabled_when: Callable[[], bool] | None = None) -> QAction:
        """Says what the action does, and when it can be done (asked again at each ``refresh()``)."""
        action = self._made[id]
        action.triggered.connect(lambda _=False: handler())
        self._conditions[id] = enabled_when or (lambda: True)
        self.refresh()
        return action

    def refresh(self) -> None:
        """Looks again which actions can be done now."""
        for id, condition in self._conditions.items():
            self._made[id].setEnabled(condition())

    def attach(self, id: str, button: QAbstractButton, *, text: bool = True) -> None:
        """Makes a button show and do an action; ``text`` False shows its icon alone, with the name as a tip."""
        icon = "" if text else next(action.icon for action in ACTIONS if action.id == id)
        _Follower(self._made[id], button, self._theme, icon)

    def install(self, window: QWidget) -> None:
        """Makes the shortcuts work in a window."""
        window.addActions(list(self._made.values()))

    def on_language_changed(self) -> None:
        """Names follow the language."""
        for action in ACTIONS:
            self._made[action.id].setText(QCoreApplication.translate("actions", action.text))


class _Follower(QObject):
    """Keeps a button like its action, for as long as the button lives."""

    def __init__(self, action: QAction, button: QAbstractButton, theme: Theme, icon: str) -> None:
        super().__init__(button)
        self._action, self._button, self._theme, self._icon = action, button, theme, icon
        action.changed.connect(self.on_changed)
        theme.changed.connect(self.on_theme_changed)
        button.clicked.connect(action.trigger)
        self.on_changed()
        self.on_theme_changed()

    @Slot()
    def on_changed(self) -> None:
        """Another name, or it can (not) be done now."""
        name, keys = self._action.text(), self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._button.setEnabled(self._action.isEnabled())
        self._button.setText("" if self._icon else name)
        self._button.setAccessibleName(name)
        self._button.setToolTip(f"{name} ({keys})" if keys else name)

    @Slot()
    def on_theme_changed(self) -> None:
        """Icons follow the theme."""
        if self._icon:
            self._button.setIcon(self._theme.icon(self._icon, "muted"))
