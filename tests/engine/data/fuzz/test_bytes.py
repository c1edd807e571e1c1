"""Whatever the bytes are: an inspection or understood problems, nothing else, and the words in both languages."""

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.contract.problems import StudioError
from studio.contract.recipe import DataSpec
from studio.contract.words import LANGUAGES, Words
from studio.engine.data.inputs import read_texts
from studio.engine.data.store import prepare

PIECES = st.sampled_from(
    [
        *(b"Ann\tB-PER\n", b"is O\n", b"\n", b"\t\n", b"# text = x\n", b"-DOCSTART- O\n", b"B-\tI-\n", b"1\t2\t3\n"),
        *(b"text,label\n", b'"a\nb",x\n', b'"open', b"=1+1,", b"\r", b";;;\n", "中文，标签\n".encode()),
        *(b'{"text": "a", "label": 1}\n', b'{"tokens": ["a"], "tags": ["O"]}\n', b'{"a": [[['),
        *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xb1\xb2\xc4\xe3", b"PK\x03\x04"),
    ]
)
CONTENTS = st.binary(max_size=200) | st.lists(PIECES, max_size=25).map(b"".join)
NAMES = st.sampled_from(["a", "a.csv", "a.tsv", "a.conll", "a.jsonl", "a.txt", "a.xlsx"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=5000)
@given(NAMES, CONTENTS)
def test_any_bytes_are_read_or_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    try:
        problems = prepare(DataSpec(train=name), tmp_path, None).inspection.problems
    except StudioError as error:
        problems = error.problems
        assert problems
    for problem in problems:
        for language in LANGUAGES:
            said = Words(language).explain(problem)
            assert said.what
            assert said.why
            assert said.fix
            assert "{$" not in said.what + said.why + said.fix
    with contextlib.suppress(StudioError):
        assert all(isinstance(text, str) for _, text in read_texts(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("line.csv", b"x" * 20_000_000),
        ("line.conll", b"x\tO" + b" " * 5_000_000 + b"\n"),
        ("labels.csv", b"text,label\n" + b"".join(b"some text %d,label %d\n" % (n, n) for n in range(10_000))),
        ("columns.csv", b",".join(b"c%d" % n for n in range(10_000)) + b"\n" + b"1," * 9_999 + b"1\n"),
        ("quote.csv", b'text,label\n"' + b"a,b\n" * 20_000),
        ("braces.jsonl", b'{"a":' * 20_000 + b"1" + b"}" * 20_000 + b"\n"),
        ("spread.txt", random.Random(3).randbytes(3_000_000).replace(b"\0", b"\n")),
    ],
)
def test_large_oddities_end_soon(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with contextlib.suppress(StudioError):
        assert prepare(DataSpec(train=name), tmp_path, None).inspection.examples >= 0
