"""States of the data page about what is wrong with the data, and how it is put right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from studio.contract.calls import CallProgress
from studio.ui.dialogs.export_data import ExportDialog
from studio.ui.dialogs.guide import GuideDialog
from studio.ui.widgets.desk.offers import say_offer
from studio.ui.window import Window
from tests.ui.scenes import Prepare, Ready
from tests.ui.scenes.data import after, find_page, is_listed, open_file
from tests.ui.scenes.preparing import load_texts, load_tokens

THINGS = ("parcel", "jacket", "lamp", "teapot", "charger", "blanket", "mirror", "kettle", "notebook", "carpet")
PLACES = ("Leeds", "Turin", "Ghent", "Malmö", "Porto", "Graz", "Lyon", "Brno", "Cork", "Utrecht")
ASKED = {
    "delivery": "Where is the {thing} that I ordered to {place}",
    "refund": "The {thing} arrived broken in {place}, I want my money back",
    "praise": "Such a lovely {thing}, the whole family in {place} is delighted",
}
AWKWARD = (
    ("Call me at +49 30 1234567 or write to mara.lindqvist@example.org about the lamp", "delivery"),
    ("My mail is j.doe@example.com, the kettle never came", "delivery"),
    ("Please pay the money back to DE89 3704 0044 0532 0130 00, thank you", "refund"),
    ("<p>The teapot is <b>broken</b> &amp; leaks</p>", "refund"),
    ("Is anybody there", "delivery"),
    ("Is anybody there", "praise"),
    ("Thanks for the quick answer", "Praise"),
    ("Thanks a lot for everything", "Praise"),
    ("Where is my order number 4711", "de1ivery"),
)


def write_awkward() -> str:
    """A table with something of every kind: repeats, contradictions, typing errors, personal data, markup."""
    rows = [
        (f"{pattern.format(thing=thing, place=place)}", label)
        for label, pattern in ASKED.items()
        for thing in THINGS
        for place in PLACES[: 7 if label == "delivery" else 4]
    ]
    rows += AWKWARD
    rows += rows[:12]
    return "text,label\n" + "".join(f'"{text}",{label}\n' for text, label in rows)


def is_checked(window: Window) -> bool:
    """Whether all is read, checked, and shown."""
    doctor, panel = window.context.doctor, find_page(window).view.side.health
    return is_listed(window) and bool(doctor.findings) and not doctor.is_busy and panel.is_complete


def load_awkward(window: Window) -> Ready:
    """Something of every kind needs a look."""
    open_file(window, "customer messages.csv", write_awkward())
    return lambda: is_checked(window)


def scroll_down(window: Window) -> Ready:
    """The rest of what needs a look."""
    panel = find_page(window).view.side.health

    def scroll() -> None:
        bar = panel.area.verticalScrollBar()
        bar.setValue(bar.maximum())

    return after(load_awkward(window), scroll, lambda: True)


def show_finding(window: Window) -> Ready:
    """The rows of one finding in the list."""
    view = find_page(window).view

    def show() -> None:
        finding = next(one for one in window.context.doctor.findings if one.check == "conflicts")
        view.side.on_rows_asked(finding)

    return after(load_awkward(window), show, lambda: view.examples.rowCount() < 20)


def load_healthy(window: Window) -> Ready:
    """All checks have passed, and say so."""
    panel = find_page(window).view.side.health
    load_tokens(window)
    return after(lambda: is_checked(window), lambda: panel.fold.setChecked(True), lambda: panel.is_complete)


def check_slowly(window: Window) -> Ready:
    """The checks go on; some have ended."""
    doctor = window.context.doctor

    def hold(progress: CallProgress) -> None:
        if doctor._handle is not None and len(doctor.findings) > 3:
            doctor._handle.cancel()  # it goes on for ever: nothing is answered any more

    doctor.progressed.connect(hold)
    open_file(window, "customer messages.csv", write_awkward())
    return lambda: len(doctor.findings) > 3 and doctor.is_busy


def mask(window: Window) -> Ready:
    """Which kinds of personal data are masked, and what becomes of them."""
    panel = find_page(window).view.side.health

    def ask() -> None:
        finding = next(one for one in window.context.doctor.findings if one.check == "personal")
        panel.on_offer_asked(finding, finding.offers[0])

    return after(load_awkward(window), ask, lambda: True)


def merge(window: Window) -> Ready:
    """Labels that mean the same are ticked."""
    side = find_page(window).view.side

    def tick() -> None:
        side.show_view("labels")
        model = side.labels.model
        for row, (label, _) in enumerate(model.rows):
            if label in ("praise", "Praise"):
                model.setData(model.index(row), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)

    return after(load_awkward(window), tick, lambda: len(side.labels.model.ticked) == 2)


def remove(window: Window) -> Ready:
    """A label goes with its examples: asked before."""
    side = find_page(window).view.side
    return after(merge(window), side.labels.on_remove_clicked, lambda: True)


def mend(window: Window, *kinds: str) -> Callable[[], None]:
    """Takes up offers of findings by the kinds of their steps."""

    def take() -> None:
        draft, doctor = window.context.draft, window.context.doctor
        for finding in doctor.findings:
            for offer in finding.offers:
                if offer.kind in kinds and finding.problem is not None:
                    assert say_offer(window.context.language.words, offer, finding.problem)
                    draft.add_step(offer.kind, offer.values)
                    break

    return take


def list_history(window: Window) -> Ready:
    """What was done, in words."""
    side, draft = find_page(window).view.side, window.context.draft
    done = mend(window, "drop_duplicates", "mask_personal", "merge_labels", "clean_markup", "settle_conflicts")

    def act() -> None:
        done()
        side.show_view("history")

    return after(load_awkward(window), act, lambda: len(draft.steps) > 3 and is_checked(window))


def list_nothing(window: Window) -> Ready:
    """Nothing was done yet."""
    side = find_page(window).view.side
    return after(load_awkward(window), lambda: side.show_view("history"), lambda: True)


def fix_span(window: Window) -> Ready:
    """Words of a sentence are selected, to be marked."""
    view = find_page(window).view

    def select() -> None:
        view.list.setCurrentIndex(view.examples.index(0, 0))
        view.editor.spans.setFocus()
        view.editor.spans.select(5, 6)

    load_tokens(window)
    return after(lambda: is_checked(window), select, lambda: not view.editor.isHidden())


def fix_label(window: Window) -> Ready:
    """A text is selected, and its label can be another."""
    view = find_page(window).view
    load_texts(window)
    choose: Callable[[], None] = lambda: view.list.setCurrentIndex(view.examples.index(1, 0))  # noqa: E731
    return after(lambda: is_checked(window), choose, lambda: not view.editor.isHidden())


def save_data(window: Window) -> Ready:
    """What is saved, and how."""
    return after(load_awkward(window), lambda: ExportDialog(window.context, window).open(), lambda: True)


def read_guide(window: Window) -> None:
    """The guide over the page it is about."""
    GuideDialog(window.context, window).open()


SCENES: dict[str, tuple[str, Prepare]] = {
    "data-health": ("data", load_awkward),
    "data-health-more": ("data", scroll_down),
    "data-health-rows": ("data", show_finding),
    "data-health-passed": ("data", load_healthy),
    "data-health-running": ("data", check_slowly),
    "data-masking": ("data", mask),
    "data-labels-merge": ("data", merge),
    "data-labels-remove": ("data", remove),
    "data-history": ("data", list_history),
    "data-history-empty": ("data", list_nothing),
    "data-edit-spans": ("data", fix_span),
    "data-edit-label": ("data", fix_label),
    "data-export": ("data", save_data),
    "data-guide": ("data", read_guide),
}
ONLY_DRAWN = ("data-health-more", "data-health-rows", "data-history-empty", "data-labels-remove")
"""Scenes that show no widget which another one does not show."""
