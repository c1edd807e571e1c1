"""The habits of published data sets in small: each read right with no hint, the whole way to Arrow."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from studio.contract.table import Table
from tests.engine.data.conftest import PrepareFile, Write, list_codes


@dataclass(frozen=True)
class Case:
    """A file as somebody published it, and what it is."""

    name: str
    content: bytes
    task: str
    format: str
    examples: int
    labels: dict[str, int]
    scheme: str = "none"
    encoding: str = "utf-8"
    language: str = "en"
    roles: dict[str, str] = field(default_factory=dict)
    looks: tuple[str, ...] = ()


def repeat(make: Callable[[int], str], count: int = 20) -> str:
    return "".join(map(make, range(count)))


LONE_TAB = repeat(lambda n: f"@user{n}\tO\nis\tO\nin\tO\nRome\tB-location\n\t\n" if n % 2 else f"RT{n}\tO\nthe\tO\n\n")
ONLY_INSIDE = "-DOCSTART- O\n\n" + repeat(lambda n: f"{n:03d} I-MISC\nis O\nthe O\nalbum O\n\n\n")
FIVE_COLUMNS = repeat(
    lambda n: (
        f"# sent_id = {n}\n# text = 他住在北京{n}。\n1\t他\tO\t-\tx\n2\t住在\tO\t-\tx\n3\t北京\tB-LOC\t-\tx\n"
        f"4\t{n}\tO\t-\tx\n5\t。\tO\t-\tx\n\n"
    )
)
INTENTS = "text,category\r\n" + repeat(
    lambda n: f'"Where is my card {n}?\n\nI ordered it, and it is late.",{"card_arrival" if n % 2 else "lost_card"}\r\n'
)
RAW_QUOTES = repeat(
    lambda n: f'spam\tWin {n} now, call "today\n' if n % 4 == 0 else f'ham\t"See you at {n} in the hall, ok\n'
)
NAMELESS = "v1,v2,,,\r\n" + repeat(
    lambda n: f'{"spam" if n % 4 == 0 else "ham"},"the caf\xe9 at {n}, it is \xa3{n} and nice",,,\r\n'
)
CONSTANT = repeat(lambda n: f"to category\t一种用于水稻栽培的新方法研究{n}\t{'农学' if n % 2 else '工学'}\n")
SEGMENTS = repeat(lambda n: f"第{n}\tO\n中国\tB-GPE\n人民\tM-GPE\n银行\tE-GPE\n在\tO\n沪\tS-LOC\n\n")
ONE_TYPE = repeat(lambda n: f"the\tO\nfamilial\tB-Disease\n-\tI-Disease\ncancer{n}\tI-Disease\nof\tO\n\n")

CASES = [
    Case("lone_tab.conll", LONE_TAB.encode(), "token-classification", "conll", 20, {"location": 10}, "IOB2"),
    Case(
        "only_inside.txt", ONLY_INSIDE.encode(), "token-classification", "conll", 20, {"MISC": 20}, "IO",
        looks=("data.scheme_io",),
    ),
    Case(
        "five.iob2", FIVE_COLUMNS.encode(), "token-classification", "conll", 20, {"LOC": 20}, "IOB2", language="zh",
        roles={"column 2": "tokens", "column 3": "tags", "# text": "text"},
    ),
    Case(
        "intents.csv", INTENTS.encode(), "text-classification", "csv", 20, {"lost_card": 10, "card_arrival": 10},
        roles={"text": "text", "category": "label"},
    ),
    Case(
        "raw.tsv", RAW_QUOTES.encode(), "text-classification", "tsv", 20, {"ham": 15, "spam": 5},
        roles={"column 1": "label", "column 2": "text"},
    ),
    Case(
        "nameless.csv", NAMELESS.encode("latin-1"), "text-classification", "csv", 20, {"ham": 15, "spam": 5},
        encoding="cp1252", roles={"v1": "label", "v2": "text"},
    ),
    Case(
        "constant.tsv", CONSTANT.encode(), "text-classification", "tsv", 20, {"工学": 10, "农学": 10}, language="zh",
        roles={"column 2": "text", "column 3": "label"},
    ),
    Case(
        "segments.bmes", SEGMENTS.encode("gb18030"), "token-classification", "conll", 20, {"GPE": 20, "LOC": 20},
        "BMES", encoding="gb18030", language="zh",
    ),
    Case("one_type.tsv", ONE_TYPE.encode(), "token-classification", "conll", 20, {"Disease": 20}, "IOB2"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_read_right_with_no_hint(write: Write, prepare_data: PrepareFile, case: Case) -> None:
    write(case.name, case.content)
    found = prepare_data(train=case.name, validation=0, test=0).inspection
    (file,) = found.files
    assert (found.task, file.format, file.encoding) == (case.task, case.format, case.encoding)
    assert (found.examples, found.labels, found.scheme) == (case.examples, case.labels, case.scheme)
    assert found.language == case.language
    assert {c.name: c.role for c in found.columns if c.role != "ignored"}.items() >= case.roles.items()
    assert set(list_codes(found)) == set(case.looks)


@pytest.mark.parametrize(
    ("name", "encoding"), [("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("gb18030", "gb18030"), ("big5", "big5")]
)
def test_the_same_table_in_any_encoding_gives_the_same_examples(
    write: Write, prepare_data: PrepareFile, name: str, encoding: str
) -> None:
    table = "內容,標籤\n" + repeat(lambda n: f"今天天氣很好我們去圖書館看書第{n}次,{'喜歡' if n % 2 else '討厭'}\n")
    write("plain.csv", table)
    write(f"{name}.csv", table.encode(encoding))
    columns = {"text": "內容", "label": "標籤"}
    texts = []
    for file in ("plain.csv", f"{name}.csv"):
        prepared = prepare_data(train=file, columns=columns, validation=0, test=0)
        texts.append(Table(prepared.splits["train"]).column("text"))
    assert texts[0] == texts[1]
    assert len(texts[0]) == 20


def test_words_of_the_rule_are_the_tokens_of_the_file(write: Write, prepare_data: PrepareFile) -> None:
    for case in CASES:
        if case.task == "token-classification" and case.language == "en":
            write(case.name, case.content)
            prepared = prepare_data(train=case.name, validation=0, test=0)
            for row in Table(prepared.splits["train"]).rows(0, 100):
                assert prepared.words.split(row["text"]) == [tuple(span) for span in row["offsets"]]
