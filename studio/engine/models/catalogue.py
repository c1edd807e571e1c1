"""Which models there are and which are on this computer; nothing large is read."""

from __future__ import annotations

import json
from pathlib import Path

from studio.contract.advice import SCRATCH
from studio.contract.calls import ModelFacts
from studio.contract.cards import ModelCard, read_cards
from studio.contract.places import find_folder
from studio.engine.models.source import find_model_folder, name_folder

ORIGIN = "studio-origin.json"
"""What an imported model's folder says of itself: its title."""


def list_models() -> list[ModelFacts]:
    """The catalogue in its order, then what was imported or downloaded by its hub name."""
    known = [_describe_card(card) for card in read_cards(ModelCard)]
    names = {name_folder(facts.id) for facts in known}
    folders = sorted(path for path in find_folder("models").iterdir() if path.is_dir())
    extra = [path for path in folders if path.name not in names and path.suffix not in (".partial", ".new")]
    return known + [describe_folder(path) for path in extra if (path / "config.json").is_file()]


def describe_folder(folder: Path, id: str = "") -> ModelFacts:
    """An imported model; its title is what it was called when it came."""
    origin = folder / ORIGIN
    title = json.loads(origin.read_text(encoding="utf-8")).get("title", "") if origin.is_file() else ""
    return ModelFacts(
        id=id or folder.name,
        title=str(title) or folder.name,
        state="here",
        path=str(folder),
        size=measure_folder(folder),
    )


def _describe_card(card: ModelCard) -> ModelFacts:
    folder = find_model_folder(card.id) if card.id != SCRATCH else None
    partial = (find_folder("models") / f"{name_folder(card.id)}.partial").is_dir()
    here = folder is not None or card.id == SCRATCH
    return ModelFacts(
        id=card.id,
        title="",
        state="here" if here else "partial" if partial else "absent",
        path=str(folder or ""),
        size=measure_folder(folder) if folder else 0,
        parameters=card.parameters,
        languages=card.languages,
    )


def measure_folder(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
