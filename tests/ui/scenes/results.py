"""The important states of the pages report, try and runs."""

from __future__ import annotations

import shutil
from pathlib import Path

from studio.contract.calls import CallProgress, Prediction, Span, Written
from studio.contract.places import find_folder
from studio.ui.pages.report import ReportPage
from studio.ui.pages.runs import RunsPage
from studio.ui.pages.try_it import TryPage
from studio.ui.window import Window
from tests.ui.results import Answer, make_result
from tests.ui.scenes import Prepare, Ready, show_earlier_runs

RECORDED = Path(__file__).parents[2] / "runs" / "done"
HOSTILE = ["<script>alert(1)</script>", '=HYPERLINK("http://a")', "a & b", "很长的标签名称" * 6, "two\nlines"]
NEWS = "Angela Merkel flew from Berlin to Paris on Monday and met the board of Siemens."
SPANS = [("Angela Merkel", "PER"), ("Berlin", "LOC"), ("Paris", "LOC"), ("Monday", "DATE"), ("Siemens", "ORG")]
LABELS = [("delivery_delay", 0.71), ("refund_request", 0.16), ("complaint", 0.08), ("praise", 0.05)]


def read_recorded(window: Window) -> Ready:
    """The report of a recorded run on sentences."""
    shutil.copytree(RECORDED, find_folder("runs") / "done")
    return read_report(window, "done")


def read_report(window: Window, run_id: str) -> Ready:
    """The report of a run."""
    page = window.page
    assert isinstance(page, ReportPage)
    window.context.library.refresh()
    window.show_page(f"report:{run_id}")
    return lambda: page.shown is not None


def choose_class(window: Window) -> Ready:
    """The examples of one kind."""
    ready = read_recorded(window)

    def choose() -> bool:
        page = window.page
        if not ready() or not isinstance(page, ReportPage):
            return False
        page.table.selectRow(1)
        return True

    return choose


def read_many(window: Window) -> Ready:
    """Eighty labels, some of them hostile."""
    labels = HOSTILE + [f"intent_number_{number:02d}" for number in range(75)]
    answers: list[Answer] = [
        (f"Text {row} about {label}", label, labels[(row * 7) % 80] if row % 3 else label)
        for row, label in enumerate(labels * 3)
    ]
    return read_report(window, make_result(answers).path.name)


def open_model(window: Window) -> TryPage:
    """The page with a model that is never asked."""
    shutil.copytree(RECORDED, find_folder("runs") / "done")
    window.context.library.refresh()
    window.show_page("try_it:done")
    page = window.page
    assert isinstance(page, TryPage)
    return page


def try_nothing(window: Window) -> Ready:
    """A model, and texts to begin with."""
    page = open_model(window)
    return page.examples[0].isVisible


def try_sentence(window: Window) -> Ready:
    """A sentence with entities."""
    ready = try_nothing(window)
    places = ((NEWS.index(text), text, label) for text, label in SPANS)
    spans = [Span(start=at, end=at + len(text), label=label, probability=0.93) for at, text, label in places]
    return lambda: ready() and answer(window, NEWS, Prediction(text=NEWS, spans=spans))


def try_message(window: Window) -> Ready:
    """A message with one label, the rest of it too long for the model."""
    ready, text = try_nothing(window), "My parcel is three days late."
    return lambda: ready() and answer(window, text, Prediction(text=text, labels=LABELS, cut=3))


def answer(window: Window, text: str, prediction: Prediction) -> bool:
    """Shows an answer as if the model had given it."""
    page = window.page
    assert isinstance(page, TryPage)
    page.input.blockSignals(True)
    page.input.setPlainText(text)
    page.input.blockSignals(False)
    page._show(prediction)
    return page._answer is prediction and not page._timer.isActive()


def label_file(window: Window) -> Ready:
    """A whole file was labelled."""
    ready = try_nothing(window)
    page = window.page
    assert isinstance(page, TryPage)
    page.labeller.on_progressed(CallProgress(fraction=1.0))
    page.labeller.on_answered(Written(path="/home/ann/customer messages (labelled).xlsx", rows=1234))
    page.labeller.on_ended()
    return ready


def choose_run(window: Window) -> Ready:
    """Runs of every kind, one of them chosen."""
    ready = show_earlier_runs(window)

    def choose() -> bool:
        page = window.page
        if not ready() or not isinstance(page, RunsPage):
            return False
        page.table.selectRow(1)
        return True

    return choose


SCENES: dict[str, tuple[str, Prepare]] = {
    "report-tokens": ("report", read_recorded),
    "report-class": ("report", choose_class),
    "report-many": ("report", read_many),
    "try_it-begin": ("try_it", try_nothing),
    "try_it-tokens": ("try_it", try_sentence),
    "try_it-texts": ("try_it", try_message),
    "try_it-file": ("try_it", label_file),
    "runs-list": ("runs", choose_run),
}
