"""Token data in columns, as people publish it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.engine.data.formats.protocol import Record
from tests.engine.data.conftest import PrepareFile, Read, Write


def tokens_of(records: list[Record], column: str = "column 1") -> list[list[str]]:
    return [record.values[column] for record in records]


def test_two_columns_with_any_kind_of_break(read: Read) -> None:
    content = "-DOCSTART-\tO\n\nAnn\tB-PER\nlives\tO\n\t\nhere\tO\n\n\nBob\tB-PER\r\n  \nEve\tB-PER"
    _, columns, records, findings = read("a.txt", content)
    assert columns == ["column 1", "column 2"]
    assert tokens_of(records) == [["Ann", "lives"], ["here"], ["Bob"], ["Eve"]]
    assert [record.row for record in records] == [3, 6, 9, 11]
    assert findings.problems == []


def test_five_columns_with_comments_and_the_text(read: Read) -> None:
    content = "# id = 1\n# text = 去北京。\n1\t去\tO\t-\t-\n2\t北京\tB-LOC\t-\t-\n3\t。\tO\t-\t-\n\n"
    _, columns, records, _ = read("a.iob2", content)
    assert columns[-1] == "# text"
    assert records[0].values["column 2"] == ["去", "北京", "。"]
    assert records[0].values["# text"] == "去北京。"
    assert records[0].row == 3


def test_four_columns_of_conll_2003(read: Read) -> None:
    content = "-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\nPeter NNP I-NP I-PER\n"
    _, columns, records, _ = read("eng.train", content)
    assert len(columns) == 4
    assert records[0].values["column 4"] == ["I-ORG", "O"]


def test_a_token_called_hash_is_no_comment(read: Read) -> None:
    _, _, records, findings = read("a.conll", "# O\n# 1 is a comment\n1 B-X\n\n#tag O\n")
    assert tokens_of(records) == [["#", "1"], ["#tag"]]
    assert findings.problems == []


def test_odd_characters_stay_in_their_token(read: Read) -> None:
    _, _, records, _ = read("a.conll", "a\u200bb\tO\n\ufeffc\tB-X\nd\u00a0e\tO\n\u0085\tO\n")
    assert tokens_of(records) == [["a\u200bb", "\ufeffc", "d\u00a0e", "\u0085"]]


def test_tabs_and_spaces_may_mix(read: Read) -> None:
    _, _, records, findings = read("a.conll", "Ann\tB-PER\nis O\nin  O\nRome\tB-LOC\t\n!\tO\nok\tO\n")
    assert tokens_of(records) == [["Ann", "is", "in", "Rome", "!", "ok"]]
    assert findings.problems == []


@pytest.mark.parametrize("line", ["lives", "lives\tO\tO", "\tO", "lives\t"])
def test_a_ragged_line_is_named(read: Read, line: str) -> None:
    content = f"Ann\tB-PER\n{line}\nhere\tO\n\nBob\tB-PER\nsleeps\tO\n\nEve\tB-PER\nreads\tO\n"
    _, _, records, findings = read("a.conll", content)
    problem = findings.problems[0]
    assert (problem.code, problem.level, problem.place.row) == ("data.ragged_line", "stop", 2)
    assert tokens_of(records) == [["Bob", "sleeps"], ["Eve", "reads"]]


def test_all_ragged_lines_are_counted(read: Read) -> None:
    *_, findings = read("a.conll", "Ann\tB-PER\nis\n\nBob\tO\nwas\n\n" + "x\tO\n" * 9)
    assert (findings.problems[0].place.row, findings.problems[0].count) == (2, 2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.lists(st.text("aé中.#-\u200b", min_size=1, max_size=4), min_size=1, max_size=5), min_size=1))
def test_every_token_comes_back(read: Read, sentences: list[list[str]]) -> None:
    content = "\n\n".join("\n".join(f"{token}\tB-X\nz\tO" for token in tokens) for tokens in sentences)
    _, _, records, _ = read("a.conll", content)
    assert [tokens[::2] for tokens in tokens_of(records)] == sentences


def test_universal_columns_skip_spellings_and_empty_words(read: Read) -> None:
    lines = ["1-2\tzum\t_", "1\tzu\tADP", "2\tdem\tDET", "2.1\tdo\tVERB", "3\tHaus\tNOUN"]
    rows = "\n".join(line + "\t_" * 7 for line in lines)
    name, columns, records, findings = read("a.conllu", f"# text = zum Haus\n{rows}\n\n" * 2)
    assert (name, len(columns), findings.problems) == ("conllu", 11, [])
    assert records[0].values["column 2"] == ["zu", "dem", "Haus"]
    assert records[0].values["# text"] == "zum Haus"


def test_tags_may_come_first(read: Read) -> None:
    _, _, records, findings = read("a.bio", "B-Rating\t5\nI-Rating\tstar\nO\tfood\n\nO\there\n")
    assert tokens_of(records, "column 2") == [["5", "star", "food"], ["here"]]
    assert findings.problems == []


def test_sentences_that_are_left_out_are_counted(read: Read) -> None:
    bad, good = "Ann\tB-PER\nis\n\n", "Bob\tB-PER\nsleeps\tO\n\n"
    *_, findings = read("a.conll", good * 5 + bad * 3 + good)
    told = {problem.code: (problem.level, problem.place.row, problem.count) for problem in findings.problems}
    assert told == {"data.ragged_line": ("stop", 17, 3), "data.sentence_left_out": ("look", 16, 3)}


PROSE = [
    "He said so.\nShe said no.\nThey did it.\n",
    "Roses are\nred and\n\nviolets are\nblue O\n\n",
    "# A title\n\nSome text here.\n\n- one\n- two\n",
    "O Romeo\nO Romeo\n\nwherefore art\nthou Romeo\n",
    "B-side A-side\nE-mail S-Bahn\n",
    "1 one\n2 two\n3 three\n",
    "O O B-x\nO B-y\nO O O O\n",
]


def test_the_layers_of_webanno_2_are_sentences_whatever_their_tags(write: Write, prepare_data: PrepareFile) -> None:
    rows = "1-1\tAnn\t_\t_\t\t\n1-2\twaits\tA\tfalse\t\t\n\n"
    layers = " # webanno.custom.Opinion | aspect | opinion\n"
    write("a.tsv", layers + "".join(f"#id={n}\n#text=Ann waits\n{rows}" for n in range(1, 9)))
    found = prepare_data(train="a.tsv").inspection
    assert (found.task, found.files[0].format, found.examples, found.problems) == ("unsupported", "conll", 8, [])
    assert [column.name for column in found.columns] == [*(f"column {n}" for n in range(1, 5)), "# text"]


@pytest.mark.parametrize("content", PROSE)
def test_prose_is_no_conll(read: Read, content: str) -> None:
    assert read("a.txt", content * 4)[0] != "conll"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.text("aB-OI#\t \n\r1é", max_size=60))
def test_any_text_gives_sentences_or_findings(read: Read, text: str) -> None:
    content = "Ann\tB-PER\nsleeps\tO\n\n" + text
    _, columns, records, _ = read("a.conll", content, format="conll")
    assert all(len({len(cell) for cell in record.values.values() if isinstance(cell, list)}) == 1 for record in records)
    assert all(set(record.values) <= set(columns) for record in records)
