"""Which files train, validate and test, by the words of their names: one rule for the window and for the reading."""

from __future__ import annotations

import re
from collections.abc import Sequence

TRAIN, VALIDATION, TEST = "train", "validation", "test"
SPLITS = (TRAIN, VALIDATION, TEST)

_WORDS = {
    TRAIN: {"train", "training", "trn", "训练", "訓練"},
    VALIDATION: {"validation", "validate", "valid", "val", "dev", "devel", "development", "eval"}
    | {"验证", "驗證", "开发集", "開發集"},
    TEST: {"test", "testing", "tst", "测试", "測試"},
}
_CHINESE = "|".join(word for words in _WORDS.values() for word in sorted(words) if not word.isascii())
_PIECES = re.compile(rf"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|{_CHINESE}")


def name_split(name: str) -> str | None:
    """The split that a file's or folder's name speaks of by whole words ("latest" is no test).

    None where it speaks of none, or of two.
    """
    words = {piece.casefold() for piece in _PIECES.findall(name)}
    found = [split for split, known in _WORDS.items() if words & known]
    return found[0] if len(found) == 1 else None


def recognise_splits(files: Sequence[str]) -> dict[str, list[str]]:
    """The files of each split, in their order; all train where the names do not say which do.

    A file's own name says it, else the folder it stands in, unless all stand in the same one.
    """
    paths = [file.replace("\\", "/").rstrip("/").split("/") for file in files]
    several = len({tuple(path[:-1]) for path in paths}) > 1
    found: dict[str, list[str]] = {name: [] for name in SPLITS}
    for file, path in zip(files, paths, strict=True):
        folder = name_split(path[-2]) if several and len(path) > 1 else None
        found[name_split(path[-1]) or folder or TRAIN].append(file)
    return found if found[TRAIN] else {TRAIN: list(files), VALIDATION: [], TEST: []}
