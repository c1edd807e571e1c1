"""The language of the window: the system's or the chosen one, switched while it runs."""

from __future__ import annotations

import os

from PySide6.QtCore import QDateTime, QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from studio.contract.places import find_resources
from studio.contract.words import LANGUAGE_VARIABLE, LANGUAGES, Words


class Language(QObject):
    """One for the application: Qt's translators, and the words of everything that has a code.

    Widgets hear of a switch by the event ``LanguageChange``; ``changed`` comes after it.
    """

    changed = Signal(str)

    def __init__(self, application: QApplication, choice: str, owner: QObject | None = None) -> None:
        super().__init__(owner)
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

    def say_duration(self, seconds: float) -> str:
        """About how long, in the two largest units that matter: "40 s", "3 min", "1 h 20 min"."""
        if seconds < 60:
            return self.words.say("duration-seconds", {"count": max(1, round(seconds))})
        minutes = round(seconds / 60)
        if minutes < 60:
            return self.words.say("duration-minutes", {"count": minutes})
        return self.words.say("duration-hours", {"hours": minutes // 60, "minutes": minutes % 60})

    def say_size(self, size: float) -> str:
        """Bytes in the unit that fits, as people buy disks: "268 MB"."""
        precision = 1 if size >= 1e9 else 0
        return self.locale.formattedDataSize(int(size), precision, QLocale.DataSizeFormat.DataSizeSIFormat)

    def say_share(self, share: float) -> str:
        """0–1 as a percentage."""
        return f"{self.locale.toString(round(100 * share))} %"

    def say_figure(self, value: float) -> str:
        """A figure of a report (0–1) with two digits."""
        return self.locale.toString(value, "f", 2)

    def say_moment(self, stamp: str) -> str:
        """A stamp of the contract as local date and time, short."""
        moment = QDateTime.fromString(stamp, Qt.DateFormat.ISODateWithMs).toLocalTime()
        return self.locale.toString(moment, QLocale.FormatType.ShortFormat)

    def _apply(self) -> None:
        name = find_system_language() if self.choice == "system" else self.choice
        self.words = Words(name)
        os.environ[LANGUAGE_VARIABLE] = name
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
