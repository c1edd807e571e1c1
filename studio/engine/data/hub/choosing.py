"""Which files of a data set hold its data, by the notes of its authors, else by their names."""

from __future__ import annotations

import fnmatch
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from studio.contract.data.splitnames import name_split

_KINDS = (
    (".parquet",), (".arrow",), (".jsonl", ".ndjson", ".jsonl.gz"), (".csv", ".tsv", ".csv.gz", ".tsv.gz"),
    (".json", ".json.gz"), (".conll", ".conllu", ".iob2", ".bio"), (".xlsx", ".xls"), (".zip",), (".txt", ".txt.gz"),
)  # fmt: skip
"""Ends of names, the ones that are surest to be the data first."""
_BESIDE = frozenset(("dataset_infos.json", "dataset_info.json", "dataset_dict.json", "state.json", "requirements.txt"))


@dataclass(frozen=True)
class Wanted:
    """One file, and the split noted for it ("" where none is)."""

    file: str
    split: str = ""


def read_notes(readme: str) -> list[Mapping[str, Any]]:
    """The configurations that the head of a README lists; none where it has no such list."""
    if not readme.startswith("---"):
        return []
    head = readme[3:].split("\n---", 1)[0]
    try:
        content = YAML(typ="safe", pure=True).load(io.StringIO(head))
    except (YAMLError, ValueError, RecursionError):
        return []
    configs = content.get("configs") if isinstance(content, dict) else None
    configs = configs if isinstance(configs, list) else []
    return [config for config in configs if isinstance(config, dict) and config.get("data_files")]


def name_configurations(files: Iterable[str], notes: Sequence[Mapping[str, Any]]) -> list[str]:
    """The configurations there are to choose from: those noted, else the folders that hold data of their own."""
    if notes:
        return [str(config.get("config_name", "default")) for config in notes]
    chosen = choose_by_name(files, "")
    tops = {PurePosixPath(item.file).parts[0] for item in chosen if len(PurePosixPath(item.file).parts) > 1}
    folders = sorted(top for top in tops if name_split(top) is None)
    return folders if len(folders) > 1 else []


def choose_default(names: Sequence[str], notes: Sequence[Mapping[str, Any]]) -> str | None:
    """The configuration to take where none is asked for; None where people have to choose."""
    marked = [str(config.get("config_name", "default")) for config in notes if config.get("default")]
    if marked or len(names) < 2:
        return (*marked, *names, "")[0]
    return "default" if "default" in names else None


def choose_by_notes(files: Sequence[str], notes: Sequence[Mapping[str, Any]], asked: str) -> list[Wanted]:
    """The files that a noted configuration names."""
    config = next((c for c in notes if str(c.get("config_name", "default")) == asked), None)
    if config is None:
        return []
    found: dict[str, Wanted] = {}
    for split, patterns in _list_patterns(config["data_files"]):
        for pattern in patterns:
            start = str(config.get("data_dir") or "").strip("/")
            whole = f"{start}/{pattern}" if start else pattern
            for file in fnmatch.filter(files, whole.replace("**/", "*")) or fnmatch.filter(files, whole):
                found.setdefault(file, Wanted(file, split))
    return list(found.values())


def choose_by_name(files: Iterable[str], asked: str) -> list[Wanted]:
    """The files of the surest kind that there are; of one configuration where one is asked for."""
    usable = [file for file in files if PurePosixPath(file).name not in _BESIDE and not file.startswith(".")]
    if asked:
        usable = [file for file in usable if asked in PurePosixPath(file).parts or PurePosixPath(file).stem == asked]
    for ends in _KINDS:
        if found := sorted(file for file in usable if file.lower().endswith(ends)):
            return [Wanted(file) for file in found]
    return []


def _list_patterns(noted: Any) -> list[tuple[str, list[str]]]:
    """Patterns by split, from any of the ways in which they are written."""
    if isinstance(noted, str):
        return [("", [noted])]
    if isinstance(noted, dict):
        noted = [{"split": split, "path": path} for split, path in noted.items()]
    found: list[tuple[str, list[str]]] = []
    for item in noted if isinstance(noted, list) else []:
        split = str(item.get("split", "")) if isinstance(item, dict) else ""
        paths = item.get("path") if isinstance(item, dict) else item
        found.append((split, [str(path) for path in (paths if isinstance(paths, list) else [paths])]))
    return found
