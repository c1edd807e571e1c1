"""What a container is: a path (or the name of a hub data set) that stands for several files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from studio.contract.recipe import ReadSpec
from studio.engine.data.progress import Tell


@dataclass(frozen=True)
class Member:
    """One file in a container: where it lies, how problems name it, and its split where the container says so.

    ``left_out`` names files beside it that look like no data, such as lists of labels.
    """

    path: Path
    name: str
    split: str | None = None
    left_out: tuple[str, ...] = ()


class Container(Protocol):
    """One kind of container; ``id`` is that of its format card."""

    id: str

    def holds(self, path: Path) -> bool:
        """Whether this path is such a container: by its content."""
        ...

    def open(self, path: Path, name: str, spec: ReadSpec, tell: Tell) -> list[Member]:
        """The files in it, unpacked under STUDIO_HOME where they are packed.

        Raises ``StudioError`` where the container is broken, unsafe or empty; ``Cancelled`` through ``tell``.
        """
        ...
