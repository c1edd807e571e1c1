"""run.json of older formats: read as if it were of today, written back by the owner of the run's next attempt.

A new format is one more step here. A step takes the card of its format to the next one, and is never changed once a
version that writes the next one is out: a folder may be years old.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from studio.contract.places import write_atomically

CARD = "run.json"
Card = dict[str, Any]
Step = Callable[[Card, Path], Card]


def start_from_the_folder(card: Card, folder: Path) -> Card:
    """0 → 1: a card without ``format``, and perhaps without ``base``: the recipe's paths start from the run itself."""
    return {"base": str(folder.absolute())} | card


STEPS: Sequence[Step] = (start_from_the_folder,)
FORMAT = len(STEPS)
"""The format that is written."""


def read_card(folder: Path) -> Card:
    """run.json as it stands, of whatever format. Raises ``OSError``, or ``ValueError`` where it is no card."""
    try:
        card = json.loads((folder / CARD).read_bytes())
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(card, dict):
        raise ValueError("not an object")
    return card


def read_format(card: Card) -> int:
    """The format of a card; 0 where it does not say. Raises ``ValueError`` where that is no number."""
    found = card.get("format", 0)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ValueError(f"format {found!r}")
    return found


def migrate(card: Card, folder: Path, steps: Sequence[Step] = STEPS) -> Card:
    """The card in the newest format that ``steps`` lead to; one of that or a newer format as it is."""
    for number in range(read_format(card), len(steps)):
        card = steps[number](card, folder) | {"format": number + 1}
    return card


def upgrade(folder: Path, steps: Sequence[Step] = STEPS) -> bool:
    """Writes the migrated card, for the owner of the run alone; the old one stays beside it as ``run.json.v0`` …

    False where there is nothing to do or the card cannot be read. Raises ``OSError`` where the disk refuses.
    """
    try:
        card = read_card(folder)
        number = read_format(card)
        migrated = migrate(card, folder, steps)
    except (OSError, ValueError):
        return False
    if number >= len(steps):
        return False
    write_atomically(folder / f"{CARD}.v{number}", (folder / CARD).read_bytes())
    write_card(folder, migrated)
    return True


def write_card(folder: Path, card: Card) -> None:
    """Writes run.json. Raises ``OSError`` where the disk refuses."""
    write_atomically(folder / CARD, json.dumps(card, ensure_ascii=False, indent=1))
