"""Which project is open: begins one from a template, files, or pasted text, and comes back to it later."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.contract.attempts.kept import obey_kept_steps
from studio.contract.cards import TemplateCard
from studio.contract.data.splitnames import recognise_splits
from studio.contract.places import find_home, find_resources, write_atomically
from studio.contract.problems import StudioError, explain_os_error
from studio.contract.project import Project
from studio.contract.recipe import Recipe, read_recipe
from studio.contract.run import RunFolder
from studio.ui.draft import Draft
from studio.ui.language import Language
from studio.ui.settings import Settings


class Session(QObject):
    """``title`` is the open project's, None while none is open; ``changed`` says that it is another."""

    changed = Signal()

    def __init__(self, draft: Draft, settings: Settings, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title: str | None = None
        self._draft = draft
        self._settings = settings
        self._language = language

    def open_template(self, card: TemplateCard) -> None:
        """A new project that has everything a training needs. Raises ``StudioError``."""
        path = find_resources() / "templates" / card.recipe
        self._begin(self._language.words.say(card.message), _read_fields(path))

    def open_files(self, paths: Sequence[Path]) -> None:
        """A new project on the user's own files. Raises ``StudioError``."""
        self._begin(_name_files(paths), {"data": sort_files(paths)})

    def open_dataset(self, name: str) -> None:
        """A new project on a data set of the hub, by its name. Raises ``StudioError``."""
        self._begin(name.rsplit("/", 1)[-1], {"data": {"dataset": name}})

    def open_text(self, text: str) -> None:
        """A new project on pasted text. Raises ``StudioError``."""
        self._begin(self._language.words.say("project-pasted"), {})
        self.replace_text(text)

    def replace_files(self, paths: Sequence[Path]) -> None:
        """Other files for the open project, read afresh. Raises ``StudioError``."""
        if self._draft.project is None:
            self.open_files(paths)
        else:
            self._draft.set("data", sort_files(paths))

    def replace_dataset(self, name: str) -> None:
        """A data set of the hub for the open project, read afresh. Raises ``StudioError``."""
        if self._draft.project is None:
            self.open_dataset(name)
        else:
            self._draft.set("data", {"dataset": name})

    def replace_text(self, text: str) -> None:
        """Pasted text for the open project, kept as a file in its folder. Raises ``StudioError``."""
        if self._draft.project is None:
            self.open_text(text)
            return
        folder = self._draft.project.path
        name = f"pasted-{len(list(folder.glob('pasted-*.txt'))) + 1}.txt"
        try:
            write_atomically(folder / name, text)
        except OSError as error:
            raise StudioError(explain_os_error(error)) from error
        self._draft.set("data", {"train": name})

    def load_recipe(self, path: Path) -> None:
        """The recipe of a file for the open project, or for a new one. Raises ``StudioError``."""
        fields = _read_fields(path)
        if self._draft.project is None:
            self._begin(path.stem, fields)
        else:
            self._draft.load(fields)

    def repeat_run(self, run: RunFolder) -> None:
        """A new project with the recipe of a run and the steps it was made with; paths start from where they did then.

        Raises ``StudioError``.
        """
        card = run.card()
        self._begin(card.title, _root_fields(obey_kept_steps(run.path, run.recipe()), Path(card.base)))

    def open_project(self, id: str) -> bool:
        """Comes back to a project; False where there is none with this id. Raises ``StudioError``."""
        path = find_home() / "projects" / id
        if not id or not (path / "project.json").exists():
            return False
        if self._draft.project is None or self._draft.project.id != id:
            self._open(Project(path))
        return True

    def rename(self, title: str) -> None:
        """Gives the open project another title; "" leaves it as it is. Raises ``StudioError``."""
        if self._draft.project is not None and title and title != self.title:
            try:
                self._draft.project.rename(title)
                self.title = title
            except OSError as error:
                raise StudioError(explain_os_error(error)) from error
        self.changed.emit()

    def _begin(self, title: str, fields: dict[str, Any]) -> None:
        try:
            project = Project.create(title, fields)
        except OSError as error:
            raise StudioError(explain_os_error(error)) from error
        self._open(project)

    def _open(self, project: Project) -> None:
        title = project.card().title
        self._draft.open(project)
        self.title = title
        self._settings.set("project", project.id)
        self.changed.emit()


def sort_files(paths: Sequence[Path]) -> dict[str, Any]:
    """The ``data`` part of a recipe for these files: by their names for train, validation and test."""
    files = [str(path.resolve()) for path in paths]
    found = {split: names for split, names in recognise_splits(files).items() if names}
    train = found.pop("train")
    if any(len(names) > 1 for names in found.values()):
        return {"train": files}
    return {"train": train[0] if len(train) == 1 else train} | {split: names[0] for split, names in found.items()}


def _name_files(paths: Sequence[Path]) -> str:
    """A title: the file's or folder's own name; of several files that of the folder they share."""
    folders = {path.resolve().parent for path in paths}
    shared = folders.pop().name if len(paths) > 1 and len(folders) == 1 else ""
    return shared or paths[0].resolve().stem


def _read_fields(path: Path) -> dict[str, Any]:
    """The fields of a recipe file; its paths start from the folder it lies in."""
    return _root_fields(read_recipe(path), path.parent)


def _root_fields(recipe: Recipe, base: Path) -> dict[str, Any]:
    """The fields of a recipe, its paths made absolute."""
    fields = recipe.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    data = fields["data"]

    def root(value: Any) -> Any:
        return str((base / value).resolve()) if isinstance(value, str) else value

    if recipe.data.train_files:
        files = [root(file) for file in recipe.data.train_files]
        data["train"] = files[0] if len(files) == 1 else files
    data |= {name: root(data[name]) for name in ("validation", "test", "steps") if name in data}
    return fields
