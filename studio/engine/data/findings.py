"""Problems as they are met while reading: the same one in many rows is told once, with its count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from studio.contract.problems import Level, Place, Problem


@dataclass
class Findings:
    """Collects problems in the order of their first place; ``file`` is the one being read."""

    file: str = ""
    _found: dict[tuple[str, str, str | None], Problem] = field(default_factory=dict)

    def add(
        self,
        code: str,
        level: Level = "stop",
        *,
        row: int | None = None,
        column: str | None = None,
        details: str = "",
        count: int = 1,
        inner: str = "",
        **values: Any,
    ) -> None:
        """Adds one problem of the present file, or counts it where this code and column had one before.

        ``inner`` is the file it stands in where the present one is a folder, which counts as a whole.
        """
        key = (code, self.file, column)
        known = self._found.get(key)
        if known:
            self._found[key] = known.model_copy(update={"count": known.count + count})
            return
        place = Place(file=inner or self.file or None, row=row, column=column)
        named = {"file": self.file.replace("\\", "/").rsplit("/", 1)[-1]} | values
        self._found[key] = Problem(code=code, level=level, values=named, place=place, count=count, details=details)

    @contextmanager
    def within(self, file: str) -> Iterator[None]:
        """What is added now is of this file, one of several that are read as a whole."""
        outer, self.file = self.file, file
        try:
            yield
        finally:
            self.file = outer

    def take(self, other: Findings) -> None:
        """Moves what another one found here; what is known already is counted further."""
        for key, problem in other._found.items():
            known = self._found.get(key)
            total = problem.count + (known.count if known else 0)
            self._found[key] = (known or problem).model_copy(update={"count": total})
        other._found.clear()

    def copy(self) -> Findings:
        """The same findings once more."""
        return Findings(self.file, dict(self._found))

    def keep(self, earlier: Findings) -> None:
        """Forgets all that was not found ``earlier``."""
        self._found = dict(earlier._found)

    @property
    def problems(self) -> list[Problem]:
        """What was found: that which stops before that which deserves a look."""
        return sorted(self._found.values(), key=lambda problem: problem.level != "stop")

    @property
    def stops(self) -> list[Problem]:
        """Only what forbids training."""
        return [problem for problem in self._found.values() if problem.level == "stop"]
