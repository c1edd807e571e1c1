"""The important states of the pages data, model and train, with the real children that read and look."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from studio.contract.calls import CallProgress, ForecastAnswer
from studio.contract.cards import TemplateCard, find_card
from studio.contract.events import Event, Metric, Notice, Progress, Resource, RunState, State
from studio.contract.places import find_folder, find_resources
from studio.ui.pages.model import ModelPage
from studio.ui.pages.train import TrainPage
from studio.ui.window import Window
from tests.ui.scenes import Prepare, Ready, make_run

RECORDED = Path(__file__).parents[2] / "runs"
BROKEN = 'text,label\n"Where is my parcel?",delivery\n"I want it back",refund,today\n,refund\nThanks,thanks\n'
GIGABYTE = 1_000_000_000


def open_template(window: Window, name: str) -> None:
    """A new project from a template."""
    card = find_card(TemplateCard, name)
    assert card is not None
    window.context.session.open_template(card)


def is_inspected(window: Window) -> bool:
    """Whether the reading has ended."""
    return not window.context.draft.is_inspecting


def read_slowly(window: Window) -> None:
    """Data that are still being read."""
    open_template(window, "names-in-news")
    draft = window.context.draft
    draft.inspect_progressed.emit(CallProgress(fraction=0.42))


def load_tokens(window: Window) -> Ready:
    """Sentences with entities."""
    open_template(window, "names-in-news")
    return lambda: is_inspected(window)


def load_texts(window: Window) -> Ready:
    """Messages with one label each, split by shares."""
    file = find_resources() / "samples" / "messages_en" / "train.csv"
    window.context.session.open_files([file])
    return lambda: is_inspected(window)


def load_broken(window: Window) -> Ready:
    """A table with rows that cannot be used."""
    file = find_folder("cache") / "broken.csv"
    file.write_text(BROKEN, encoding="utf-8")
    window.context.session.open_files([file])
    return lambda: is_inspected(window)


def load_nothing(window: Window) -> Ready:
    """A file that cannot be read at all."""
    file = find_folder("cache") / "photo.csv"
    file.write_bytes(bytes(range(256)) * 20)
    window.context.session.open_files([file])
    return lambda: is_inspected(window)


def list_models(window: Window) -> Ready:
    """The catalogue for English sentences."""
    ready = load_tokens(window)
    window.context.catalogue.refresh()
    return lambda: ready() and bool(window.context.catalogue.models)


def filter_models(window: Window) -> Ready:
    """Only the Chinese ones."""
    page = window.page
    assert isinstance(page, ModelPage)
    page.filter.setText("chin")
    return list_models(window)


def download_model(window: Window) -> Ready:
    """A model on its way, and others that are too large."""
    page = window.page
    assert isinstance(page, ModelPage)
    page.memory = 2 * GIGABYTE
    listed = list_models(window)

    def begin() -> bool:
        if not listed():
            return False
        on_its_way = CallProgress(fraction=0.37, values={"done": 99e6, "total": 268e6, "speed": 4.2e6})
        page.choices["distilbert"].show_progress(on_its_way)
        return True

    return begin


def forecast(window: Window) -> Ready:
    """Settings, and what the run will take."""
    page = window.page
    assert isinstance(page, TrainPage)
    page.before.forecast._timer.timeout.disconnect()  # a real forecast would come in between
    ready = list_models(window)
    answer = ForecastAnswer(
        seconds=412, memory=1_900_000_000, disk=310_000_000, steps=230, device="cpu", fits=True,
        evidence="forecast.measured", values={"steps": 20, "free": 7_800_000_000, "disk_free": 76_000_000_000},
    )  # fmt: skip

    def told() -> bool:
        if not ready():
            return False
        page.before.forecast.show_answer(answer)
        return True

    return told


def open_settings(window: Window) -> Ready:
    """All settings, one of them wrong."""
    page = window.page
    assert isinstance(page, TrainPage)
    page.before.form.toggle.setChecked(True)
    ready = forecast(window)

    def mistype() -> bool:
        if not ready():
            return False
        row: Any = page.before.form.rows["epochs"]
        row.input.setText("many")
        row.on_typed()
        return True

    return mistype


def show_recorded(window: Window, name: str) -> Ready:
    """A run that was recorded."""
    path = find_folder("runs") / name
    shutil.copytree(RECORDED / name, path)
    window.show_page(f"train:{name}")
    return lambda: window.context.runs.open(path).state.is_final


def train(window: Window, *more: Event) -> Ready:
    """A run in its second epoch, owned by this process for as long as it lives."""
    run = make_run("Find names in news", RunState.TRAINING)
    holder = run.own()
    attempt = holder.__enter__()
    window.destroyed.connect(lambda: holder.__exit__(None, None, None))
    scores = {"loss": 0.61, "micro_f1": 0.52}
    for event in (
        Metric(step=25, split="validation", values=scores),
        Metric(step=50, split="validation", values={"loss": 0.43, "micro_f1": 0.71}),
        Progress(step=60, total_steps=75, epoch=2.4, seconds_left=75, samples_per_second=31),
        Resource(memory=1_420_000_000),
        *more,
    ):
        run.append(event)
    window.context.runs.open(run.path)
    window.show_page(f"train:{run.path.name}")
    del attempt
    return lambda: len(window.context.runs.open(run.path).events) >= len(run.events())


def pause(window: Window) -> Ready:
    """The same, paused."""
    return train(window, State(state=RunState.PAUSED, attempt=1))


def warn(window: Window) -> Ready:
    """The same, with a notice that needs a look."""
    return train(window, Notice(level="warning", code="run.on_battery", values={"percent": 41}))


SCENES: dict[str, tuple[str, Prepare]] = {
    "data-reading": ("data", read_slowly),
    "data-problems": ("data", load_broken),
    "data-unreadable": ("data", load_nothing),
    "model-list": ("model", list_models),
    "model-filter": ("model", filter_models),
    "model-download": ("model", download_model),
    "train-before": ("train", forecast),
    "train-settings": ("train", open_settings),
    "train-training": ("train", train),
    "train-paused": ("train", pause),
    "train-warned": ("train", warn),
    "train-done": ("train", lambda window: show_recorded(window, "done")),
    "train-failed": ("train", lambda window: show_recorded(window, "failed")),
    "train-lost": ("train", lambda window: show_recorded(window, "lost")),
}
