"""What published files hold, counted by the simplest code that can: nothing here comes from the product."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

Facts = dict[str, Any]
"""What ``studio inspect --json`` must say, by the names it uses."""


def read_sentences(path: Path, tag: int = -1) -> Iterator[list[str]]:
    """The tags of each sentence of token data: an empty line, or one of blanks alone, ends it."""
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if not line.strip() or line.startswith("-DOCSTART-"):
            if tags:
                yield tags
            tags = []
        elif not line.startswith("# "):
            tags.append((line.split("\t") if "\t" in line else line.split())[tag])


def count_entities(tags: Iterable[str]) -> Counter[str]:
    """The entities of one sentence by type: IOB2, IO and IOB1 alike, since none of these sets has touching I- runs."""
    found: Counter[str] = Counter()
    before = "O"
    for tag in tags:
        kind = tag[2:]
        if tag != "O" and (tag.startswith("B-") or before[2:] != kind):
            found[kind] += 1
        before = tag
    return found


def count_conll(scheme: str, tag: int = -1) -> Callable[[list[Path]], Facts]:
    """Sentences of each file and entities of all of them."""

    def count(paths: list[Path]) -> Facts:
        sets = [list(read_sentences(path, tag)) for path in paths]
        labels = sum((count_entities(tags) for sentences in sets for tags in sentences), Counter[str]())
        facts: Facts = {"task": "token-classification", "scheme": scheme, "labels": dict(labels)}
        return facts | count_splits([len(sentences) for sentences in sets])

    return count


def count_splits(sizes: list[int]) -> Facts:
    """Of three files all splits; of two the test split, since validation is taken from training; else their sum."""
    if len(sizes) == 3:
        return {"splits": dict(zip(("train", "validation", "test"), sizes, strict=True)), "examples": sum(sizes)}
    return {"splits.test": sizes[1], "examples": sum(sizes)} if len(sizes) == 2 else {"examples": sizes[0]}


def read_rows(path: Path, encoding: str, delimiter: str, quoted: bool) -> list[list[str]]:
    """The rows of a table, by the csv module told all it needs to know."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    text = path.read_bytes().decode(encoding)
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting) if row]


def count_classes(
    label: int, delimiter: str, *, header: bool, quoted: bool, encoding: str = "utf-8"
) -> Callable[[list[Path]], Facts]:
    """Rows of each file and labels of all of them."""

    def count(paths: list[Path]) -> Facts:
        tables = [read_rows(path, encoding, delimiter, quoted)[header:] for path in paths]
        labels = Counter(row[label] for rows in tables for row in rows)
        facts: Facts = {"task": "text-classification", "labels": dict(labels), "scheme": "none"}
        return facts | {"delimiter": delimiter} | count_splits([len(rows) for rows in tables])

    return count


def count_table(delimiter: str, *, quoted: bool, encoding: str = "utf-8") -> Callable[[list[Path]], Facts]:
    """Rows and columns of tables without a header that no task fits yet."""

    def count(paths: list[Path]) -> Facts:
        tables = [read_rows(path, encoding, delimiter, quoted) for path in paths]
        width = max(Counter(len(row) for rows in tables for row in rows).items(), key=lambda item: item[1])[0]
        facts: Facts = {"task": "unsupported", "columns": [f"column {n}" for n in range(1, width + 1)]}
        return facts | {"examples": sum(map(len, tables)), "labels": {}}

    return count


def count_objects(paths: list[Path]) -> Facts:
    """Objects of JSON lines or of one array that no task fits yet, with the names of their first one."""
    text = paths[0].read_text(encoding="utf-8")
    rows = (
        json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines() if line]
    )
    return {"task": "unsupported", "examples": len(rows), "columns": list(rows[0]), "labels": {}}


def count_lines(encoding: str) -> Callable[[list[Path]], Facts]:
    """Lines of plain text."""

    def count(paths: list[Path]) -> Facts:
        lines = paths[0].read_bytes().decode(encoding).splitlines()
        return {"task": "unsupported", "lines": len(lines), "encoding": encoding}

    return count


def count_parallel(paths: list[Path]) -> Facts:
    """Snips: words, tags and intents in three files of the same lines in each folder."""
    sizes, labels = [], Counter[str]()
    for folder in paths:
        lines = [line.split() for line in (folder / "seq.out").read_text(encoding="utf-8").splitlines() if line.strip()]
        labels += sum((count_entities(tags) for tags in lines), Counter[str]())
        sizes.append(len(lines))
    return {"task": "token-classification", "labels": dict(labels), "scheme": "IOB2"} | count_splits(sizes)


def count_brat(paths: list[Path]) -> Facts:
    """Documents and marked places of a brat folder."""
    notes = [path.read_text(encoding="utf-8") for path in sorted(paths[0].glob("*.ann"))]
    labels = Counter(match[1] for text in notes for match in re.finditer(r"^T\d+\t(\S+) ", text, re.MULTILINE))
    return {"task": "token-classification", "scheme": "spans", "examples": len(notes), "labels": dict(labels)}


def count_spans(key: str, answer: str = "accept") -> Callable[[list[Path]], Facts]:
    """Texts and marked places of JSON lines; those that were not accepted are left out, the same place counts once."""

    def count(paths: list[Path]) -> Facts:
        rows = [json.loads(line) for line in paths[0].read_text(encoding="utf-8").splitlines() if line.strip()]
        kept = [row for row in rows if row.get("text", "").strip() and row.get("answer", answer) == answer]
        marked = [_list_places(row.get(key) or []) for row in kept]
        labels = Counter(label for places in marked for _, _, label in set(places))
        return {"task": "token-classification", "scheme": "spans", "labels": dict(labels), "texts": len(kept)}

    return count


def _list_places(items: list[Any]) -> list[tuple[int, int, str]]:
    return [
        (item["start"], item["end"], str(item["label"])) if isinstance(item, dict) else (item[0], item[1], str(item[2]))
        for item in items
    ]


def count_layers(paths: list[Path]) -> Facts:
    """Sentences of WebAnno's second format without named entities: no task fits them."""
    lines = paths[0].read_text(encoding="utf-8").split("\n")
    features = lines[0].count(" | ")
    columns = [*(f"column {n}" for n in range(1, features + 3)), "# text"]
    sentences = sum(line.startswith("#text=") for line in lines)
    return {"task": "unsupported", "examples": sentences, "columns": columns, "labels": {}}


def count_tasks(paths: list[Path]) -> Facts:
    """Tasks of Label Studio, and what was chosen in them where each choice is about one text."""
    tasks = json.loads(paths[0].read_text(encoding="utf-8"))
    results = [(task, answer) for task in tasks for given in task.get("annotations", []) for answer in given["result"]]
    chosen = Counter(
        choice
        for task, answer in results
        for choice in answer["value"].get("choices", [])
        if isinstance(task["data"].get(answer["to_name"]), str)
    )
    return {"examples": len(tasks), "labels": dict(chosen)}
