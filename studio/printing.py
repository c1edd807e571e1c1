"""What the commands say: sentences and tables on stdout, problems in four parts on stderr."""

from __future__ import annotations

import io
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from studio.contract.calls import CallProgress
from studio.contract.problems import Problem
from studio.contract.report import SplitReport
from studio.contract.words import Words

MOST_ROWS = 30


class Terminal:
    """One language, two streams; a line of progress is overwritten in place where stdout is a terminal."""

    def __init__(self, words: Words, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.words = words
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._fleeting = ""
        for stream in (self._out, self._err):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")

    def print(self, text: str) -> None:
        """One lasting line."""
        self._wipe()
        print(text, file=self._out, flush=True)

    def say(self, code: str, **values: Any) -> None:
        """One lasting sentence."""
        self.print(self.words.say(code, values))

    def show_progress(self, text: str) -> None:
        """One fleeting line, on a terminal only."""
        if not self._out.isatty():
            return
        self._wipe()
        width = shutil.get_terminal_size().columns - 1
        while text and measure_width(text) > width:
            text = text[:-1]
        self._out.write(text)
        self._out.flush()
        self._fleeting = text

    def show_call(self, progress: CallProgress) -> None:
        """How far a call is."""
        percent = "" if progress.fraction is None else f"{progress.fraction:.0%} "
        text = self.words.say(progress.code, progress.values) if progress.code else ""
        self.show_progress(percent + text)

    def complain(self, problems: Iterable[Problem]) -> None:
        """Each problem on stderr: what happened, why, what to do, details."""
        self._wipe()
        for problem in problems:
            said = self.words.explain(problem)
            print(said.what, file=self._err)
            for part in (said.why, said.fix, said.details):
                for line in part.splitlines():
                    print(f"  {line}", file=self._err)
        self._err.flush()

    def print_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Rows of equally many cells: the first column to the left, the others to the right."""
        widths = [max(map(measure_width, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            first, *others = (pad(cell, width, i > 0) for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
            self.print("  ".join((first, *others)).rstrip())

    def print_figures(self, report: SplitReport) -> None:
        """The table of classes of one split, the largest first, and the figures over all."""
        names = ("class", "precision", "recall", "f1", "support_column")
        rows = [[self.words.say(f"commands-{name}") for name in names]]
        classes = sorted(report.classes, key=lambda figures: -figures.support)
        for figures in classes[:MOST_ROWS]:
            shares = (figures.precision, figures.recall, figures.f1)
            rows.append([figures.label, *(f"{share:.3f}" for share in shares), str(figures.support)])
        total, support = report.overall, sum(figures.support for figures in classes)
        shares = (total.precision, total.recall, total.micro_f1)
        rows.append([self.words.say("commands-overall"), *(f"{share:.3f}" for share in shares), str(support)])
        self.say("commands-split", split=report.split, examples=report.examples)
        self.print_table(rows)
        if len(classes) > MOST_ROWS:
            self.say("commands-more", count=len(classes) - MOST_ROWS)

    def say_time(self, seconds: float) -> str:
        """A stretch of time in words, as exact as one needs it."""
        if seconds < 90:
            return self.words.say("commands-seconds", {"count": round(seconds)})
        minutes = round(seconds / 60)
        if minutes < 90:
            return self.words.say("commands-minutes", {"count": minutes})
        return self.words.say("commands-hours", {"hours": minutes // 60, "minutes": minutes % 60})

    def _wipe(self) -> None:
        if self._fleeting:
            self._out.write("\r" + " " * measure_width(self._fleeting) + "\r")
            self._fleeting = ""


def measure_width(text: str) -> int:
    """How many columns a terminal takes for it: Chinese characters are two wide."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def pad(text: str, width: int, to_right: bool) -> str:
    """Filled up with spaces to that many columns."""
    space = " " * (width - measure_width(text))
    return space + text if to_right else text + space
