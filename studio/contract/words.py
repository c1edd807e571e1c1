"""Code + values + language → sentence, from ``resources/words/*.ftl``: the only such place."""

from __future__ import annotations

import locale
import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Message
from fluent.runtime.types import fluent_number

from studio.contract.places import find_resources
from studio.contract.problems import Problem

LANGUAGES = ("en", "zh_CN")
LANGUAGE_VARIABLE = "STUDIO_LANGUAGE"
"""Set by the window, so that what its children say to the user is in the language chosen there."""


@dataclass(frozen=True)
class Explanation:
    """The four parts of an error message."""

    what: str
    why: str
    fix: str
    details: str

    def __str__(self) -> str:
        return "\n".join(part for part in (self.what, self.why, self.fix, self.details) if part)


class Words:
    """The messages of one language, with English behind it for a code it does not know."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._stores = [_load_store(name) for name in dict.fromkeys((self.language, "en"))]

    def say(self, code: str, values: Mapping[str, Any] | None = None, part: str = "") -> str:
        """The sentence of ``code`` (dots count as hyphens), or of its attribute ``part``; "" without one.

        An unknown code (an event of a newer version) gives the code itself.
        """
        id = code.replace(".", "-")
        for store in self._stores:
            if id not in store.sources:
                continue
            message = store.find(id)
            pattern = message.attributes.get(part) if part else message.value
            if pattern is None:
                return ""
            text, _ = store.bundle.format_pattern(pattern, _prepare(values or {}))
            return str(text)
        return "" if part else code

    def knows(self, code: str) -> bool:
        """Whether this language itself has a message for ``code``."""
        return code.replace(".", "-") in self._stores[0].sources

    def explain(self, problem: Problem) -> Explanation:
        """What happened, why, what to do, and the details, with the place where it was found."""
        place = {name: value for name, value in problem.place.model_dump().items() if value is not None}
        values = {"count": problem.count} | place | problem.values
        what, why, fix = (self.say(problem.code, values, part) for part in ("", "why", "fix"))
        where = self.say_place(problem)
        gap = "" if where.endswith("：") else " "
        return Explanation(f"{where}{gap}{what}" if where else what, why, fix, problem.details)

    def say_place(self, problem: Problem) -> str:
        """ "file, row 3, column 2:" as far as known and not already the subject of the sentence; else ""."""
        place = problem.place
        if place.row is None:
            return ""
        file = (place.file or "").replace("\\", "/").rsplit("/", 1)[-1]
        code = "place-row-column" if place.column else "place-row"
        said = self.say(code, {"file": file, "row": place.row, "column": place.column or ""})
        return said if file else said.lstrip(", ")


class _Store:
    """The messages of one language, each parsed when it is first said: all at once would take half a second."""

    def __init__(self, language: str) -> None:
        self.bundle = FluentBundle([language.replace("_", "-")], use_isolating=False)
        text = (find_resources() / "words" / f"{language}.ftl").read_text(encoding="utf-8")
        entries = re.split(r"^(?=[a-zA-Z][\w-]* *=)", text, flags=re.MULTILINE)
        self.sources = {entry.split("=", 1)[0].strip(): entry for entry in entries[1:]}

    def find(self, id: str) -> Message:
        """The message called ``id``, which is one of ``sources``."""
        if not self.bundle.has_message(id):
            self.bundle.add_resource(FluentResource(self.sources[id]))
        return self.bundle.get_message(id)


@cache
def _load_store(language: str) -> _Store:
    return _Store(language)


def _prepare(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only texts and numbers reach Fluent; anything else is shown as Python writes it.

    A float shows six significant digits: Fluent's own default would show 5e-5 as 0.
    """
    return {name: _prepare_one(value) for name, value in values.items()}


def _prepare_one(value: Any) -> Any:
    if isinstance(value, float) and math.isfinite(value):
        return fluent_number(value, maximumSignificantDigits=6)
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)


def choose_language(environment: Mapping[str, str] = os.environ) -> str:
    """Simplified Chinese where the locale is Chinese, else English; the window's choice comes first."""
    asked = (environment.get(name) for name in (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, asked), None) or locale.getlocale()[0] or ""
    return "zh_CN" if name.lower().startswith(("zh", "chinese")) else "en"
