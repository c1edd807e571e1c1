"""spaCy's DocBin, written here as spaCy writes it."""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.contract.problems import StudioError
from studio.engine.data.formats.spacy import hash_string
from tests.engine.data.conftest import PrepareFile, Read, Write, list_codes

Word = tuple[str, bool, int, str]
"""Spelling, whether a space follows, mark (0 none, 1 inside, 2 outside, 3 begin), type."""
SYMBOLS = {"PERSON": 380, "ORG": 383, "NOUN": 92, "number": 432}
ANN: list[Word] = [
    ("Ann", True, 3, "PERSON"),
    ("Lee", True, 1, "PERSON"),
    ("likes", True, 2, ""),
    ("Köln", False, 3, "Stadt"),
]


def number(name: str) -> int:
    return 0 if not name else SYMBOLS.get(name, hash_string(name))


def pack(documents: list[list[Word]], **changed: Any) -> bytes:
    words = [word for document in documents for word in document]
    rows = [[number(spelling), mark, number(kind)] for spelling, _, mark, kind in words]
    parts = {
        "version": "0.1",
        "attrs": [65, 77, 78],
        "tokens": np.array(rows, dtype="<u8").tobytes(),
        "spaces": np.array([space for _, space, _, _ in words], dtype=bool).tobytes(),
        "lengths": np.array([len(document) for document in documents], dtype="<i4").tobytes(),
        "strings": sorted({name for word in words for name in (word[0], word[3])}),
        "cats": [{} for _ in documents],
        "flags": [{"has_unknown_spaces": False} for _ in documents],
    }
    return zlib.compress(msgpack.packb(parts | changed))


def test_strings_are_hashed_as_spacy_does() -> None:
    assert hash_string("coffee") == 3197928453018144401
    assert hash_string("apple") == 8566208034543834098


def test_entities(read: Read) -> None:
    name, columns, records, findings = read("a.spacy", pack([ANN, [("number", False, 0, "")]]))
    assert (name, columns, findings.problems) == ("spacy", ["text", "tokens", "tags"], [])
    assert records[0].values == {
        "text": "Ann Lee likes Köln",
        "tokens": ["Ann", "Lee", "likes", "Köln"],
        "tags": ["B-PERSON", "I-PERSON", "O", "B-Stadt"],
    }
    assert records[1].values["tokens"] == ["number"]


def test_it_is_read_as_entities(write: Write, prepare_data: PrepareFile) -> None:
    write("a.spacy", pack([ANN] * 12))
    found = prepare_data(train="a.spacy").inspection
    assert (found.task, found.labels) == ("token-classification", {"PERSON": 12, "Stadt": 12})


def test_white_space_is_no_word(read: Read) -> None:
    *_, records, _ = read("a.spacy", pack([[("a", False, 2, ""), ("\n\n", False, 2, ""), ("b", False, 3, "ORG")]]))
    assert records[0].values == {"text": "a\n\nb", "tokens": ["a", "b"], "tags": ["O", "B-ORG"]}


def test_categories(read: Read) -> None:
    plain: list[Word] = [("Ann", False, 0, "")]
    cats = [{"A": 0.1, "B": 0.9}, {"A": 0.2}]
    _, columns, records, _ = read("a.spacy", pack([plain, plain], cats=cats))
    assert (columns, [record.values["label"] for record in records]) == (["text", "label"], ["B", None])


def test_a_word_without_a_name_is_told(write: Write, prepare_data: PrepareFile) -> None:
    write("a.spacy", pack([ANN, [("Bob", False, 3, "PERSON")]], strings=["Ann", "Lee", "likes", "Köln", "Stadt"]))
    found = prepare_data(train="a.spacy").inspection
    assert found.examples == 1
    assert list_codes(found)["data.docbin_nameless"] == ("stop", 2, 1)


@pytest.mark.parametrize(
    "content",
    [
        pack([ANN])[:-9],
        pack([ANN], lengths=b"\x09\x00\x00\x00"),
        pack([ANN], tokens=b"123"),
        pack([ANN], attrs=[77, 78]),
        pack([ANN], attrs=[]),
        pack([ANN], strings=5),
        pack([ANN], spaces=b""),
    ],
)
def test_a_damaged_file_is_named(read: Read, content: bytes) -> None:
    with pytest.raises(StudioError) as caught:
        read("a.spacy", content)
    assert caught.value.problems[0].code == "data.docbin_damaged"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["attrs", "tokens", "spaces", "lengths", "strings", "cats"]),
        st.none()
        | st.integers(-9, 99)
        | st.binary(max_size=24)
        | st.lists(st.integers(-1, 99) | st.text(max_size=3), max_size=4),
    ),
    st.integers(0, 40),
)
def test_any_parts_give_rows_or_a_problem(read: Read, changed: dict[str, Any], cut: int) -> None:
    content = pack([ANN, ANN], **changed)
    with suppress(StudioError):
        assert len(read("a.spacy", content[:-cut] if cut > 30 else content)[2]) <= 2
