"""Model: which pretrained model learns; the advised one is always on this computer already."""

from __future__ import annotations

import psutil
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studio.contract.advice import advise_model, estimate_model_memory
from studio.contract.calls import CallProgress, DownloadModel, ImportModel, ModelFacts
from studio.contract.cards import MethodCard, ModelCard, find_card
from studio.ui.context import Context
from studio.ui.pages.page import Page
from studio.ui.theme.theme import mark
from studio.ui.widgets.model_card import Fit, ModelChoice
from studio.ui.workers.call_worker import CallHandle

BATCH_SIZE, MAX_LENGTH = 16, 128
MANY = "many"


class ModelPage(Page):
    """The catalogue as cards, in a sensible order for the draft's data."""

    id = "model"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.on_filter_changed)
        self.choices: dict[str, ModelChoice] = {}
        self.downloads: dict[str, CallHandle] = {}
        self.memory = psutil.virtual_memory().total
        self._importing: CallHandle | None = None
        self._nothing = mark(QLabel(), "muted")
        self._inner = QWidget()
        self._inner.setObjectName("scrolled")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidget(self._inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column.addStretch(1)
        self.content.addWidget(self.filter)
        self.content.addWidget(self._nothing)
        self.content.addWidget(scroll, 1)
        self._import = self.add_secondary()
        self._menu = QMenu(self)
        self._folder = self._menu.addAction("", self.on_import_folder)
        self._zip = self._menu.addAction("", self.on_import_zip)
        self._import.setMenu(self._menu)
        self._cancel_import = self.add_secondary(QPushButton(), role="quiet")
        self._cancel_import.clicked.connect(self.on_cancel_import)
        self._cancel_import.hide()
        self.use_primary().clicked.connect(self.on_next_clicked)
        context.catalogue.changed.connect(self.on_models_changed)
        context.catalogue.failed.connect(self.show_problems)
        context.draft.changed.connect(self.on_draft_changed)
        context.draft.inspection_changed.connect(self.on_draft_changed)
        self.on_models_changed()

    def retranslate(self) -> None:
        """Every text of the page."""
        self.set_heading(
            self.tr("Model"), self.tr("A model that has already read a lot, and now learns from your texts")
        )
        self.primary.setText(self.tr("Next: train"))
        self.filter.setPlaceholderText(self.tr("Filter by name, language or licence"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self._import.setText(self.tr("Bring in a model"))
        self._folder.setText(self.tr("A folder…"))
        self._zip.setText(self.tr("A zip file…"))
        self._cancel_import.setText(self.tr("Cancel"))
        self.on_draft_changed()

    def on_shown(self) -> None:
        """Order and badges of the present draft."""
        if not self.context.catalogue.models:
            self.context.catalogue.refresh()
        self.on_draft_changed()

    @Slot()
    def on_models_changed(self) -> None:
        """Models came or went."""
        facts = {model.id: model for model in self.context.catalogue.models}
        for id in [id for id in self.choices if id not in facts]:
            self.choices.pop(id).deleteLater()
        for id, model in facts.items():
            if id not in self.choices:
                choice = ModelChoice(model, find_card(ModelCard, id), self.context.theme, self.context.language)
                choice.clicked.connect(self.on_choice_clicked)
                choice.download_asked.connect(self.on_download_asked)
                choice.cancel_asked.connect(self.on_cancel_asked)
                self.choices[id] = choice
        self.on_draft_changed()

    @Slot()
    def on_draft_changed(self) -> None:
        """Other data or another choice: order, badges and the chosen card follow."""
        if not self.isVisible():
            return
        draft = self.context.draft
        language = draft.inspection.language if draft.inspection else ""
        advised = str(advise_model(language).value)
        chosen = draft.get("model") or advised
        fits = self._judge_fits()
        for id, choice in self.choices.items():
            choice.show_facts(self.context.catalogue.find(id) or choice.facts, fits[id], id == advised)
            choice.choose(id == chosen)
        order = {model.id: place for place, model in enumerate(self.context.catalogue.models)}
        ranked = sorted(self.choices.values(), key=lambda choice: (*_rank(choice, language), order[choice.facts.id]))
        for place, choice in enumerate(ranked):
            if self._column.indexOf(choice) != place:
                self._column.insertWidget(place, choice)
        here = self.context.catalogue.find(chosen)
        self.primary.setEnabled(here is not None and here.state == "here")
        self._show_advice(language, advised, chosen, ranked)
        self.on_filter_changed(self.filter.text())

    @Slot(str)
    def on_filter_changed(self, text: str) -> None:
        """Only the cards that have all the words."""
        shown = [choice for choice in self.choices.values() if choice.matches(text)]
        for choice in self.choices.values():
            choice.setVisible(choice in shown)
        looking = self.tr("Looking which models are on this computer")
        self._nothing.setText(
            self.tr("No model has these words. Clear the filter to see all.") if self.choices else looking
        )
        self._nothing.setVisible(not shown)

    @Slot()
    def on_choice_clicked(self) -> None:
        """The user's own choice."""
        choice = self.sender()
        if isinstance(choice, ModelChoice):
            self.context.draft.set("model", choice.facts.id)

    @Slot()
    def on_download_asked(self) -> None:
        """Fetches the model; going on where an earlier try stopped."""
        choice = self.sender()
        if isinstance(choice, ModelChoice):
            self.show_problems([])
            call = DownloadModel(model=choice.facts.id, network=self.context.settings.network())
            handle = self.context.calls.ask(call)
            handle.progressed.connect(self.on_download_progressed)
            handle.failed.connect(self.show_problems)
            handle.ended.connect(self.on_download_ended)
            self.downloads[choice.facts.id] = handle
            choice.show_progress(CallProgress())

    @Slot()
    def on_cancel_asked(self) -> None:
        """The download stops; what came is kept."""
        choice = self.sender()
        if isinstance(choice, ModelChoice) and choice.facts.id in self.downloads:
            self.downloads[choice.facts.id].cancel()

    @Slot(object)
    def on_download_progressed(self, progress: CallProgress) -> None:
        """Bytes came."""
        model = next((id for id, handle in self.downloads.items() if handle is self.sender()), None)
        if model in self.choices:
            self.choices[model].show_progress(progress)

    @Slot()
    def on_download_ended(self) -> None:
        """It came, failed, or was cancelled."""
        for id in [id for id, handle in self.downloads.items() if handle is self.sender()]:
            del self.downloads[id]
            if id in self.choices:
                self.choices[id].show_progress(None)
        self.context.catalogue.refresh()

    @Slot()
    def on_import_folder(self) -> None:
        """A folder from a stick."""
        self._take_in(QFileDialog.getExistingDirectory(self, self.tr("Folder of a model")))

    @Slot()
    def on_import_zip(self) -> None:
        """A zip from a stick."""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Zip of a model"), "", "ZIP (*.zip)")
        self._take_in(path)

    @Slot()
    def on_cancel_import(self) -> None:
        """Nothing is left behind."""
        if self._importing:
            self._importing.cancel()

    @Slot(object)
    def on_imported(self, facts: ModelFacts) -> None:
        """The model is here, and chosen."""
        self.context.draft.set("model", facts.id)

    @Slot()
    def on_import_ended(self) -> None:
        """It came, was refused, or cancelled."""
        self._importing = None
        self._cancel_import.hide()
        self._import.setEnabled(True)
        self.context.catalogue.refresh()

    @Slot()
    def on_next_clicked(self) -> None:
        """On to the training."""
        self.go.emit("train")

    def _take_in(self, path: str) -> None:
        if not path:
            return
        self.show_problems([])
        self._importing = self.context.calls.ask(ImportModel(path=path))
        self._importing.answered.connect(self.on_imported)
        self._importing.failed.connect(self.show_problems)
        self._importing.ended.connect(self.on_import_ended)
        self._import.setEnabled(False)
        self._cancel_import.show()

    def _judge_fits(self) -> dict[str, Fit | None]:
        """What a training of each model takes with the draft's settings; None where its card is not known."""
        values = self.context.draft.advise()
        method = find_card(MethodCard, str(values["method"].value)) if "method" in values else None
        batch_size = int(values["batch_size"].value) if "batch_size" in values else BATCH_SIZE
        length = int(values["max_length"].value) if "max_length" in values else MAX_LENGTH
        trains = method.trains if method else 1.0
        return {
            id: Fit(estimate_model_memory(choice.card, trains, batch_size, length), self.memory)
            if choice.card
            else None
            for id, choice in self.choices.items()
        }

    def _show_advice(self, language: str, advised: str, chosen: str, ranked: list[ModelChoice]) -> None:
        words = self.context.language.words
        name = words.say(f"model-{advised}")
        notes = [(self.tr("Why {model}").format(model=name), words.say(advise_model(language).why))]
        better = next(
            (c for c in ranked if language and c.card and c.card.hub and _speaks(c, language) and _fits(c)), None
        )
        if better is not None and better.card and better.facts.state != "here":
            size = self.context.language.say_size(better.card.download)
            offer = self.tr("{model} has read far more {language} and usually gets more right. Its download is {size}.")
            model, spoken = words.say(better.card.message), words.say(f"language-{language}")
            notes.append((self.tr("A better start"), offer.format(model=model, language=spoken, size=size)))
        card = find_card(ModelCard, chosen)
        if card and language and not {language, MANY} & set(card.languages):
            warning = self.tr("Your texts are in another language than this model knows. It will learn little.")
            notes.append((self.tr("Another language"), warning))
        offline = self.tr("Copy the model's folder or its zip from a stick with “Bring in a model”.")
        notes.append((self.tr("Without network"), offline))
        self.advice.set_notes(notes)


def _rank(choice: ModelChoice, language: str) -> tuple[bool, bool, bool, bool, bool]:
    """The advised one, then those made for the language, those that know it too, fit, and are here already."""
    others = choice.card is not None and bool(language) and language not in choice.card.languages
    away = choice.facts.state != "here"
    return (not choice.is_advised, not _speaks(choice, language), others, not _fits(choice), away)


def _speaks(choice: ModelChoice, language: str) -> bool:
    return choice.card is None or not language or bool({language, MANY} & set(choice.card.languages))


def _fits(choice: ModelChoice) -> bool:
    return choice.fit is None or choice.fit.fits
