"""A data set of the hub by its name: its files of data, fetched once, never a line of its code."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath

from studio.contract.data.splitnames import name_split
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.containers.protocol import Member
from studio.engine.data.hub.choosing import Wanted
from studio.engine.data.hub.network import find_network
from studio.engine.data.progress import Tell
from studio.engine.data.unpacking import keep_once

_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?(@[\w./-]+)?")
_LIST = "files.json"


class Hub:
    """Files as their authors keep them, or where those need code to be read, the hub's own Parquet copy."""

    id = "hub"

    def holds(self, path: Path) -> bool:
        """Never: a data set of the hub is no path."""
        return False

    def open(self, path: Path, name: str, spec: ReadSpec, tell: Tell) -> list[Member]:
        """The files of the data set called ``name``."""
        return self.fetch(name, spec, tell)

    def fetch(self, dataset: str, spec: ReadSpec, tell: Tell) -> list[Member]:
        """The files of a data set. What is here already is asked of nobody, whichever mirror it came from.

        Raises ``StudioError`` where the name is none, the hub cannot be reached, or nothing there can be read.
        """
        if not _NAME.fullmatch(dataset) or ".." in dataset:
            place = Place(field="data.dataset")
            raise StudioError(Problem(code="data.dataset_name", values={"name": dataset}, place=place))

        def fill(folder: Path) -> None:
            from studio.engine.data.hub.fetching import fetch_files  # the hub's library takes a third of a second

            wanted = fetch_files(dataset, spec.sheet, folder, tell, find_network())
            (folder / _LIST).write_text(json.dumps([[item.file, item.split] for item in wanted]), encoding="utf-8")

        folder = keep_once(f"hub {dataset} {spec.sheet or ''}", fill)
        listed = [Wanted(file, split) for file, split in json.loads((folder / _LIST).read_text(encoding="utf-8"))]
        return [Member(folder / item.file, f"{dataset}/{item.file}", _find_split(item)) for item in listed]


def _find_split(item: Wanted) -> str | None:
    """The split that is noted, else the one the file's name or a folder's speaks of."""
    parts = [item.split] if item.split else list(reversed(PurePosixPath(item.file).parts))
    return next((split for part in parts if (split := name_split(part))), None)
