"""What every page is given: the draft, and the few services of the window."""

from __future__ import annotations

from dataclasses import dataclass

from studio.ui.actions import Actions
from studio.ui.alerts import Alerts
from studio.ui.catalogue import Catalogue
from studio.ui.draft import Draft
from studio.ui.language import Language
from studio.ui.models.library_model import LibraryModel
from studio.ui.settings import Settings
from studio.ui.theme.theme import Theme
from studio.ui.workers.call_worker import Calls
from studio.ui.workers.runs import Runs


@dataclass(frozen=True)
class Context:
    """One for the window's life; see each type for what it offers."""

    settings: Settings
    theme: Theme
    language: Language
    alerts: Alerts
    actions: Actions
    calls: Calls
    catalogue: Catalogue
    draft: Draft
    runs: Runs
    library: LibraryModel
