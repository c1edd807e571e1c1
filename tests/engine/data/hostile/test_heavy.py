"""Files that are hostile by their size: each ends soon, right or told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.data.hostile.case import HEAD, TALK, put, write_csv
from tests.engine.data.hostile.outcome import SECONDS, Outcome, list_wrong_words, read_files

Read = Callable[[str, bytes], Outcome]


@pytest.fixture
def read_soon(tmp_path: Path) -> Read:
    """What comes of a file, which must come soon and in whole sentences."""

    def read(name: str, content: bytes) -> Outcome:
        outcome = read_files(str(put(name, content)(tmp_path)), tmp_path, {})
        assert outcome.seconds < SECONDS
        assert list_wrong_words(outcome.problems) == []
        return outcome

    return read


@pytest.mark.parametrize("name", ["line.csv", "line.jsonl", "line.conll", "line.txt"])
def test_one_line_of_fifty_megabytes(read_soon: Read, name: str) -> None:
    outcome = read_soon(name, b"words " * 8_400_000)
    assert outcome.task in ("", "unsupported")
    assert outcome.task or outcome.problems


def test_a_huge_cell_is_kept_whole(read_soon: Read) -> None:
    text = "long word, " * 500_000
    outcome = read_soon("talk.csv", write_csv([HEAD, *TALK, (text, "praise")]).encode())
    assert outcome.examples[-1] == (text, ("praise",))
    assert len(outcome.examples) == len(TALK) + 1


def test_ten_thousand_labels_are_all_there(read_soon: Read) -> None:
    rows = [(f"these words are of number {n}", f"label {n}") for n in range(10_000)]
    outcome = read_soon("talk.csv", write_csv([HEAD, *rows]).encode())
    assert outcome.examples == [(text, (label,)) for text, label in rows]


def test_ten_thousand_columns(read_soon: Read) -> None:
    names = [*HEAD, *(f"c{n}" for n in range(10_000))]
    outcome = read_soon("talk.csv", write_csv([names, *((*row, *["1"] * 10_000) for row in TALK)]).encode())
    assert outcome.examples == [(text, (label,)) for text, label in TALK]


def test_a_quote_that_never_ends_is_told(read_soon: Read) -> None:
    outcome = read_soon("talk.csv", (write_csv() + '"' + write_csv(TALK) * 2_000).encode())
    assert outcome.examples[: len(TALK)] == [(text, (label,)) for text, label in TALK]
    assert len(outcome.examples) > 20_000 or outcome.find("data.*quote*|data.ragged_row")


def test_a_line_of_json_as_long_as_a_book(read_soon: Read) -> None:
    rows = [{"text": text, "label": label} for text, label in TALK]
    row = {"text": "word " * 2_000_000, "label": "praise", "more": [{"n": n} for n in range(100_000)]}
    outcome = read_soon("talk.jsonl", "".join(json.dumps(r) + "\n" for r in [*rows, row, *rows]).encode())
    assert [len(text) for text, _ in outcome.examples][11:14] == [len(TALK[11][0]), 10_000_000, len(TALK[0][0])]


def test_nothing_but_line_ends(read_soon: Read) -> None:
    assert read_soon("talk.csv", b"\r\n" * 5_000_000).find("data.empty_file|data.no_rows")


def test_a_late_bad_byte_is_told_with_its_row(read_soon: Read) -> None:
    content = (
        write_csv() + write_csv([("grüß dich, schöne Welt", "praise")] * 12) * 5_000
    ).encode() + b"bro\xffken,praise\n"
    problem = read_soon("talk.csv", content).find("data.broken_characters")
    assert problem is not None
    assert problem.place.row == 1 + 12 + 60_000 + 1
