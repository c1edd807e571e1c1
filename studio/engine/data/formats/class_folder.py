"""A folder with one folder for each class, and a text file for each example."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, zip_longest
from pathlib import Path

from studio.contract.data.splitnames import name_split
from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.encoding import decode_document, guess_documents
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source

_TEXTS = (".txt", ".text", "")
_MARKED = ".ann"
"""Beside a text, these hold marked places in it."""
_SEEN = 500
_MOST_BYTES = 64 << 20


class ClassFolder:
    """The folder's name is the label, a file in it one text."""

    id = "class_folder"
    kind: Kind = "folder"

    def rate(self, source: Source) -> float:
        """The share of text files in folders; none where one is named for a split."""
        classes = list_folders(source.path)
        if len(classes) < 2 or any(map(list_folders, classes)) or all(name_split(c.name) for c in classes):
            return 0.0
        files = [file for folder in classes for file in islice(folder.iterdir(), _SEEN) if _is_shown(file)]
        texts = sum(_is_text(file) for file in files)
        if sum(name_split(file.stem) is not None for file in files) * 2 > len(files):
            return 0.0
        if any(file.suffix == _MARKED for file in files):
            return 0.0
        return 0.9 * texts / len(files) if texts * 2 > len(files) else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a file, of each class in turn; what is no text file is left out, and said."""
        classes = list_folders(source.path)
        files = {folder.name: sorted(file for file in folder.iterdir() if _is_shown(file)) for folder in classes}
        left = [file for found in files.values() for file in found if not _is_text(file)]
        left += [file for file in source.path.iterdir() if _is_shown(file)]
        left += [entry for folder in (source.path, *classes) for entry in folder.iterdir() if _is_strange(entry)]
        if left:
            inner = left[0].relative_to(source.path).as_posix()
            findings.add("data.files_left_out", "look", count=len(left), name=left[0].name, inner=inner)
        texts = {label: [file for file in found if _is_text(file)] for label, found in files.items()}
        return Rows(self.id, ["text", "label"], _read_records(source, texts, findings))


def list_folders(path: Path) -> list[Path]:
    """The folders in a folder, by name, without hidden ones and links."""
    found = (entry for entry in path.iterdir() if not entry.name.startswith((".", "__")))
    return sorted(entry for entry in found if entry.is_dir() and not entry.is_symlink())


def _is_shown(path: Path) -> bool:
    return not path.name.startswith(".") and path.is_file() and not path.is_symlink()


def _is_strange(path: Path) -> bool:
    """A link, which may lead anywhere, or what is neither file nor folder."""
    return not path.name.startswith(".") and (path.is_symlink() or not (path.is_file() or path.is_dir()))


def _is_text(path: Path) -> bool:
    """By its name: without an end, with that of a text, or with a number as in the 20 newsgroups."""
    return path.suffix.lower() in _TEXTS or path.suffix[1:].isdigit()


def _read_records(source: Source, files: dict[str, list[Path]], findings: Findings) -> Iterator[Record]:
    """In the order first of each class, second of each class, and so on: any beginning shows all classes."""
    legacy = source.spec.encoding or guess_documents(path for found in files.values() for path in found)
    for line in zip_longest(*files.values()):
        for label, path in zip(files, line, strict=True):
            if path is not None:
                text = _read_text(source, path, legacy, findings)
                yield Record(1, {"text": text if text.strip() else None, "label": label}, file=f"{label}/{path.name}")


def _read_text(source: Source, path: Path, legacy: str, findings: Findings) -> str:
    inner = f"{path.parent.name}/{path.name}"
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST_BYTES else b""
    except OSError as error:
        problem = Problem(code="usage.file_unreadable", values={"file": path.name}, place=Place(file=inner))
        raise StudioError(problem.model_copy(update={"details": str(error)})) from error
    if size > _MOST_BYTES:
        findings.add("data.text_too_large", row=1, name=inner, inner=inner, megabytes=size >> 20)
    text, broken = decode_document(data, legacy, source.spec.encoding is not None)
    if broken or "\0" in text:
        row = text.count("\n", 0, text.find("\ufffd") + 1) + 1
        findings.add("data.damaged_document", "look", row=row, name=inner, inner=inner, encoding=legacy)
    return text
