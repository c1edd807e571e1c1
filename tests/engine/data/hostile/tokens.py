"""Token data: columns that break, tags of several schemes at once, spans that lie outside, other people's formats."""

from __future__ import annotations

from collections.abc import Sequence

from tests.engine.data.hostile.case import Case, Pair, cut_places, put, put_all, swap

SENTENCES: tuple[tuple[tuple[str, str], ...], ...] = tuple(
    (("Anna", "B-PER"), ("Berg", "I-PER"), ("saw", "O"), (place, "B-LOC"), ("again", "O"), (str(number), "O"))
    for number, place in enumerate(["Oslo", "Rome", "Lima", "Bonn", "Cairo", "Kyoto", "Quito", "Delhi"])
)


def write_lines(sentences: Sequence[Sequence[tuple[str, ...]]] = SENTENCES, by: str = "\t", end: str = "\n") -> str:
    return (end + end).join(end.join(by.join(cells) for cells in sentence) for sentence in sentences) + end


def as_pairs(sentences: Sequence[Sequence[tuple[str, ...]]]) -> tuple[Pair, ...]:
    """Tokens joined by blanks and their tags."""
    return tuple((" ".join(c[0] for c in sentence), tuple(c[-1] for c in sentence)) for sentence in sentences)


GOOD = write_lines()
PAIRS = as_pairs(SENTENCES)
LINES = GOOD.splitlines()
NONE = "data.no_entities"


def with_lines(at: int, *lines: str) -> str:
    """The good file with other lines in the place of one (from 1)."""
    return "\n".join([*LINES[: at - 1], *lines, *LINES[at:]]) + "\n"


def retag(tags: dict[str, str]) -> str:
    """The good file with other tags: token → tag."""
    return write_lines([[(token, tags.get(token, tag)) for token, tag in sentence] for sentence in SENTENCES])


def with_token(name: str, token: str, by: str = "\t") -> Case:
    """The third word of the second sentence is this one."""
    second = swap(SENTENCES[1], 2, (token, "O"))
    sentences = [SENTENCES[0], second, *SENTENCES[2:]]
    return Case(f"token-{name}", put("news.conll", write_lines(sentences, by)), as_pairs(sentences))


def spell(tags: str) -> str:
    """Eight sentences of single letters with these tags."""
    cells = [(chr(97 + at), tag) for at, tag in enumerate(tags.split())]
    return write_lines([[*cells, (str(n), "O")] for n in range(8)])


def scheme(name: str, tags: str, gold: str, *codes: str, row: int | None = None) -> Case:
    """Tags of a scheme and what they are in IOB2."""
    tokens = [chr(97 + at) for at in range(len(tags.split()))]
    pairs = [(" ".join([*tokens, str(n)]), (*gold.split(), "O")) for n in range(8)]
    return Case(f"scheme-{name}", put("news.conll", spell(tags)), pairs, codes=codes, row=row)


SHAPES: dict[str, str | bytes] = {
    "tabs": GOOD,
    "blanks": write_lines(by=" "),
    "many-blanks": write_lines(by="   "),
    "mixed": GOOD.replace("saw\tO", "saw O").replace("again\tO", "again  O"),
    "crlf": write_lines(end="\r\n"),
    "cr": write_lines(end="\r"),
    "mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "utf-16": GOOD.encode("utf-16"),
    "no-last": GOOD.rstrip("\n"),
    "blank-lines": GOOD.replace("\n\n", "\n\n\n\n"),
    "blank-first": "\n\n" + GOOD,
    "lone-tab": GOOD.replace("\n\n", "\n\t\n"),
    "lone-blank": GOOD.replace("\n\n", "\n \n"),
    "trailing-tab": GOOD.replace("\n", "\t\n").replace("\n\t\n", "\n\n"),
    "docstart": "-DOCSTART-\tO\n\n" + GOOD.replace("\n\nAnna", "\n\n-DOCSTART- -X- O O\n\nAnna", 1),
    "docstart-4": "-DOCSTART- -X- -X- O\n\n" + GOOD,
    "comments": "# sent_id = 1\n" + GOOD.replace("\n\nAnna", "\n\n# sent_id = 2\n# a remark\nAnna", 1),
}
SHAPED = [
    *(Case(f"shape-{name}", put("news.conll", content), PAIRS) for name, content in SHAPES.items()),
    Case("shape-named-csv", put("news.csv", GOOD), PAIRS),
    Case("shape-named-txt", put("news.txt", write_lines(by=" ")), PAIRS),
    Case(
        "shape-four-columns",
        put("eng.train", write_lines([[(t, "NN", "I-NP", tag) for t, tag in s] for s in SENTENCES], " ")),
        PAIRS,
    ),
    Case(
        "shape-tag-first",
        put("news.conll", write_lines([[(tag, t) for t, tag in s] for s in SENTENCES])),
        PAIRS,
        codes=("data.*",),
        either=True,
    ),
    Case("shape-header", put("news.conll", "token\ttag\n" + GOOD), PAIRS, codes=("data.*",), either=True),
    Case(
        "shape-one-sentence",
        put("news.conll", GOOD.replace("\n\n", "\n")),
        [(" ".join(t for t, _ in PAIRS), tuple(tag for _, g in PAIRS for tag in g))],
        codes=("data.too_few",),
    ),
    Case(
        "shape-only-outside",
        put("news.conll", GOOD.replace("B-PER", "O").replace("I-PER", "O").replace("B-LOC", "O")),
        codes=(NONE,),
    ),
    Case(
        "shape-no-tags", put("news.conll", write_lines([[(t,) for t, _ in s] for s in SENTENCES])), task="unsupported"
    ),
    Case("shape-only-docstart", put("news.conll", "-DOCSTART- O\n\n-DOCSTART- O\n"), codes=("data.*",)),
    Case("shape-only-comments", put("news.conll", "# one\n# two\n"), codes=("data.*",)),
    *(
        Case(
            f"cut-{place}",
            put("news.conll", GOOD[:place]),
            PAIRS[: GOOD[:place].count("\n\n")],
            more=1,
            codes=(),
            task="token-classification",
        )
        for place in cut_places(len(GOOD), 6)
        if place > 80
    ),
]
BROKEN = [
    Case("tag-lost", put("news.conll", with_lines(10, "saw")), swap(PAIRS, 1), codes=("data.ragged_line",), row=10),
    Case("tag-empty", put("news.conll", with_lines(10, "saw\t")), swap(PAIRS, 1), codes=("data.ragged_line",), row=10),
    Case("token-empty", put("news.conll", with_lines(10, "\tO")), swap(PAIRS, 1), codes=("data.ragged_line",), row=10),
    Case(
        "column-more",
        put("news.conll", with_lines(10, "saw\tO\tx")),
        swap(PAIRS, 1),
        codes=("data.ragged_line",),
        row=10,
    ),
    Case(
        "text-between",
        put("news.conll", with_lines(10, "saw\tO", "this is a remark of somebody")),
        swap(PAIRS, 1),
        codes=("data.ragged_line",),
        row=11,
    ),
    Case("several-tags", put("news.conll", with_lines(11, "Rome\tB-LOC|B-ORG")), codes=("data.several_tags",), row=11),
    Case(
        "several-tags-comma",
        put("news.conll", with_lines(11, "Rome\tB-LOC,B-ORG")),
        codes=("data.several_tags",),
        row=11,
    ),
    Case("prefix-alone", put("news.conll", with_lines(11, "Rome\tB-")), codes=("data.tags_untyped",), row=11),
    Case("outside-small", put("news.conll", with_lines(10, "saw\to")), codes=("data.*",)),
    Case("outside-zero", put("news.conll", with_lines(10, "saw\t0")), codes=("data.*",)),
    Case("prefix-small", put("news.conll", with_lines(11, "Rome\tb-LOC")), codes=("data.*",)),
    Case("inside-first", put("news.conll", with_lines(11, "Rome\tI-LOC")), PAIRS, codes=("data.tags_repaired",), row=8),
    Case(
        "inside-other",
        put("news.conll", with_lines(9, "Berg\tI-ORG")),
        swap(PAIRS, 1, (PAIRS[1][0], ("B-PER", "B-ORG", *PAIRS[1][1][2:]))),
        codes=("data.tags_repaired",),
        row=8,
    ),
    Case(
        "tags-mixed",
        put("news.conll", GOOD + retag({"Anna": "PER", "Berg": "PER"})),
        codes=("data.tags_mixed|data.scheme_*",),
    ),
    Case("schemes-mixed", put("news.conll", GOOD + retag({"Berg": "E-PER", "Oslo": "S-LOC"})), codes=("data.*",)),
    Case(
        "tags-many",
        put("news.conll", write_lines([[(f"w{n}", f"B-T{n}"), ("x", "O"), ("y", "O")] for n in range(300)])),
        tuple((f"w{n} x y", (f"B-T{n}", "O", "O")) for n in range(300)),
    ),
    with_token("hash", "#"),
    with_token("hash-word", "#rome"),
    with_token("quote", '"'),
    with_token("quote-blanks", '"', " "),
    with_token("no-break", "a\u00a0b"),
    with_token("no-break-alone", "\u00a0"),
    with_token("zero-width", "\u200b"),
    with_token("line-separator", "a\u2028b"),
    with_token("next-line", "a\x85b"),
    with_token("vertical", "a\x0bb"),
    with_token("tag-like", "B-PER"),
    with_token("outside-like", "O"),
    with_token("inner-blank", "New York"),
    with_token("emoji", "👩‍👩‍👧‍👦"),
    with_token("combining", "e\u0301"),
    with_token("right-to-left", "שלום"),
    with_token("huge", "x" * 50_000),
    with_token("docstart-like", "-DOCSTART"),
]
SCHEMES = [
    scheme("iob1", "I-P I-P B-P O I-L", "B-P I-P B-P O B-L"),
    scheme("iob2", "B-P I-P B-P O B-L", "B-P I-P B-P O B-L"),
    scheme("bioes", "B-P E-P S-P O B-L I-L E-L", "B-P I-P B-P O B-L I-L I-L"),
    scheme("bilou", "B-P L-P U-P O B-L I-L L-L", "B-P I-P B-P O B-L I-L I-L"),
    scheme("bmes", "B-P E-P S-P O B-L M-L E-L", "B-P I-P B-P O B-L I-L I-L"),
    scheme("io", "I-P I-P O I-L", "B-P I-P O B-L", "data.scheme_io"),
    scheme("bare", "P P O L O", "B-P I-P O B-L O", "data.scheme_io"),
    scheme("bioes-cut", "B-P O S-L O B-P I-P", "B-P O B-L O B-P I-P", "data.tags_unended", row=1),
    scheme("hyphens", "B-P-x I-P-x O B-P-y", "B-P-x I-P-x O B-P-y"),
    scheme("underscore", "B_P I_P O B_L", "B-P I-P O B-L"),
    scheme("chinese", "B-人名 I-人名 O B-地名", "B-人名 I-人名 O B-地名"),
    scheme("suffix", "P-B P-I O L-B", "B-P I-P O B-L"),
]


def brat(text: str, notes: str, **more: str | bytes) -> dict[str, str | bytes]:
    return {
        "a.txt": text,
        "a.ann": notes,
        "b.txt": "Ben went to Rome.\n",
        "b.ann": "T1\tPER 0 3\tBen\nT2\tLOC 12 16\tRome\n",
    } | more


TEXT = "Anna saw 👍 Oslo.\n"
NOTES = "T1\tPER 0 4\tAnna\nT2\tLOC 11 15\tOslo\n"
BRAT = [
    Case("brat-good", put_all("set", brat(TEXT, NOTES)), codes=(), task="token-classification"),
    Case(
        "brat-relations",
        put_all(
            "set",
            brat(
                TEXT,
                NOTES + "R1\tat Arg1:T1 Arg2:T2\t\n#1\tAnnotatorNotes T1\thm\nE1\tPER:T1\nA1\tNeg T1\n*\tEquiv T1 T2\n",
            ),
        ),
        task="token-classification",
    ),
    Case(
        "brat-outside",
        put_all("set", brat(TEXT, "T1\tPER 0 4\tAnna\nT2\tLOC 900 904\tOslo\n")),
        codes=("data.span_moved",),
        row=2,
    ),
    Case(
        "brat-other-text",
        put_all("set", brat(TEXT, "T1\tPER 0 4\tAnna\nT2\tLOC 12 16\tOslo\n")),
        codes=("data.offsets_utf16",),
        row=2,
    ),
    Case("brat-bytes", put_all("set", brat("Ä 👍 Oslo", "T1\tLOC 8 12\tOslo\n")), codes=("data.offsets_*",), row=1),
    Case(
        "brat-discontinuous",
        put_all("set", brat(TEXT, "T1\tPER 0 4;11 15\tAnna Oslo\n")),
        codes=("data.span_pieces",),
        row=1,
    ),
    Case("brat-broken", put_all("set", brat(TEXT, "T1 PER zero four Anna\nT2\n\n\tx\n")), codes=("data.*",), row=1),
    Case("brat-no-text", put_all("set", brat(TEXT, NOTES, **{"c.ann": NOTES})), codes=("data.*",)),
    Case(
        "brat-no-notes", put_all("set", brat(TEXT, NOTES, **{"c.txt": "Nobody here.\n"})), task="token-classification"
    ),
    Case("brat-empty", put_all("set", brat("", "")), task="token-classification"),
    Case(
        "brat-not-utf-8",
        put_all(
            "set",
            {
                "a.txt": "Änne saß in Köln.".encode("latin-1"),
                "a.ann": "T1\tPER 0 4\tÄnne\nT2\tLOC 12 16\tKöln\n".encode("latin-1"),
            },
        ),
        task="token-classification",
    ),
]
CASES: list[Case] = [*SHAPED, *BROKEN, *SCHEMES, *BRAT]
