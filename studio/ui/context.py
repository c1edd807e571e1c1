"""What every page is given: the draft, and the few services of the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from studio.ui.actions import Actions
from studio.ui.alerts import Alerts
from studio.ui.catalogue import Catalogue
from studio.ui.draft import Draft
from studio.ui.editing.doctor import Doctor
from studio.ui.language import Language
from studio.ui.models.library_model import LibraryModel
from studio.ui.session import Session
from studio.ui.settings import Settings
from studio.ui.theme.theme import Theme
from studio.ui.workers.call_worker import Calls
from studio.ui.workers.chores import Chores
from studio.ui.workers.queue import RunQueue
from studio.ui.workers.runs import Runs


@dataclass(frozen=True)
class Context:
    """One for the window's life; see each type for what it offers."""

    chores: Chores
    settings: Settings
    theme: Theme
    language: Language
    alerts: Alerts
    actions: Actions
    calls: Calls
    catalogue: Catalogue
    draft: Draft
    doctor: Doctor
    runs: Runs
    queue: RunQueue
    library: LibraryModel
    session: Session

    @staticmethod
    def build(application: QApplication, owner: QObject) -> Context:
        """Everything, in the order of who needs whom; it goes when ``owner`` goes."""
        chores = Chores(owner)
        settings = Settings(chores, owner)
        language = Language(application, settings.values.language, owner)
        theme = Theme(application, settings.values.theme, owner)
        calls = Calls(owner)
        catalogue = Catalogue(calls, owner)
        actions = Actions(language, theme, owner)
        draft = Draft(calls, catalogue, owner)
        draft.inspector.find_network = settings.network
        return Context(
            chores=chores,
            settings=settings,
            theme=theme,
            language=language,
            alerts=Alerts(language, theme, owner),
            actions=actions,
            calls=calls,
            catalogue=catalogue,
            draft=draft,
            doctor=Doctor(draft, calls, owner),
            runs=Runs(owner),
            queue=RunQueue(chores, actions, owner),
            library=LibraryModel(language, chores, owner),
            session=Session(draft, settings, language, owner),
        )

    def close(self) -> None:
        """Writes what is not yet written and ends every thread; runs go on."""
        self.draft.save()
        self.calls.close()
        self.runs.close()
        self.chores.close()
