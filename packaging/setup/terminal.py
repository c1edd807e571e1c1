"""Talking to the person in front: steps, progress, warnings, one question."""

import shutil
import sys

from setup.words import say


def has_terminal() -> bool:
    """Whether somebody can answer a question."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def step(code: str, **values: object) -> None:
    """One line on what begins now."""
    print(say(code, **values), flush=True)


def warn(code: str, **values: object) -> None:
    """One line that does not stop anything."""
    print(say(code, **values), file=sys.stderr, flush=True)


def show_progress(text: str) -> None:
    """Overwrites the current line, on a terminal only; an empty text wipes it."""
    if not sys.stdout.isatty():
        return
    width = max(20, shutil.get_terminal_size().columns - 4)
    print(f"\r\033[K  {text[:width]}" if text else "\r\033[K", end="", flush=True)


def ask(code: str, **values: object) -> bool:
    """Asks once; anything but a yes is a no."""
    try:
        answer = input(say(code, **values) + " ")
    except EOFError:
        return False
    return answer.strip().lower() in {"y", "yes", "是", "好"}


def allow_every_letter() -> None:
    """Keeps a narrow console from failing on a letter it does not have."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
