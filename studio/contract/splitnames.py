"""Which files train, validate and test, by the words of their names: one rule for the window and for the reading."""

from __future__ import annotations

import re
from collections.abc import Sequence

TRAIN, VALIDATION, TEST = "train", "validation", "test"
SPLITS = (TRAIN, VALIDATION, TEST)

_WORDS = {
    TRAIN: {"train", "training", "trn", "训练", "訓練"},
    VALIDATION: {"validation", "validate", "valid", "val", "dev", "devel", "development", "验证", "驗證", "开发"},
    TEST: {"test", "testing", "tst", "测试", "測試"},
}
_EVALUATION = {"eval", "evaluation", "评估", "評估"}
"""Says test, and validation where another file is called test."""
_PIECES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|训练|訓練|验证|驗證|开发|测试|測試|评估|評估")


def recognise_splits(files: Sequence[str]) -> dict[str, list[str]]:
    """The files of each split, in their order; all train where the names do not say which do.

    Whole words count ("latest" is no test); where a name says nothing, its folder is asked if there are several.
    """
    paths = [file.replace("\\", "/").rstrip("/").split("/") for file in files]
    several = len({tuple(path[:-1]) for path in paths}) > 1
    said = [_read_name(path[-1]) or (_read_name(path[-2]) if several and len(path) > 1 else "") for path in paths]
    evaluation = VALIDATION if TEST in said else TEST
    found: dict[str, list[str]] = {name: [] for name in SPLITS}
    for file, name in zip(files, said, strict=True):
        found[evaluation if name == "evaluation" else name or TRAIN].append(file)
    return found if found[TRAIN] else {TRAIN: list(files), VALIDATION: [], TEST: []}


def recognise_split(name: str) -> str:
    """The split that the name of one file or folder says; "" where it says none."""
    said = _read_name(name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1])
    return TEST if said == "evaluation" else said


def _read_name(name: str) -> str:
    """The split whose word comes last in a name: "train_dev.csv" is watched during training, not learnt from."""
    said = ""
    for piece in _PIECES.findall(name):
        word = piece.casefold()
        said = next((split for split, words in _WORDS.items() if word in words), said)
        said = "evaluation" if word in _EVALUATION else said
    return said
