"""A project: a title, the recipe being edited, and the history of its data; saved as they change."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.events import stamp_now
from studio.contract.places import find_folder, write_atomically
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import dump_yaml, load_yaml, read_text
from studio.contract.storage.trash import Trashed, discard

FORMAT = 1


class ProjectCard(BaseModel):
    """project.json."""

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT
    id: str
    title: str
    created: str


class Project:
    """One project on disk. Each change is whole on disk when its method returns, or it raises ``OSError``."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def id(self) -> str:
        """The name of its folder; runs point back to it with this."""
        return self.path.name

    @classmethod
    def create(cls, title: str, draft: Mapping[str, Any] | None = None) -> Project:
        """A new project, with the fields of a recipe to begin with. Raises ``OSError`` where the disk refuses."""
        path = find_folder("projects") / uuid.uuid4().hex[:12]
        path.mkdir(mode=0o700)
        project = cls(path)
        project.save_draft(draft or {})
        project._write(ProjectCard(id=path.name, title=title, created=stamp_now()))
        return project

    def card(self) -> ProjectCard:
        """project.json. Raises ``StudioError`` where it is missing, broken, or of a newer format."""
        path = self.path / "project.json"
        values, place = {"file": path.name, "project": self.id}, Place(file=str(path))
        try:
            card = ProjectCard.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            problem = Problem(code="project.unreadable", values=values, place=place, details=str(error))
            raise StudioError(problem) from error
        if card.format > FORMAT:
            raise StudioError(Problem(code="project.newer_format", values=values, place=place))
        return card

    def rename(self, title: str) -> None:
        """Gives the project another title."""
        self._write(self.card().model_copy(update={"title": title}))

    def draft(self) -> dict[str, Any]:
        """The fields of the recipe being edited, as last saved; it may lack what a recipe needs.

        Relative paths start from the project's folder. Raises ``StudioError`` where draft.yaml is broken.
        """
        path = self.path / "draft.yaml"
        content = load_yaml(read_text(path), str(path)) if path.exists() else {}
        if not isinstance(content, dict):
            values = {"file": path.name, "project": self.id}
            raise StudioError(Problem(code="project.unreadable", values=values, place=Place(file=str(path))))
        return content

    def save_draft(self, fields: Mapping[str, Any]) -> None:
        """Keeps the fields of the recipe being edited (plain values as YAML knows them)."""
        write_atomically(self.path / "draft.yaml", dump_yaml(fields))

    def steps(self) -> list[dict[str, Any]]:
        """The steps done to the data, oldest first; a line that is none (torn by a crash) is left out."""
        path = self.path / "steps.jsonl"
        found = []
        for line in path.read_bytes().splitlines() if path.exists() else []:
            try:
                step = json.loads(line)
            except ValueError:
                continue
            if isinstance(step, dict):
                found.append(step)
        return found

    def append_step(self, step: Mapping[str, Any]) -> None:
        """Adds one step (JSON values) to the history; what was written before is never touched."""
        path = self.path / "steps.jsonl"
        torn = path.exists() and not path.read_bytes().endswith(b"\n")
        with path.open("ab") as file:
            file.write((b"\n" if torn else b"") + json.dumps(step, ensure_ascii=False).encode() + b"\n")

    def discard(self) -> Trashed:
        """Moves the project to the trash; its runs stay."""
        return discard(self.path)

    def _write(self, card: ProjectCard) -> None:
        write_atomically(self.path / "project.json", card.model_dump_json(indent=1))


def list_projects() -> list[Project]:
    """All projects, the last edited first; whether readable or not."""
    found = [Project(path) for path in find_folder("projects").iterdir() if (path / "project.json").exists()]
    return sorted(found, key=_last_edit, reverse=True)


def _last_edit(project: Project) -> int:
    files = (project.path / name for name in ("project.json", "draft.yaml", "steps.jsonl"))
    return max(file.stat().st_mtime_ns for file in files if file.exists())
