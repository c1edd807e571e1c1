"""Which columns hold what, and which task they fit."""

from pathlib import Path

import pytest

from studio.contract.problems import StudioError
from studio.contract.table import Table
from tests.engine.data.conftest import PrepareFile, Write, list_codes

SPAM = [
    (label, f"{text} {number}")
    for number in range(8)
    for label, text in (("ham", "See you at the station at"), ("spam", "Win a prize now, call"))
]


UNIVERSAL = [("1-2", "Ann's", "_"), (1, "Ann", "NOUN"), (2, "'s", "PART"), (3, "cat", "NOUN"), (4, "sleeps", "VERB")]


def roles_of(prepare_data: PrepareFile, name: str, **data: object) -> dict[str, str]:
    columns = prepare_data(train=name, **data).inspection.columns
    return {column.role: column.name for column in columns if column.role != "ignored"}


@pytest.mark.parametrize(
    ("content", "roles"),
    [
        ("text,label\n" + "".join(f"{t},{c}\n" for c, t in SPAM).replace("now, ", "now "), ("text", "label")),
        ("id,v1,v2\n" + "".join(f'{n},{c},"{t}"\n' for n, (c, t) in enumerate(SPAM)), ("v2", "v1")),
        ("".join(f"{c}\t{t}\n" for c, t in SPAM), ("column 2", "column 1")),
        ("".join(f"to category\t{t}\t{c}\n" for c, t in SPAM), ("column 2", "column 3")),
        ("".join(f"{n}\t{t}\t{n % 3}\n" for n, (_, t) in enumerate(SPAM)), ("column 2", "column 3")),
        ("title,body,topic\n" + "".join(f'Hi,"{t}",{c}\n' for c, t in SPAM), ("body", "topic")),
    ],
)
def test_text_and_label_are_found(
    write: Write, prepare_data: PrepareFile, content: str, roles: tuple[str, str]
) -> None:
    write("a.csv", content)
    assert roles_of(prepare_data, "a.csv") == {"text": roles[0], "label": roles[1]}


def test_columns_can_be_said(write: Write, prepare_data: PrepareFile) -> None:
    write("a.csv", "text,other,label\n" + "".join(f'"{t}","{t} again",{c}\n' for c, t in SPAM))
    assert roles_of(prepare_data, "a.csv", columns={"text": "other"})["text"] == "other"
    write("b.tsv", "".join(f"{c}\t{t}\n" for c, t in SPAM))
    assert roles_of(prepare_data, "b.tsv", columns={"text": "2", "label": "1"})["text"] == "column 2"


def test_a_column_that_is_not_there_lists_what_is(write: Write, prepare_data: PrepareFile) -> None:
    write("a.csv", "text,label\n" + "".join(f'"{t}",{c}\n' for c, t in SPAM))
    with pytest.raises(StudioError) as caught:
        prepare_data(train="a.csv", columns={"label": "topic"})
    problem = caught.value.problems[0]
    assert (problem.code, problem.values["known"]) == ("data.column_absent", "text, label")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("One line of text.\nAnother line, longer.\n" * 6, "data.only_text"),
        ("".join(f"A cat number {n}\tEine Katze Nummer {n}\n" for n in range(12)), "data.only_texts"),
        ("".join(f"A cat {n},A dog {n},{n / 7:.3f}\n" for n in range(12)), "data.only_scores"),
        ('{"instruction": "Say hi", "output": {"text": "hi"}}\n' * 12, "data.no_label"),
    ],
)
def test_what_fits_no_task_is_unsupported(write: Write, prepare_data: PrepareFile, content: str, reason: str) -> None:
    write("a.dat", content)
    found = prepare_data(train="a.dat").inspection
    assert (found.task, found.reason, found.examples) == ("unsupported", reason, 12)
    assert list(found.tables) == ["train"]
    assert found.labels == {}
    assert len(Table(Path(found.tables["train"]))) == 12


def test_pairs_are_not_taken_for_texts(write: Write, prepare_data: PrepareFile) -> None:
    rows = "".join(f"A man sleeps {n},A person rests {n},{'yes' if n % 2 else 'no'}\n" for n in range(12))
    write("a.csv", "premise,hypothesis,label\n" + rows)
    assert prepare_data(train="a.csv").task == "unsupported"
    assert prepare_data(train="a.csv", columns={"text": "premise"}).task == "text-classification"
    with pytest.raises(StudioError) as caught:
        prepare_data("text-classification", train="a.csv")
    assert caught.value.problems[0].code == "data.text_pairs"


@pytest.mark.parametrize(
    ("task", "content", "code"),
    [
        ("text-classification", "text,stars\none here,1.5\nand two,2.5\n", "data.label_column_missing"),
        ("text-classification", "id,label\n1,a\n2,b\n3,a\n4,b\n", "data.text_column_missing"),
        ("token-classification", "text,label\nhello there,a\nbye now,b\n", "data.tag_column_missing"),
        ("summarisation", "text,label\nhello there,a\nbye now,b\n", "data.task_unknown"),
    ],
)
def test_a_missing_column_is_named(write: Write, prepare_data: PrepareFile, task: str, content: str, code: str) -> None:
    write("a.csv", content)
    with pytest.raises(StudioError) as caught:
        prepare_data(task, train="a.csv")
    assert [problem.code for problem in caught.value.problems] == [code]


def test_rows_without_text_or_label_are_left_out_and_said(write: Write, prepare_data: PrepareFile) -> None:
    rows = "".join(f'"{t}",{c}\n' for c, t in SPAM)
    write("a.csv", "text,label\n" + rows + ",ham\n  ,spam\nno label,\n")
    found = prepare_data(train="a.csv").inspection
    assert found.examples == len(SPAM)
    codes = list_codes(found)
    assert codes["data.text_missing"] == ("look", 18, 2)
    assert codes["data.label_missing"] == ("look", 20, 1)
    assert {column.name: column.missing for column in found.columns} == {"text": 2, "label": 1}


def test_labels_of_json_may_be_numbers_but_no_lists(write: Write, prepare_data: PrepareFile) -> None:
    rows = "".join(f'{{"text": "this is text {n}", "label": {n % 2}}}\n' for n in range(12))
    write("a.jsonl", rows)
    assert prepare_data(train="a.jsonl").labels == ["0", "1"]
    write("b.jsonl", rows + '{"text": "x", "label": [1, 2]}\n')
    with pytest.raises(StudioError):
        prepare_data("text-classification", train="b.jsonl")
    codes = list_codes(prepare_data(train="b.jsonl", columns={"text": "text", "label": "label"}).inspection)
    assert codes["data.label_not_text"] == ("stop", 13, 1)


def test_tokens_and_tags_in_json(write: Write, prepare_data: PrepareFile) -> None:
    good = '{"tokens": ["Ann", "sleeps"], "ner_tags": ["B-PER", "O"]}\n'
    write("a.jsonl", good * 12 + '{"tokens": ["Ann"], "ner_tags": ["O", "O"]}\n')
    found = prepare_data(train="a.jsonl").inspection
    assert (found.task, found.scheme, found.labels) == ("token-classification", "IOB2", {"PER": 12})
    assert list_codes(found)["data.tags_uneven"] == ("stop", 13, 1)


def test_spans_in_json_become_tags_of_words(write: Write, prepare_data: PrepareFile) -> None:
    lines = [
        '{"text": "Ann met Bob.", "entities": [[0, 3, "PER"], [8, 11, "PER"]]}',
        '{"text": "我在北京。", "entities": [{"start": 2, "end": 4, "label": "LOC"}]}',
        '{"text": "unBelgian", "entities": [[2, 9, "MISC"]]}',
    ] * 4
    write("a.jsonl", "\n".join(lines))
    prepared = prepare_data(train="a.jsonl", validation=0, test=0)
    found = prepared.inspection
    assert (found.task, found.scheme) == ("token-classification", "spans")
    assert found.labels == {"PER": 8, "LOC": 4, "MISC": 4}
    assert list_codes(found)["data.span_inside_word"] == ("look", 3, 4)


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ('[[0, 99, "PER"]]', "data.span_outside"),
        ('[[3, 4, "PER"]]', "data.span_empty"),
        ('[[0, "PER"]]', "data.span_unreadable"),
    ],
)
def test_wrong_spans_are_named(write: Write, prepare_data: PrepareFile, spans: str, code: str) -> None:
    good = '{"text": "Ann met Bob.", "entities": [[0, 3, "PER"]]}\n'
    write("a.jsonl", good * 11 + f'{{"text": "Ann met Bob.", "entities": {spans}}}\n')
    columns = {"text": "text", "spans": "entities"}
    assert list_codes(prepare_data(train="a.jsonl", columns=columns).inspection)[code] == ("stop", 12, 1)


@pytest.mark.parametrize(
    ("spans", "code", "labels"),
    [
        ('[[0, 3, "PER"], [0, 11, "MEETING"]]', "data.span_nested", {"PER": 11, "MEETING": 1}),
        ('[[8, 11, "PER"], [0, 11, "MEETING"], [0, 3, "PER"]]', "data.span_nested", {"PER": 11, "MEETING": 1}),
        ('[[0, 7, "X"], [4, 12, "Y"]]', "data.span_overlap", {"PER": 11, "Y": 1}),
        ('[[0, 3, "PER"], [0, 3, "PER"]]', "data.span_twice", {"PER": 12}),
        ('[[3, 7, "PER"]]', "data.span_blanks", {"PER": 12}),
        ('[[0, 3, "PER"], [0, 3, "ORG"]]', "data.span_nested", {"PER": 11, "ORG": 1}),
    ],
)
def test_of_overlapping_spans_the_longer_is_kept(
    write: Write, prepare_data: PrepareFile, spans: str, code: str, labels: dict[str, int]
) -> None:
    good = '{"text": "Ann met Bob.", "entities": [[0, 3, "PER"]]}\n'
    write("a.jsonl", good * 11 + f'{{"text": "Ann met Bob.", "entities": {spans}}}\n')
    found = prepare_data(train="a.jsonl").inspection
    level, row, _ = list_codes(found)[code]
    assert (level, row, found.labels) == ("look", 12, labels)


def test_the_column_of_tags_can_be_chosen(write: Write, prepare_data: PrepareFile) -> None:
    rows = "".join(f"{n}\t{word}\t{word}\t{tag}\t" + "\t".join("_" * 6) + "\n" for n, word, tag in UNIVERSAL)
    write("a.conllu", f"# sent_id = 1\n# text = Ann's cat sleeps\n{rows}\n" * 12)
    assert prepare_data(train="a.conllu").task == "unsupported"
    chosen = prepare_data(train="a.conllu", columns={"tags": "4"})
    assert (chosen.task, chosen.scheme) == ("token-classification", "plain")
    assert chosen.inspection.labels == {"NOUN": 24, "PART": 12, "VERB": 12}
    lemmas = prepare_data(train="a.conllu", columns={"label": "4"}, read={"text_column": "3"}).inspection
    assert {column.role: column.name for column in lemmas.columns if column.role != "ignored"} == {
        "tokens": "column 3", "tags": "column 4", "text": "# text",
    }  # fmt: skip


def test_the_entity_column_of_conll_2003_is_the_last(write: Write, prepare_data: PrepareFile) -> None:
    write("a.txt", "EU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\nPeter NNP I-NP I-PER\n\n" * 8)
    found = prepare_data(train="a.txt").inspection
    assert [column.role for column in found.columns] == ["tokens", "ignored", "ignored", "tags"]
    assert found.labels == {"ORG": 8, "PER": 8}


def test_several_tags_of_one_word(write: Write, prepare_data: PrepareFile) -> None:
    write("a.conll", "Ann\tB-PER\nin\tO\nRome\tB-LOC,B-ORG\n\n" * 10)
    found = prepare_data(train="a.conll").inspection
    assert found.labels == {"PER": 10, "LOC": 10}
    assert list_codes(found)["data.several_tags"] == ("look", 3, 10)


@pytest.mark.parametrize(
    ("tags", "scheme", "code"),
    [
        ("I-PER O I-LOC", "IO", "data.scheme_io"),
        ("PER O LOC", "IO", "data.scheme_io"),
        ("PER O B-LOC", "IO", "data.tags_mixed"),
        ("B-PER I-LOC O", "IOB2", "data.tags_repaired"),
        ("B-PER O S-LOC", "BIOES", "data.tags_unended"),
        ("B O I", "IOB2", "data.tags_untyped"),
    ],
)
def test_what_is_said_of_schemes(write: Write, prepare_data: PrepareFile, tags: str, scheme: str, code: str) -> None:
    lines = "\n".join(f"{word}\t{tag}" for word, tag in zip("abc", tags.split(), strict=True))
    write("a.conll", f"{lines}\n\n" * 10)
    found = prepare_data(train="a.conll").inspection
    assert (found.scheme, found.labels.get("LOC", 10)) == (scheme, 10)
    assert list_codes(found)[code][0] == "look"


def test_a_scheme_can_be_said(write: Write, prepare_data: PrepareFile) -> None:
    write("a.conll", "a\tI-PER\nb\tI-PER\nc\tB-PER\nd\tO\n\n" * 10)
    assert prepare_data(train="a.conll").scheme == "IOB1"
    assert prepare_data(train="a.conll", read={"scheme": "IOB2"}).scheme == "IOB2"
    write("b.conll", "a\tB-PER\nb\tI-PER\nc\tO\n\n" * 10)
    old = prepare_data(train="b.conll", read={"scheme": "IOB1"}).inspection
    assert list_codes(old)["data.tags_needless"] == ("look", 1, 10)
    with pytest.raises(StudioError) as caught:
        prepare_data(train="a.conll", read={"scheme": "IOB3"})
    assert caught.value.problems[0].code == "data.scheme_unknown"
