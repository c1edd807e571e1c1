"""The language of the window: the system's or the chosen one, switched while it runs."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from studio.contract.places import find_resources
from studio.contract.words import LANGUAGES, Words


class Language(QObject):
    """One for the application: Qt's translators, and the words of everything that has a code.

    Widgets hear of a switch by the event ``LanguageChange``; ``changed`` comes after it.
    """

    changed = Signal(str)

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._translators: list[QTranslator] = []
        self.choice = choice
        self._apply()

    @property
    def name(self) -> str:
        """``en`` or ``zh_CN``."""
        return self.words.language

    @property
    def locale(self) -> QLocale:
        """For numbers, sizes and dates as this language writes them."""
        return QLocale(self.name)

    def choose(self, choice: str) -> None:
        """Follows the system (``system``) or stays with one language."""
        self.choice = choice
        self._apply()

    def _apply(self) -> None:
        name = find_system_language() if self.choice == "system" else self.choice
        self.words = Words(name)
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators = []
        qt_own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for file, folder in ((f"qtbase_{name}", qt_own), (name, str(find_resources() / "translations"))):
            translator = QTranslator(self)
            if translator.load(file, folder):
                self._application.installTranslator(translator)
                self._translators.append(translator)
        self.changed.emit(name)


def find_system_language() -> str:
    """The language of ours that the system's user prefers; English where none is."""
    for wanted in QLocale.system().uiLanguages():
        for language in LANGUAGES:
            if wanted.replace("-", "_").split("_")[0] == language.split("_")[0]:
                return language
    return "en"
