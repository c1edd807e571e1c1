"""A project: a title, the recipe being edited, and the history of its data; saved as they change."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.data.steps import Step, append_step, read_steps
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

    @property
    def history_file(self) -> Path:
        """The file of the steps, for ``data.steps``; it is there once there is a step."""
        return self.path / "steps.jsonl"

    def history(self) -> list[Step]:
        """The steps done to the data, undos included, oldest first. Raises ``StudioError`` where one cannot be read."""
        return read_steps(self.history_file) if self.history_file.exists() else []

    def append_step(self, step: Step) -> None:
        """Adds one step to the history; what was written before is never touched."""
        append_step(self.history_file, step)

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
