"""The app's settings <-> settings.json: a bad value falls back alone, with a notice."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from PySide6.QtCore import QObject, Signal

from studio.contract.calls import NetworkSpec
from studio.contract.places import find_home, write_atomically
from studio.contract.problems import Place, Problem, StudioError, explain_os_error
from studio.ui.credentials import Token
from studio.ui.workers.chores import Chores

FILE = "settings.json"


class Preferences(BaseModel):
    """What is kept. ``hub`` and ``proxy`` are addresses, "" for the usual ones; ``geometry`` is Qt's, in base64."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    language: Literal["system", "en", "zh_CN"] = "system"
    theme: Literal["system", "light", "dark"] = "system"
    hub: str = Field(default="", pattern=r"^(https?://[^\s]+)?$")
    proxy: str = Field(default="", pattern=r"^((https?|socks5h?)://[^\s]+)?$")
    geometry: str = ""
    page: str = "home"
    project: str = ""
    advice_folded: bool = False


class Settings(QObject):
    """The preferences in use; every change is on disk at once. ``problems`` are those of loading."""

    changed = Signal(str)

    def __init__(self, chores: Chores, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = find_home() / FILE
        self.values, self.problems = load_preferences(self._read())
        self.token = Token(chores, self)

    def set(self, name: str, value: Any) -> None:
        """Keeps one value. Raises ``StudioError`` where it is not valid or the disk refuses."""
        if getattr(self.values, name) == value:
            return
        try:
            fresh = Preferences.model_validate(self.values.model_dump() | {name: value})
        except ValidationError as error:
            values = {"name": name, "value": str(value)}
            problem = Problem(code="usage.setting_refused", values=values, place=Place(field=name), details=str(error))
            raise StudioError(problem) from error
        self.values = fresh
        try:
            write_atomically(self.path, fresh.model_dump_json(indent=1, exclude_defaults=True), durable=False)
        except OSError as error:
            raise StudioError(explain_os_error(error)) from error
        self.changed.emit(name)

    def network(self) -> NetworkSpec:
        """How the hub is reached."""
        return NetworkSpec(hub=self.values.hub, proxy=self.values.proxy, token=self.token.value)

    def _read(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return "{}"
        except (OSError, UnicodeDecodeError) as error:
            return str(error)


def load_preferences(text: str) -> tuple[Preferences, list[Problem]]:
    """The preferences in a file's text; each value that is not valid is left out and becomes a Problem."""
    try:
        content = json.loads(text)
    except ValueError as error:
        return Preferences(), [_complain("", text[:80], str(error))]
    if not isinstance(content, dict):
        return Preferences(), [_complain("", text[:80], "")]
    problems = []
    try:
        return Preferences.model_validate(content), []
    except ValidationError as error:
        for fault in error.errors():
            name = str(fault["loc"][0])
            problems.append(_complain(name, content.pop(name, ""), str(fault["msg"])))
    return Preferences.model_validate(content), problems


def _complain(name: str, value: Any, details: str) -> Problem:
    code = "usage.setting_invalid" if name else "usage.settings_unreadable"
    place = Place(field=name or None)
    return Problem(code=code, level="look", values={"name": name, "value": str(value)}, place=place, details=details)
