"""The report of a run as one HTML file that needs nothing else: readable offline, printable, without scripts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import jinja2

from studio.contract.attempts.curves import Curves
from studio.contract.cards import TaskCard, find_card
from studio.contract.places import write_atomically
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.report import Report
from studio.contract.run import RunFolder
from studio.contract.table import Table
from studio.contract.words import Words
from studio.engine.evaluation.mistakes import Mistake, find_mistakes

MOST_MISTAKES = 100
WIDTH, HEIGHT, MARGIN = 640, 220, 36

_PAGES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "pages"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
"""The one HTML escaper: whatever comes from data is text here, never markup."""


@dataclass(frozen=True)
class Line:
    """One curve of the picture: SVG points, and what it is called."""

    name: str
    role: str
    points: str


def export_html(run: RunFolder, out: Path, language: str, force: bool = False) -> int:
    """Writes the report of a finished run; gives the number of mistakes it lists.

    Raises ``StudioError``: ``run.no_report`` where there is none yet, ``usage.file_exists`` without ``force``.
    """
    if out.exists() and not force:
        raise StudioError(Problem(code="usage.file_exists", values={"file": str(out)}, place=Place(file=str(out))))
    file = run.resolve_inside("report.json")
    if not file.is_file():
        raise StudioError(Problem(code="run.no_report", values={"run": run.path.name}, place=Place(file=str(run.path))))
    report = Report.read(file)
    mistakes = _read_mistakes(run, report)
    text = render(run, report, mistakes, Words(language))
    write_atomically(out, text)
    return len(mistakes)


def render(run: RunFolder, report: Report, mistakes: list[Mistake], words: Words) -> str:
    """The page as text."""
    resolved = run.resolved()
    top, last, lines = _draw_curve(run, words)
    card = find_card(TaskCard, report.task)
    settings = (
        [
            (words.say(f"knob-{name}"), value.value, words.say(value.why, value.values))
            for name, value in resolved.values.items()
        ]
        if resolved
        else []
    )
    return _PAGES.get_template("report.html").render(
        say=words.say,
        language=words.language.replace("_", "-"),
        title=run.card().title,
        created=run.card().created[:16].replace("T", " "),
        task=words.say(card.message) if card else report.task,
        report=report,
        sentences=[words.say(sentence.code, sentence.values) for sentence in report.sentences],
        confusion=_read_confusion(report, words),
        mistakes=[(f"{Path(mistake.file).name}:{mistake.row}", mistake) for mistake in mistakes],
        settings=settings,
        lines=lines,
        top=top,
        last=last,
        margin=MARGIN,
        width=WIDTH,
        height=HEIGHT,
    )


def _read_mistakes(run: RunFolder, report: Report) -> list[Mistake]:
    path = run.resolve_inside("predictions.parquet")
    if not path.is_file():
        return []
    table = Table(path)
    rows = (row for start in range(0, len(table), 2000) for row in table.rows(start, 2000))
    return find_mistakes((row for row in rows if row["split"] == report.split), MOST_MISTAKES)


@dataclass(frozen=True)
class Crossing:
    """One cell of the confusion: ``share`` of its row (0–1) is the strength of its colour."""

    count: int
    share: float
    is_right: bool


def _read_confusion(report: Report, words: Words) -> tuple[list[str], list[tuple[str, list[Crossing]]]]:
    """Names of the columns, and the rows with theirs; entities are missed in a column and invented in a row."""
    labels, counts = report.confusion.labels, report.confusion.counts
    rows = columns = list(enumerate(labels))
    if report.has_missed and labels:
        (missed, _), (invented, _) = rows[-2:]
        columns = [*rows[:-2], (missed, words.say("confusion-missed"))]
        rows = [*rows[:-2], (invented, words.say("confusion-invented"))]
    cells = [
        (name, [Crossing(counts[y][x], counts[y][x] / (sum(counts[y]) or 1), x == y) for x, _ in columns])
        for y, name in rows
    ]
    return [name for _, name in columns], cells


def _draw_curve(run: RunFolder, words: Words) -> tuple[float, int, list[Line]]:
    """Highest loss, last step, and the losses over steps scaled to the picture; no line of fewer than two points."""
    curves = Curves(run.events())
    points = {
        split: [point for point in zip(curve.steps, curve.values, strict=True) if math.isfinite(point[1])]
        for split, curve in ((split, curves.curve(split, "loss")) for split in ("train", "validation"))
    }
    everything = [point for line in points.values() for point in line]
    last = max((step for step, _ in everything), default=0) or 1
    top = max((loss for _, loss in everything), default=0.0) or 1.0

    def place(step: int, loss: float) -> str:
        x = MARGIN + step / last * (WIDTH - 2 * MARGIN)
        return f"{x:.1f},{HEIGHT - MARGIN - loss / top * (HEIGHT - 2 * MARGIN):.1f}"

    return (
        top,
        last,
        [
            Line(words.say(f"curve-{split}"), split, " ".join(place(*point) for point in line))
            for split, line in points.items()
            if len(line) > 1
        ],
    )
