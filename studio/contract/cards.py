"""Cards: what people see of a registry; one row of ``resources/*.toml`` each.

A card's title and plain line are the messages ``<kind>-<id>`` and ``<kind>-<id>.line`` of ``resources/words``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict

from studio.contract.places import find_resources


class Card(BaseModel):
    """Common to all: ``id`` (also the engine file's name), ``icon`` (a file of resources/icons)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str]
    file: ClassVar[str]

    id: str
    icon: str = ""
    needs: list[str] = []

    @property
    def message(self) -> str:
        """The id of the title's message; the plain line is its attribute ``line``."""
        return f"{self.kind}-{self.id}"


class TaskCard(Card):
    """A task; ``headline`` is the metric that says how good a model is."""

    kind: ClassVar[str] = "task"
    file: ClassVar[str] = "tasks.toml"

    headline: str


class MethodCard(Card):
    """A fine-tuning method; ``trains`` is the rough share of weights that change (0–1)."""

    kind: ClassVar[str] = "method"
    file: ClassVar[str] = "methods.toml"

    trains: float


class ModelCard(Card):
    """A model of the catalogue.

    ``hub`` is owner/name on the hub ("" for the ones that need no download), ``parameters`` a count,
    ``download`` bytes, ``languages`` codes of ISO 639-1 or "many", ``max_length`` in tokens.
    """

    kind: ClassVar[str] = "model"
    file: ClassVar[str] = "models.toml"

    hub: str = ""
    revision: str = "main"
    parameters: int
    embedding_parameters: int = 0
    layers: int
    hidden: int
    download: int = 0
    max_length: int = 512
    languages: list[str]
    licence: str
    good_for: list[str]


class FormatCard(Card):
    """A file format or a container of files.

    ``suffixes`` are the usual ends of its names, ``reads`` is what it holds: table, tokens, text or container.
    """

    kind: ClassVar[str] = "format"
    file: ClassVar[str] = "formats.toml"

    suffixes: list[str] = []
    reads: str


class CheckCard(Card):
    """A health check; the attribute ``pass`` of its message says that all is well."""

    kind: ClassVar[str] = "check"
    file: ClassVar[str] = "checks.toml"


class StepCard(Card):
    """A step done to the data; its message says what was done, from the step's values and ``count``.

    ``repeats`` says whether it makes sense on other data too; what was done to single rows does not.
    """

    kind: ClassVar[str] = "step"
    file: ClassVar[str] = "steps.toml"

    repeats: bool = True


class TemplateCard(Card):
    """A project template: a recipe on one of the sample sets; ``sentence`` is a piece of it to show."""

    kind: ClassVar[str] = "template"
    file: ClassVar[str] = "templates.toml"

    recipe: str
    task: str
    language: str
    minutes: float
    sentence: list[list[str]]


C = TypeVar("C", bound=Card)


@cache
def read_cards(kind: type[C]) -> tuple[C, ...]:
    """All cards of one kind, in the order of the file. Raises ``ValidationError`` for a wrong row."""
    rows = tomllib.loads((find_resources() / kind.file).read_text(encoding="utf-8"))
    return tuple(kind.model_validate({"id": key} | row) for key, row in rows.items())


def find_card(kind: type[C], id: str) -> C | None:
    """The card with this id, or None."""
    return next((card for card in read_cards(kind) if card.id == id), None)
