"""More states of the data page: the first look, tables, corrections, dividing, filtered and very many rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog

from studio.contract.calls import CallProgress
from studio.contract.data.health import Finding
from studio.contract.places import find_folder, find_resources
from studio.contract.table import Table
from studio.ui.pages.data import DataPage
from studio.ui.window import Window
from tests.ui.scenes import Prepare, Ready
from tests.ui.scenes.preparing import is_inspected, load_texts, load_tokens

PAIRS = "sentence1,sentence2,score\nA plane is taking off.,An air plane is taking off.,4.75\n"
TICKETS = "".join(
    f"{day:02}.03.2024;P{day % 7};My parcel number {day} has not arrived;{('delivery', 'refund', 'praise')[day % 3]}\n"
    for day in range(1, 29)
)
MANY = 10_000_000


def find_page(window: Window) -> DataPage:
    """The data page, which every scene here is about."""
    page = window.page
    assert isinstance(page, DataPage)
    return page


def open_file(window: Window, name: str, text: str, encoding: str = "utf-8") -> None:
    """A new project on a file with this content."""
    file = find_folder("cache") / name
    file.write_text(text, encoding=encoding)
    window.context.session.open_files([file])


def after(ready: Ready, act: Callable[[], None], then: Ready) -> Ready:
    """Acts once when ready; ready in turn when ``then`` holds."""
    done: list[bool] = []

    def look() -> bool:
        if not done and ready():
            done.append(True)
            act()
        return bool(done) and then()

    return look


def examined(window: Window, ready: Ready) -> Ready:
    """Ready in that way, and all checks have ended."""
    return lambda: ready() and bool(window.context.doctor.findings) and not window.context.doctor.is_busy


def is_listed(window: Window) -> bool:
    """Whether the examples are in the list."""
    return is_inspected(window) and find_page(window).view.examples.table is not None


def show_first_rows(window: Window) -> Ready:
    """The beginning of a file, while the rest is being read."""
    page, inspector = find_page(window), window.context.draft.inspector

    def hold() -> None:
        assert inspector._handle is not None
        inspector._handle.cancel()  # it goes on for ever: nothing is answered any more
        inspector.progressed.emit(CallProgress(fraction=0.34))
        inspector.previewed.disconnect(hold)

    inspector.previewed.connect(hold)
    load_texts(window)
    return page.view.bar.doing.isVisible


def load_chinese(window: Window) -> Ready:
    """Sentences with entities, in Chinese."""
    folder = find_resources() / "samples" / "notes_zh"
    window.context.session.open_files(sorted(folder.glob("*.conll")) or sorted(folder.glob("t*")))
    return lambda: is_listed(window)


def load_pairs(window: Window) -> Ready:
    """A table that no task fits."""
    more = (f"Man {n} plays the flute.,Woman {n} is playing {n % 5} flutes.,{n % 47 / 10}\n" for n in range(60))
    open_file(window, "pairs.csv", PAIRS + "".join(more))
    return lambda: is_inspected(window)


def correct_reading(window: Window) -> Ready:
    """The dialog in which the reading is corrected, with a column mapped."""
    open_file(window, "tickets.csv", "date;customer;message;topic\n" + TICKETS)
    page = find_page(window)
    return after(lambda: is_listed(window), page.on_correct_asked, lambda: is_answered(window))


def is_answered(window: Window) -> bool:
    """Whether the dialog in front shows rows."""
    dialogs: list[Any] = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    return bool(dialogs) and bool(dialogs[0].use.isEnabled())


def divide(window: Window) -> Ready:
    """The dialog that says how the examples are divided."""
    ready = load_texts(window)
    return after(examined(window, ready), find_page(window).on_divide_asked, lambda: True)


def filter_rows(window: Window) -> Ready:
    """Only the rows that a finding is about."""
    load_texts(window)
    view = find_page(window).view

    def ask() -> None:
        view.side.on_rows_asked(Finding(check="duplicates", level="look", rows={"train": [3, 7, 12, 40, 41, 90]}))

    return after(lambda: is_listed(window), ask, lambda: view.examples.rowCount() == 6)


class Synthetic(Table):
    """As many rows as asked, none of them on a disk: what a list shows of them is all they hold."""

    def __init__(self, count: int) -> None:
        self.path = Path("synthetic")
        self.count = count

    def rows(self, start: int, count: int, columns: Any = None) -> list[dict[str, Any]]:
        """Made up."""
        labels = ("delivery", "refund", "praise")
        return [
            {"file": "synthetic.csv", "row": number + 2, "split": "train", "text": f"This is message {number:,}",
             "gold": [labels[number % 3]], "tokens": [], "offsets": []}
            for number in range(start, min(start + count, self.count))
        ]  # fmt: skip


def show_synthetic_millions(window: Window) -> Ready:
    """A list of ten million made-up rows, scrolled to the middle."""
    load_texts(window)
    view = find_page(window).view

    def fake() -> None:
        inspection = window.context.draft.inspection
        assert inspection is not None
        sizes = {"train": MANY - 2_000_000, "validation": 1_000_000, "test": 1_000_000}
        many = inspection.model_copy(update={"examples": MANY, "splits": sizes})
        view.strip.show_known(many, ["synthetic.csv"])
        view.splits.show_sizes(sizes, True)
        view.examples.show_table(Synthetic(sizes["train"]))
        view.list.verticalScrollBar().setValue(view.list.verticalScrollBar().maximum() // 2)

    return after(lambda: is_listed(window), fake, lambda: view.examples.row(view.list.first_row) is not None)


SCENES: dict[str, tuple[str, Prepare]] = {
    "data-first-rows": ("data", show_first_rows),
    "data-chinese": ("data", load_chinese),
    "data-unsupported": ("data", load_pairs),
    "data-correct": ("data", correct_reading),
    "data-divide": ("data", divide),
    "data-tokens": ("data", lambda window: examined(window, load_tokens(window))),
    "data-texts": ("data", lambda window: examined(window, load_texts(window))),
    "data-filtered": ("data", filter_rows),
    "data-synthetic-millions": ("data", show_synthetic_millions),
}
