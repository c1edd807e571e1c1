"""JSON and JSON lines: broken, deep, of mixed kinds; offsets that do not fit; what annotation tools write."""

from __future__ import annotations

import json
from typing import Any

from tests.engine.data.hostile.case import PAIRS, TALK, Case, Pair, cut_places, put, swap

ROWS = [{"text": text, "label": label} for text, label in TALK]


def write_lines(rows: list[Any], end: str = "\n", **options: Any) -> str:
    return "".join(json.dumps(row, **({"ensure_ascii": False} | options)) + end for row in rows)


GOOD = write_lines(ROWS)
LINES = GOOD.splitlines()
MARKED = tuple(
    {
        "text": f"{who} went to Rome on day {day}",
        "entities": [[0, len(who), "PER"], [len(who) + 9, len(who) + 13, "LOC"]],
    }
    for day, who in enumerate(["Anna", "Ben", "Chloé", "王小明", "Eve", "Finn"])
)
NAMED: tuple[Pair, ...] = tuple(
    (str(row["text"]), (f"PER={str(row['text']).split()[0]}", "LOC=Rome")) for row in MARKED
)


def with_line(at: int, *lines: str) -> str:
    """The good lines with others in the place of one (from 1)."""
    return "\n".join([*LINES[: at - 1], *lines, *LINES[at:]]) + "\n"


def with_row(name: str, row: dict[str, Any], *pairs: Pair, codes: tuple[str, ...] = (), **options: Any) -> Case:
    """The fifth line is another object."""
    content = write_lines([*ROWS[:4], row, *ROWS[5:]], **options)
    return Case(
        f"row-{name}", put("talk.jsonl", content), swap(PAIRS, 4, *pairs), codes=codes, row=5 if codes else None
    )


def marked(
    name: str, item: Any, *codes: str, text: str = "Anna went to Rome", kept: tuple[str, ...] | None = None
) -> Case:
    """The third line has these entities."""
    content = write_lines([*MARKED[:2], {"text": text, "entities": item}, *MARKED[3:]])
    entities = None if kept is None else swap(NAMED, 2, (text, kept))
    return Case(f"spans-{name}", put("marked.jsonl", content), entities=entities, codes=codes, row=3 if codes else None)


LINED = [
    Case("good", put("talk.jsonl", GOOD), PAIRS),
    Case("escaped", put("talk.jsonl", write_lines(ROWS, ensure_ascii=True)), PAIRS),
    Case("named-csv", put("talk.csv", GOOD), PAIRS),
    Case("named-txt", put("talk.txt", GOOD), PAIRS),
    Case("named-json", put("talk.json", GOOD), PAIRS),
    Case("crlf", put("talk.jsonl", write_lines(ROWS, "\r\n")), PAIRS),
    Case("cr", put("talk.jsonl", write_lines(ROWS, "\r")), PAIRS),
    Case("mark", put("talk.jsonl", b"\xef\xbb\xbf" + GOOD.encode()), PAIRS),
    Case("utf-16", put("talk.jsonl", GOOD.encode("utf-16")), PAIRS),
    Case("blank-lines", put("talk.jsonl", "\n\n" + GOOD.replace("\n", "\n\n") + "\n\n"), PAIRS),
    Case(
        "keys-turned",
        put(
            "talk.jsonl",
            "".join(json.dumps(dict(list(row.items())[:: (-1) ** n])) + "\n" for n, row in enumerate(ROWS)),
        ),
        PAIRS,
    ),
    Case(
        "record-marks",
        put("talk.jsonl", "".join("\x1e" + line + "\n" for line in LINES)),
        PAIRS,
        codes=("data.*",),
        either=True,
    ),
    Case(
        "line-broken",
        put("talk.jsonl", with_line(5, '{"text": "a", "label": ')),
        swap(PAIRS, 4),
        codes=("data.not_json",),
        row=5,
    ),
    Case(
        "line-comma", put("talk.jsonl", with_line(5, LINES[4] + ",")), swap(PAIRS, 4), codes=("data.not_json",), row=5
    ),
    Case(
        "line-two",
        put("talk.jsonl", with_line(5, LINES[4] + LINES[4])),
        swap(PAIRS, 4),
        codes=("data.not_json",),
        row=5,
    ),
    Case(
        "line-apostrophes",
        put("talk.jsonl", with_line(5, "{'text': 'a', 'label': 'b'}")),
        swap(PAIRS, 4),
        codes=("data.not_json",),
        row=5,
    ),
    Case(
        "line-comment", put("talk.jsonl", with_line(5, "// a remark", LINES[4])), PAIRS, codes=("data.not_json",), row=5
    ),
    Case("line-number", put("talk.jsonl", with_line(5, "7")), swap(PAIRS, 4), codes=("data.not_json",), row=5),
    Case("line-list", put("talk.jsonl", with_line(5, '["a", "b"]')), swap(PAIRS, 4), codes=("data.not_json",), row=5),
    Case("line-null", put("talk.jsonl", with_line(5, "null")), swap(PAIRS, 4), codes=("data.not_json",), row=5),
    Case(
        "line-empty-object", put("talk.jsonl", with_line(5, "{}")), swap(PAIRS, 4), codes=("data.text_missing",), row=5
    ),
    Case(
        "line-deep",
        put("talk.jsonl", with_line(5, '{"text": "a", "label": "praise", "x": ' + "[" * 90_000 + "]" * 90_000 + "}")),
        swap(PAIRS, 4),
        codes=("data.not_json|data.*",),
        row=5,
    ),
    Case(
        "line-same-key",
        put("talk.jsonl", with_line(5, '{"text": "one", "text": "two", "label": "praise"}')),
        swap(PAIRS, 4, ("two", ("praise",))),
        codes=("data.duplicate_key",),
        row=5,
    ),
    Case(
        "line-many-digits",
        put("talk.jsonl", with_line(5, '{"text": "a", "label": "praise", "n": ' + "9" * 9_000 + "}")),
        swap(PAIRS, 4),
        codes=("data.*",),
        row=5,
    ),
    *(
        Case(
            f"cut-{place}",
            put("talk.jsonl", GOOD[:place]),
            PAIRS[: GOOD[:place].count("\n")],
            more=1,
            codes=("data.not_json",),
            either=False,
        )
        for place in cut_places(len(GOOD), 5)
        if place > 200
    ),
]
CELLS = [
    with_row(
        "surrogate",
        {"text": "a \ud800 b", "label": "praise"},
        ("a \ufffd b", ("praise",)),
        codes=("data.half_characters",),
        ensure_ascii=True,
    ),
    with_row(
        "surrogate-label",
        {"text": "words", "label": "pra\udfffise"},
        ("words", ("pra\ufffdise",)),
        codes=("data.half_characters",),
        ensure_ascii=True,
    ),
    with_row("null-character", {"text": "a \0 b", "label": "praise"}, ("a \0 b", ("praise",))),
    with_row("line-separator", {"text": "a\u2028b\x85c\x0bd", "label": "praise"}, ("a\u2028b\x85c\x0bd", ("praise",))),
    with_row("newlines", {"text": "a\r\nb\n", "label": "praise"}, ("a\r\nb\n", ("praise",))),
    with_row("text-null", {"text": None, "label": "praise"}, codes=("data.text_missing",)),
    with_row("text-absent", {"label": "praise"}, codes=("data.text_missing",)),
    with_row("text-number", {"text": 7, "label": "praise"}, ("7", ("praise",))),
    with_row("text-list", {"text": ["a", "b"], "label": "praise"}, codes=("data.text_not_text|data.*",)),
    with_row("text-object", {"text": {"a": 1}, "label": "praise"}, codes=("data.text_not_text|data.*",)),
    with_row("label-null", {"text": "words", "label": None}, codes=("data.label_missing",)),
    with_row("label-object", {"text": "words", "label": {"a": 1}}, codes=("data.label_not_text|data.*",)),
    with_row("label-number", {"text": "words", "label": 3}, ("words", ("3",))),
    with_row("label-nan", {"text": "words", "label": float("nan")}, codes=("data.*",)),
    with_row("extra-nan", {"text": "words", "label": "praise", "x": float("inf")}, ("words", ("praise",))),
    with_row("extra-deep", {"text": "words", "label": "praise", "x": {"y": [1, {"z": None}]}}, ("words", ("praise",))),
    with_row("extra-kinds", {"text": "words", "label": "praise", "x": [1, "a", None, {}]}, ("words", ("praise",))),
    with_row("name-empty", {"text": "words", "label": "praise", "": "x"}, ("words", ("praise",))),
    with_row("name-odd", {"text": "words", "label": "praise", "# row": "x", "a.b\n": 1}, ("words", ("praise",))),
    Case(
        "label-booleans",
        put("talk.jsonl", write_lines([{"text": t, "label": g == "praise"} for t, g in TALK])),
        tuple((t, ("true" if g == "praise" else "false",)) for t, g in TALK),
    ),
    Case(
        "label-numbers",
        put("talk.jsonl", write_lines([{"text": t, "label": n % 3} for n, (t, _) in enumerate(TALK)])),
        tuple((t, (str(n % 3),)) for n, (t, _) in enumerate(TALK)),
    ),
    Case(
        "first-row-odd", put("talk.jsonl", write_lines([{"x": 1}, *ROWS])), PAIRS, codes=("data.text_missing",), row=1
    ),
    Case(
        "late-column", put("talk.jsonl", write_lines([*({"text": t} for t, _ in TALK * 30), *ROWS])), codes=("data.*",)
    ),
]
WHOLE = [
    Case("array", put("talk.json", json.dumps(ROWS, ensure_ascii=False)), PAIRS),
    Case("array-indented", put("talk.json", json.dumps(ROWS, ensure_ascii=False, indent=2)), PAIRS),
    Case("array-in-lines", put("talk.jsonl", json.dumps(ROWS, ensure_ascii=False, indent=1)), PAIRS),
    Case("array-mark", put("talk.json", b"\xef\xbb\xbf" + json.dumps(ROWS).encode()), PAIRS),
    Case("array-utf-16", put("talk.json", json.dumps(ROWS, ensure_ascii=False).encode("utf-16")), PAIRS),
    Case("array-cut", put("talk.json", json.dumps(ROWS)[:-9]), codes=("data.*json*",)),
    Case("array-cut-early", put("talk.json", json.dumps(ROWS, indent=1)[:150]), codes=("data.*json*",)),
    Case("array-comma", put("talk.json", json.dumps(ROWS)[:-1] + ",]"), codes=("data.*json*",)),
    Case("array-more", put("talk.json", json.dumps(ROWS) + "\n{}"), codes=("data.*json*",)),
    Case("array-empty", put("talk.json", "[]"), codes=("data.no_rows|data.*",)),
    Case("array-numbers", put("talk.json", "[1, 2, 3]"), codes=("data.*",)),
    Case(
        "array-texts",
        put("talk.json", json.dumps([t for t, _ in TALK])),
        codes=("data.*",),
        task="unsupported",
        either=True,
    ),
    Case("array-mixed", put("talk.json", json.dumps([*ROWS[:4], 7, *ROWS[5:]])), swap(PAIRS, 4), codes=("data.*",)),
    Case(
        "array-pairs",
        put("talk.json", json.dumps([["text", "label"], *map(list, TALK)])),
        PAIRS,
    ),
    Case("object", put("talk.json", json.dumps({"version": 1, "data": ROWS})), PAIRS, codes=("data.*",), either=True),
    Case("object-empty", put("talk.json", "{}"), codes=("data.*",)),
    Case("object-one", put("talk.json", json.dumps(ROWS[0])), codes=("data.*",)),
    Case(
        "object-columns",
        put("talk.json", json.dumps({"text": [t for t, _ in TALK], "label": [g for _, g in TALK]})),
        PAIRS,
        codes=("data.*",),
        either=True,
    ),
    Case("scalar", put("talk.json", "3.5"), codes=("data.*",), task="unsupported", either=True),
    Case("string", put("talk.json", '"text"'), codes=("data.*",), task="unsupported", either=True),
    Case("deep", put("talk.json", "[" * 100_000 + "]" * 100_000), codes=("data.*",)),
    Case("deep-objects", put("talk.json", '{"a":' * 50_000 + "1" + "}" * 50_000), codes=("data.*",)),
    Case("deep-open", put("talk.json", "[{" * 30_000), codes=("data.*",)),
    Case("nan", put("talk.json", json.dumps([{**row, "x": float("nan")} for row in ROWS])), PAIRS),
    Case("huge-number", put("talk.json", "[" + "1" * 200_000 + "]"), codes=("data.*",)),
]
SPANS = [
    Case("spans-good", put("marked.jsonl", write_lines([*MARKED])), entities=NAMED),
    marked("none", [], kept=()),
    marked("turned", [[13, 17, "LOC"], [0, 4, "PER"]], kept=("PER=Anna", "LOC=Rome")),
    marked("outside", [[13, 90, "LOC"]], "data.span_outside"),
    marked("negative", [[-4, 2, "LOC"]], "data.span_outside"),
    marked("reversed", [[4, 0, "PER"]], "data.span_outside|data.span_empty|data.*"),
    marked("zero-length", [[4, 4, "PER"]], "data.span_outside|data.span_empty"),
    marked("white", [[4, 5, "PER"]], "data.span_empty"),
    marked("overlapping", [[0, 9, "PER"], [5, 12, "LOC"]], "data.span_overlap"),
    marked("nested", [[0, 17, "PER"], [13, 17, "LOC"]], "data.span_overlap|data.span_nested"),
    marked("twice", [[0, 4, "PER"], [0, 4, "PER"]], "data.span_twice", kept=("PER=Anna",)),
    marked("two-labels", [[0, 4, "PER"], [0, 4, "ORG"]], "data.span_nested"),
    marked("floats", [[0.0, 4.5, "PER"]], "data.span_unreadable"),
    marked("whole-floats", [[0.0, 4.0, "PER"]], "data.span_unreadable"),
    marked("strings", [["0", "4", "PER"]], "data.span_unreadable"),
    marked("booleans", [[False, True, "PER"]], "data.span_unreadable"),
    marked("short", [[0, 4]], "data.span_unreadable"),
    marked("long", [[0, 4, "PER", 1]], "data.span_unreadable"),
    marked("no-list", "PER", "data.span_unreadable"),
    marked("number", 7, "data.span_unreadable"),
    marked("object", {"PER": [0, 4]}, "data.span_unreadable|data.*"),
    marked("label-null", [[0, 4, None]], "data.span_unreadable"),
    marked("label-empty", [[0, 4, ""]], "data.span_unreadable"),
    marked("huge", [[0, 10**30, "PER"]], "data.span_outside"),
    marked("inside-word", [[0, 2, "PER"]], "data.span_inside_word"),
    marked("newline-label", [[0, 4, "A\nB"]], kept=("A\nB=Anna",)),
    marked("emoji", [[2, 6, "PER"]], text="👍 Anna", kept=("PER=Anna",)),
    Case(
        "spans-bytes",
        put(
            "marked.jsonl",
            write_lines([{"text": "王小明 went to Rome", "entities": [[0, 9, "PER"], [18, 22, "LOC"]]}] * 6),
        ),
        codes=("data.*",),
        row=1,
    ),
    Case(
        "cluener",
        put(
            "clue.json",
            write_lines(
                [
                    {
                        "text": "浙商银行叶老桂认为",
                        "label": {"name": {"叶老桂": [[4, 6]]}, "company": {"浙商银行": [[0, 3]]}},
                    }
                ]
                * 6
            ),
        ),
        entities=[("浙商银行叶老桂认为", ("company=浙商银行", "name=叶老桂"))] * 6,
    ),
    Case(
        "cluener-other-text",
        put("clue.json", write_lines([{"text": "浙商银行叶老桂认为", "label": {"name": {"叶老桂": [[5, 7]]}}}] * 6)),
        codes=("data.span_moved",),
        row=1,
    ),
    Case(
        "prodigy-other-text",
        put(
            "marked.jsonl",
            write_lines(
                [
                    {
                        "text": "Anna went",
                        "spans": [{"start": 5, "end": 9, "label": "PER", "text": "Anna"}],
                        "answer": "accept",
                    }
                ]
                * 6
            ),
        ),
        codes=("data.span_moved",),
        row=1,
    ),
]
CASES: list[Case] = [*LINED, *CELLS, *WHOLE, *SPANS]
