"""Tables as text: quotes, rows of other widths, headers, line ends, delimiters, values that other readers change."""

from __future__ import annotations

from tests.engine.data.hostile.case import HEAD, PAIRS, TABLE, TALK, Case, Make, Pair, cut_places, put, swap, write_csv

GOOD = write_csv()
LINES = GOOD.splitlines()


def with_line(at: int, line: str, end: str = "\n") -> str:
    """The good file with another line (1 is the header)."""
    return end.join([*LINES[: at - 1], line, *LINES[at:]]) + end


def with_text(text: str, at: int = 5) -> tuple[str, tuple[Pair, ...]]:
    """A careful file in which one text is this one, and its examples."""
    rows = [*TABLE]
    rows[at] = (text, TABLE[at][1])
    return write_csv(rows), swap(PAIRS, at - 1, (text, (TABLE[at][1],)))


def keeps(name: str, text: str) -> Case:
    """A text that must come out as it went in."""
    content, pairs = with_text(text)
    return Case(f"text-{name}", put("talk.csv", content), pairs)


def labels(name: str, first: str, second: str) -> Case:
    """Two labels that must come out as they went in."""
    rows = [(text, (first, second)[at % 2]) for at, (text, _) in enumerate(TALK)]
    pairs = [(text, (label,)) for text, label in rows]
    return Case(f"labels-{name}", put("talk.csv", write_csv([HEAD, *rows])), pairs)


def cut(content: str, name: str) -> list[Case]:
    """A file that ends at many places: whole rows stay right, and at most one more comes."""
    cases = []
    for place in cut_places(len(content) - 40, 8):
        whole = max(0, content[: place + 40].count("\n") - 1)
        cases.append(Case(f"{name}-cut-{place}", put("talk.csv", content[: place + 40]), PAIRS[:whole], more=1))
    return cases


LINE_ENDS: dict[str, str] = {
    "lf": GOOD,
    "crlf": write_csv(end="\r\n"),
    "cr": write_csv(end="\r"),
    "mixed": "".join(line + ("\n", "\r\n")[at % 2] for at, line in enumerate(LINES)),
    "all-three": "".join(line + ("\n", "\r\n", "\r")[at % 3] for at, line in enumerate(LINES)),
    "crcrlf": "\r\r\n".join(LINES) + "\r\r\n",
    "no-last": "\n".join(LINES),
    "blank-between": "\n\n".join(LINES) + "\n",
    "blank-first": "\n\n\n" + GOOD,
    "blank-last": GOOD + "\n" * 40,
    "blanks-last": GOOD + "   \n\t\n  \n",
    "commas-last": GOOD + ",\n,\n,\n",
    "ctrl-z": GOOD + "\x1a",
}
TEXTS: dict[str, str] = {
    "line-separator": "one\u2028two\u2029three\x85four",
    "vertical": "one\x0btwo\x0cthree",
    "newline": "one\ntwo\n\nthree",
    "crlf": "one\r\ntwo",
    "delimiter": "one, two, three; four | five\tsix",
    "quotes": 'she said "no", then """yes"""',
    "quote-alone": '"',
    "apostrophes": "'tis 'quoted, like' this'",
    "backslash": 'C:\\new\\table "x\\" y',
    "formula": '=HYPERLINK("http://x.example","a")&A1',
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "emoji": "👩‍👩‍👧‍👦 family 🇨🇳 flag 👍🏽",
    "combining": "e\u0301 and n\u0303 and Z̸̧͎a̶l̵g̷o̸",
    "right-to-left": "שלום \u202eevil\u202c مرحبا",
    "zero-width": "zero\u200bwidth\u200djoin\ufeffmark",
    "html": "<script>alert(1)</script>&amp;<b>bold</b>",
    "percent": "100% %s %n {0} {name} ${HOME} $(id)",
    "hash": "# no comment",
    "private": "\ue000 \U0010ffff \ufffe",
    "replacement": "a \ufffd that was there before",
    "null-word": "NULL",
    "na": "NA",
    "nan": "nan",
    "none": "None",
    "zeros": "007",
    "long-number": "12345678901234567890123",
    "exponent": "1e5",
    "date": "2024-02-30",
    "decimal-comma": "1.234,56",
    "boolean": "TRUE",
    "long": "word " * 20_000 + "end",
    "blanks": "  kept  inside  and  around ",
    "fullwidth": "你好，“世界”；再见\u3000！",
}
LABELS: dict[str, tuple[str, str]] = {
    "newline": ("a\nb", "c"),
    "comma": ("a, b", "a; b"),
    "html": ("<b>a</b>", "<img src=x onerror=alert(1)>"),
    "na": ("NA", "None"),
    "null": ("null", "nan"),
    "zeros": ("01", "1"),
    "numbers": ("0", "1"),
    "signs": ("-1", "+1"),
    "boolean": ("TRUE", "False"),
    "chinese": ("退款", "表扬"),
    "emoji": ("🙂", "🙁"),
    "path": ("../../etc/passwd", "C:\\CON"),
    "long": ("x" * 55, "y"),
    "right-to-left": ("\u202eabc", "שלום"),
    "braces": ("{ $label }", "%s"),
    "quote": ('"', "'"),
    "outside": ("O", "B-PER"),
    "case": ("Refund", "refund"),
}


def widen(line: str) -> str:
    return line + ",,,"


QUOTES = [
    Case(
        "quote-open-header", put("talk.csv", with_line(1, '"text,label')), PAIRS, codes=("data.*quote*",), either=True
    ),
    Case(
        "quote-open-middle",
        put("talk.csv", with_line(6, '"' + LINES[5])),
        swap(PAIRS, 4, ('"' + PAIRS[4][0], PAIRS[4][1])),
        codes=("data.*quote*",),
        either=True,
    ),
    Case(
        "quote-open-last",
        put("talk.csv", with_line(13, '"' + LINES[12])),
        swap(PAIRS, 11, ('"' + PAIRS[11][0], PAIRS[11][1])),
        codes=("data.*quote*",),
        either=True,
    ),
    Case(
        "quote-open-among-quoted",
        put("talk.csv", write_csv(quoting=1).replace('"praise"\n', '"praise\n', 1)),
        codes=("data.*quote*|data.ragged_row",),
    ),
    Case("quote-all", put("talk.csv", write_csv(quoting=1)), PAIRS),
    Case("quote-blank-before", put("talk.csv", GOOD.replace(",", ', "').replace("\n", '"\n')), PAIRS),
    Case(
        "quote-raw-tsv",
        put("talk.tsv", write_csv(delimiter="\t").replace("\nrain", '\n"rain').replace("soup", 'so"up')),
        swap(swap(PAIRS, 0, ('"' + PAIRS[0][0], PAIRS[0][1])), 4, (PAIRS[4][0].replace("soup", 'so"up'), PAIRS[4][1])),
    ),
    Case("quote-whole-rows", put("talk.csv", "".join(f'"{line}"\n' for line in LINES)), task="unsupported"),
]
WIDTHS = [
    Case("short-row", put("talk.csv", with_line(6, TALK[4][0])), swap(PAIRS, 4), codes=("data.label_missing",), row=6),
    Case("long-row", put("talk.csv", with_line(6, LINES[5] + ",x,y")), codes=("data.ragged_row",), row=6),
    Case("blank-cells", put("talk.csv", "".join(widen(line) + "\n" for line in LINES)), PAIRS),
    Case(
        "blank-cells-below", put("talk.csv", LINES[0] + "\n" + "".join(widen(line) + "\n" for line in LINES[1:])), PAIRS
    ),
    Case("empty-text", put("talk.csv", with_line(6, ",praise")), swap(PAIRS, 4), codes=("data.text_missing",), row=6),
    Case(
        "white-text",
        put("talk.csv", with_line(6, '"  \t",praise')),
        swap(PAIRS, 4),
        codes=("data.text_missing",),
        row=6,
    ),
    Case(
        "empty-quoted", put("talk.csv", with_line(6, '"",praise')), swap(PAIRS, 4), codes=("data.text_missing",), row=6
    ),
    Case("empty-label", put("talk.csv", with_line(6, "words,")), swap(PAIRS, 4), codes=("data.label_missing",), row=6),
    Case("unquoted-comma", put("talk.csv", with_line(6, "one, two,praise")), codes=("data.ragged_row",), row=6),
    Case(
        "every-row-longer",
        put("talk.csv", LINES[0] + "\n" + "".join(f"{n},{line}\n" for n, line in enumerate(LINES[1:]))),
        PAIRS,
        codes=("data.ragged*|data.*header*|data.*column*",),
        either=True,
    ),
]
HEADERS = [
    Case(
        "header-twice",
        put("talk.csv", write_csv([("text", "label", "label"), *((*row, "x") for row in TALK)])),
        PAIRS,
        codes=("data.duplicate_column",),
        row=1,
    ),
    Case("header-blank", put("talk.csv", write_csv([("text", "", "label"), *((a, "7", b) for a, b in TALK)])), PAIRS),
    Case("header-blanks-around", put("talk.csv", with_line(1, " text , label ")), PAIRS),
    Case("header-case", put("talk.csv", with_line(1, "TEXT,Label")), PAIRS),
    Case("header-only", put("talk.csv", "text,label\n"), codes=("data.no_rows",)),
    Case("header-only-cut", put("talk.csv", "text,lab"), codes=("data.no_rows|data.*",)),
    Case("header-none", put("talk.csv", write_csv(TALK)), PAIRS),
    Case("header-again", put("talk.csv", GOOD + GOOD), (*PAIRS, ("text", ("label",)), *PAIRS)),
    Case("header-sep-line", put("talk.csv", "sep=;\n" + write_csv(delimiter=";")), PAIRS),
    Case("header-below-title", put("talk.csv", "Export of 2024\n\n" + GOOD), PAIRS, codes=("data.*",), either=True),
    Case("header-comments", put("talk.csv", "# made by x\n# on a day\n" + GOOD), PAIRS, codes=("data.*",), either=True),
    Case("header-chinese", put("talk.csv", with_line(1, "文本,标签")), PAIRS),
    Case("header-marked-quoted", put("talk.csv", b"\xef\xbb\xbf" + write_csv(quoting=1).encode()), PAIRS),
    Case(
        "header-reserved",
        put("talk.csv", write_csv([("text", "# row", "label"), *((a, "7", b) for a, b in TALK)])),
        PAIRS,
    ),
    Case(
        "header-cells-name",
        put("talk.csv", write_csv([("text", "cells", "gold", "label"), *((a, "7", "8", b) for a, b in TALK)])),
        PAIRS,
    ),
    Case(
        "header-injection",
        put("talk.csv", write_csv([("text", 'a"; DROP TABLE x; --', "label"), *((a, "7", b) for a, b in TALK)])),
        PAIRS,
    ),
    Case(
        "columns-300",
        put("talk.csv", write_csv([(*HEAD, *(f"c{n}" for n in range(300))), *((*row, *"x" * 300) for row in TALK)])),
        PAIRS,
    ),
]
VALUES = [
    Case(
        "values-kept",
        put(
            "talk.csv",
            write_csv(
                [
                    ("text", "label", "id", "when", "sum", "big"),
                    *((*row, f"00{n}", "2024-01-02", "1,50", "12345678901234567890") for n, row in enumerate(TALK)),
                ]
            ),
        ),
        PAIRS,
        [
            ("text", "label", "id", "when", "sum", "big"),
            *((*row, f"00{n}", "2024-01-02", "1,50", "12345678901234567890") for n, row in enumerate(TALK)),
        ],
    ),
    Case(
        "values-words",
        put(
            "talk.csv",
            write_csv(
                [("text", "label", "x"), *((*row, ("NA", "true", "1e5", "nan")[n % 4]) for n, row in enumerate(TALK))]
            ),
        ),
        PAIRS,
        [("text", "label", "x"), *((*row, ("NA", "true", "1e5", "nan")[n % 4]) for n, row in enumerate(TALK))],
    ),
    Case(
        "decimal-comma",
        put("talk.csv", write_csv([("text", "label", "x"), *((*row, f"{n},5") for n, row in enumerate(TALK))], ";")),
        PAIRS,
        [("text", "label", "x"), *((*row, f"{n},5") for n, row in enumerate(TALK))],
    ),
    Case("multi-character-delimiter", put("talk.csv", "\n".join("::".join(row) for row in TABLE)), task="unsupported"),
    Case("fixed-width", put("talk.txt", "\n".join(f"{a:<50}{b}" for a, b in TABLE)), task="unsupported"),
    Case(
        "prose",
        put("talk.txt", "Well, it rained, and then, oddly, it did not.\nHe came, saw, and went.\n" * 8),
        task="unsupported",
    ),
    Case(
        "null-byte",
        put("talk.csv", with_line(6, "one\0two,praise")),
        swap(PAIRS, 4, ("one\0two", ("praise",))),
        codes=("data.*null*|data.*control*",),
        either=True,
    ),
    Case("null-bytes-last", put("talk.csv", GOOD + "\0" * 20), PAIRS, codes=("data.*",), either=True),
    Case(
        "separator-characters",
        put("talk.csv", with_line(6, "one\x1ctwo\x1fthree,praise")),
        swap(PAIRS, 4, ("one\x1ctwo\x1fthree", ("praise",))),
    ),
    Case("one-column", put("talk.csv", "text\n" + "".join(f"{a}\n" for a, _ in TALK)), task="unsupported"),
    Case("one-row", put("talk.csv", "text,label\nonly this,x\n"), [("only this", ("x",))], codes=("data.too_few",)),
    Case(
        "labels-trailing-blank",
        put("talk.csv", with_line(6, '"words","praise "')),
        swap(PAIRS, 4, ("words", ("praise ",))),
        codes=("data.*",),
        either=True,
    ),
]


def put_delimited(delimiter: str) -> Make:
    return put("talk.csv", write_csv(delimiter=delimiter))


CASES: list[Case] = [
    *(
        Case(f"ends-{name}", put("talk.csv", content), PAIRS, codes=("data.*",), either=name in ("ctrl-z",))
        if name == "ctrl-z"
        else Case(f"ends-{name}", put("talk.csv", content), PAIRS)
        for name, content in LINE_ENDS.items()
    ),
    *(keeps(name, text) for name, text in TEXTS.items()),
    *(labels(name, first, second) for name, (first, second) in LABELS.items()),
    *(Case(f"delimiter-{ord(sign)}", put_delimited(sign), PAIRS) for sign in "\t;|^~"),
    *cut(write_csv(quoting=1), "quoted"),
    *cut(GOOD, "plain"),
    *QUOTES,
    *WIDTHS,
    *HEADERS,
    *VALUES,
]
