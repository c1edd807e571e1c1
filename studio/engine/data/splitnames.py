"""Which files train, validate and test, by the words in their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

TRAIN, VALIDATION, TEST = "train", "validation", "test"
_WORDS = {
    TRAIN: frozenset(("train", "training", "trn", "训练", "训练集", "訓練", "訓練集")),
    VALIDATION: frozenset(
        (
            "validation",
            "valid",
            "val",
            "dev",
            "devel",
            "development",
            "eval",
            "验证",
            "验证集",
            "开发集",
            "驗證",
            "驗證集",
        )
    ),
    TEST: frozenset(("test", "testing", "tst", "测试", "测试集", "測試", "測試集")),
}
_WORD = re.compile(r"[a-z]+|[\u3400-\u9fff]+")
_CHINESE = re.compile("(训练|訓練)|(验证|驗證|开发集)|(测试|測試)")


def name_split(name: str) -> str | None:
    """The split that a file's or folder's name speaks of; None where it speaks of none, or of two."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    words = set(_WORD.findall(spaced.casefold()))
    found = {split for split, known in _WORDS.items() if words & known}
    for match in _CHINESE.finditer(name):
        found.add((TRAIN, VALIDATION, TEST)[(match.lastindex or 1) - 1])
    return found.pop() if len(found) == 1 else None


def recognise_splits(files: Sequence[str]) -> dict[str, list[str]]:
    """Which files train, validate and test; all train where the names do not say.

    A file's own name says it, else the folder it stands in.
    """
    found: dict[str, list[str]] = {TRAIN: [], VALIDATION: [], TEST: []}
    for file in files:
        parts = file.replace("\\", "/").rstrip("/").split("/")
        named = [split for part in reversed(parts[-2:]) if (split := name_split(part))]
        found[named[0] if named else TRAIN].append(file)
    return found if found[TRAIN] else {TRAIN: list(files), VALIDATION: [], TEST: []}
