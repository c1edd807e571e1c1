"""JSON lines."""

import pytest

from tests.engine.data.conftest import Read


def test_objects_and_their_keys(read: Read) -> None:
    _, columns, records, _ = read("a.jsonl", '{"text": "a\\nb", "n": 1}\n\n{"text": "中", "more": [1]}\n')
    assert columns == ["text", "n", "more"]
    assert records[1].values == {"text": "中", "n": None, "more": [1]}
    assert [record.row for record in records] == [1, 3]


def test_separators_of_unicode_do_not_end_a_line(read: Read) -> None:
    _, _, records, _ = read("a.jsonl", '{"text": "a\u2028b\u0085c"}\n{"text": "d"}\n')
    assert len(records) == 2


def test_broken_lines_are_named_and_counted(read: Read) -> None:
    content = '{"text": "a"}\n{"text": "b"\n[1]\n{"text": "c"}\n' + '{"text": "d"}\n' * 5
    _, _, records, findings = read("a.jsonl", content)
    problem = findings.problems[0]
    assert (problem.code, problem.place.row, problem.count, len(records)) == ("data.not_json", 2, 2, 7)


def test_deep_nesting_is_a_broken_line(read: Read) -> None:
    *_, findings = read("a.jsonl", '{"text": "a"}\n{"text": "b"}\n' + "[" * 200_000 + "\n")
    assert findings.problems[0].place.row == 3


def test_a_first_line_longer_than_what_is_looked_at(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.engine.data.source.HEAD", 1000)
    lines = [
        '{"text": "' + "long " * 1000 + '", "label": "a"}',
        *(f'{{"text": "t{n}", "label": "b"}}' for n in range(9)),
    ]
    for name in ("a.jsonl", "a.json", "a.txt"):
        found, columns, records, findings = read(name, "\n".join(lines))
        assert (found, columns, len(records), findings.problems) == ("jsonl", ["text", "label"], 10, [])
        assert records[9].row == 10
