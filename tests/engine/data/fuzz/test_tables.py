"""Tables of any text, written by the csv module in any dialect and encoding, are read back as they were."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.data.fuzz.conftest import ReadContent
from tests.engine.data.hostile.case import TALK

SIGNS = "ab xyzäß你好ん👍\u0301\u200b,;|\t\"'\\=+-@#<>&%{}$0123.:_/\n\r\u2028\x85"
TEXTS = st.text(SIGNS, min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
ANY_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0"), min_size=1, max_size=20)
LABELS = st.sampled_from(["praise", "refund", "other, more", "退款", "007"])
ROWS = st.lists(st.tuples(TEXTS, LABELS), min_size=1, max_size=9).map(lambda rows: [*TALK[:3], *rows])
ANY_ROWS = st.lists(st.tuples(ANY_TEXTS, LABELS), max_size=8).map(lambda rows: [*TALK[:3], *rows])
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Dialect:
    """How a table is written."""

    delimiter: str
    quoting: int
    end: str
    encoding: str

    def write(self, rows: list[tuple[str, str]]) -> bytes:
        """The table with its header."""
        out = io.StringIO(newline="")
        # The csv module leaves unquoted the half of a line end that it does not write itself: both look alike.
        all_quoted = self.quoting == csv.QUOTE_ALL or self.end != "\r\n"
        quoting: Literal[0, 1] = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
        writer = csv.writer(out, delimiter=self.delimiter, quoting=quoting, lineterminator=self.end)
        writer.writerows([("text", "label"), *rows])
        return out.getvalue().encode(self.encoding)


DIALECTS = st.builds(
    Dialect,
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)


@FEW
@given(ROWS, DIALECTS)
def test_a_table_comes_back_as_it_was(read_content: ReadContent, rows: list[tuple[str, str]], how: Dialect) -> None:
    outcome = read_content("talk.csv", how.write(rows))
    assert outcome.examples == [(text, (label,)) for text, label in rows]


@FEW
@given(ROWS, st.sampled_from(["gb18030", "utf-16-le", "utf-8"]))
def test_an_encoding_that_is_said_is_obeyed(
    read_content: ReadContent, rows: list[tuple[str, str]], encoding: str
) -> None:
    content = Dialect(",", csv.QUOTE_ALL, "\n", encoding).write(rows)
    outcome = read_content("talk.csv", content, encoding=encoding, delimiter=",")
    assert outcome.examples == [(text, (label,)) for text, label in rows]


@FEW
@given(ANY_ROWS, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_json_lines_come_back_as_they_were(
    read_content: ReadContent, rows: list[tuple[str, str]], plain: bool, end: str
) -> None:
    lines = [json.dumps({"text": text, "label": label}, ensure_ascii=plain) for text, label in rows]
    outcome = read_content("talk.jsonl", "".join(line + end for line in lines).encode())
    wanted = [(text, (label,)) for text, label in rows if text.strip()]
    assert outcome.examples == wanted
    assert len(wanted) == len(rows) or outcome.find("data.text_missing")


@FEW
@given(ANY_ROWS, st.integers(0, 4))
def test_a_json_array_comes_back_as_it_was(read_content: ReadContent, rows: list[tuple[str, str]], indent: int) -> None:
    content = json.dumps([{"text": text, "label": label} for text, label in rows], indent=indent or None)
    outcome = read_content("talk.json", content.encode())
    wanted = [(text, (label,)) for text, label in rows if text.strip()]
    assert outcome.examples == wanted
