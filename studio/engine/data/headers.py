"""Whether a table's first row names its columns, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studio.engine.data.findings import Findings

TEXT_NAMES = (
    "text", "sentence", "content", "message", "body", "review", "comment", "utterance", "question", "query", "title",
    "description", "文本", "内容", "句子", "评论", "正文", "问题", "标题", "留言", "描述", "v2",
)  # fmt: skip
LABEL_NAMES = (
    "label", "labels", "category", "class", "intent", "topic", "sentiment", "tag", "target", "type", "标签", "类别",
    "分类", "类型", "意图", "情感", "主题", "v1",
)  # fmt: skip
_KNOWN = frozenset((*TEXT_NAMES, *LABEL_NAMES, "id", "tokens", "words", "tags", "ner_tags", "score", "date", "time"))
_NUMBER = re.compile(r"[-+]?[\d.,]+%?")


def name_columns(header: Sequence[str], width: int, findings: Findings) -> list[str]:
    """``width`` different names: those of the header, "column 3" for a blank one, "name 2" for a second."""
    names: dict[str, None] = {}
    for index in range(width):
        given = header[index].strip() if index < len(header) else ""
        name, number = given or f"column {index + 1}", 2
        while name in names:
            name, number = f"{given} {number}", number + 1
        if given and name != given:
            findings.add("data.duplicate_column", "look", row=1, column=given, renamed=name)
        names[name] = None
    return list(names)


def has_known_name(row: Sequence[str]) -> bool:
    """Whether one of the cells is a usual name of a column."""
    return any(cell.strip().casefold() in _KNOWN for cell in row)


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row holds names: known ones, or short ones that its columns do not hold again."""
    if not rows:
        return False
    first, rest = rows[0], rows[1:]
    names = [cell.strip() for cell in first]
    if not any(names) or any(_NUMBER.fullmatch(name) for name in names):
        return False
    if has_known_name(names):
        return True
    columns = [[row[index].strip() for row in rest if index < len(row)] for index in range(len(names))]
    if any(name and _are_numbers(column) for name, column in zip(names, columns, strict=True)):
        return True
    if any(name and name in column for name, column in zip(names, columns, strict=True)):
        return False
    return bool(rest) and all(len(name) <= 30 for name in names) and _differs(names, columns)


def _are_numbers(column: list[str]) -> bool:
    """Whether several cells are all numbers, so that a word above them can only be their name."""
    filled = [cell for cell in column if cell]
    return len(filled) > 1 and all(map(_NUMBER.fullmatch, filled))


def _differs(names: list[str], columns: list[list[str]]) -> bool:
    """Whether the first row is of another kind than those below: words over numbers, or short over long."""
    for name, column in zip(names, columns, strict=True):
        filled = [cell for cell in column if cell]
        if name and filled:
            numeric = sum(bool(_NUMBER.fullmatch(cell)) for cell in filled) > 0.9 * len(filled)
            if numeric or len(name) * 3 < sum(map(len, filled)) / len(filled):
                return True
    return False
