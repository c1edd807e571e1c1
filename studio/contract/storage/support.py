"""The support file: what helps to find a mistake of ours, and nothing of the user's data."""

from __future__ import annotations

import json
import os
import platform
import re
import zipfile
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

from studio.contract.attempts.evidence import read_last_words
from studio.contract.events import Error, Event, Notice, encode
from studio.contract.places import find_home
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.run import RunFolder

_LOGS = ("log.txt", "faults.txt")
_PLAIN = ("exit.json", "requests.jsonl")
_LOG_BYTES = 1_000_000
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")
_LIBRARIES = ("moore-studio", "torch", "transformers", "tokenizers", "peft", "pyarrow", "PySide6-Essentials", "numpy")
_SAFE_RECIPE = {"task", "method", "epochs", "learning_rate", "batch_size", "max_length", "precision", "device", "seed"}


def write_support_file(run: RunFolder | None, out: Path, *, force: bool = False) -> Path:
    """A zip with versions, hardware, and where there is a run: its logs, settings and events.

    Left out are texts, labels, predictions, and texts inside events: of those only codes, numbers and lines of
    tracebacks stay. In logs whatever stands in quotes is masked, since an exception may quote the data; the
    user's home becomes "~". Raises ``StudioError`` (``usage.file_exists``) or
    ``OSError``.
    """
    if out.exists() and not force:
        raise StudioError(Problem(code="usage.file_exists", values={"file": str(out)}, place=Place(file=str(out))))
    content = {"computer.json": json.dumps(describe_computer(), indent=1)}
    if run is not None:
        content |= _collect(run)
    part = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in content.items():
                archive.writestr(name, _hide_home(text))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return out


def describe_computer() -> dict[str, Any]:
    """Versions, processors and memory (bytes) of this computer, without anybody's name."""
    versions = {}
    for name in _LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    memory, disk = psutil.virtual_memory(), psutil.disk_usage(str(find_home()))
    return {
        "system": platform.platform(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "versions": versions,
        "cores": psutil.cpu_count(logical=False),
        "threads": os.cpu_count(),
        "memory": memory.total,
        "memory_free": memory.available,
        "disk_free": disk.free,
    }


def _collect(run: RunFolder) -> dict[str, str]:
    found = {name: _mask(read_last_words(run.path / name, _LOG_BYTES)) for name in _LOGS}
    found |= {name: read_last_words(run.path / name) for name in _PLAIN}
    found["events.jsonl"] = "".join(encode(_without_texts(event)) + "\n" for event in run.events())
    try:
        found["settings.json"] = json.dumps(_read_settings(run), indent=1, default=str)
    except StudioError as error:
        found["settings.json"] = json.dumps({"unreadable": str(error)})
    return {name: text for name, text in found.items() if text}


def _read_settings(run: RunFolder) -> dict[str, Any]:
    recipe, resolved = run.recipe().model_dump(include=_SAFE_RECIPE), run.resolved()
    if resolved is None:
        return {"recipe": recipe}
    kept = {name: value.value for name, value in resolved.values.items() if name in _SAFE_RECIPE}
    return {
        "recipe": recipe,
        "resolved": kept,
        "versions": resolved.versions,
        "hardware": resolved.hardware,
        "measured": resolved.measured,
    }


def _without_texts(event: Event) -> Event:
    if isinstance(event, Notice):
        return replace(event, values=_keep_numbers(event.values), text="", details=_mask(event.details))
    if isinstance(event, Error):
        values, details = _keep_numbers(event.values), _mask(event.details)
        return replace(event, values=values, place={}, what="", why="", fix="", details=details)
    return event


def _keep_numbers(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if isinstance(value, int | float)}


def _mask(text: str) -> str:
    """Quoted parts become dots, except the file names in a traceback's frames."""
    lines = text.splitlines()
    return "\n".join(line if line.lstrip().startswith('File "') else _QUOTED.sub("'…'", line) for line in lines)


def _hide_home(text: str) -> str:
    return text.replace(str(find_home()), "STUDIO_HOME").replace(str(Path.home()), "~")
