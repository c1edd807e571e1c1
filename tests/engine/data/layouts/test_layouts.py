"""What the tools write becomes texts with spans, tokens with tags, or texts with labels."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.contract.problems import Level
from studio.engine.data.findings import Findings
from studio.engine.data.layouts import LAYOUTS, arrange, choose_layout

Told = dict[str, tuple[Level, int | None, int]]


def read(*items: Any, asked: str | None = None, around: dict[str, Any] | None = None) -> tuple[str, list[Any], Told]:
    """The layout's name, the cells of each record, and level, row and count of what was found."""
    findings = Findings("a.json")
    arranged = arrange(items, asked, around)
    records = list(arranged.list_values(enumerate(items, start=1), findings))
    told = {problem.code: (problem.level, problem.place.row, problem.count) for problem in findings.problems}
    return arranged.name, [values for _, values in records], told


def test_cluener_counts_the_last_character_in() -> None:
    item = {
        "text": "浙商银行企业信贷部叶老桂",
        "label": {"name": {"叶老桂": [[9, 11]]}, "company": {"浙商银行": [[0, 3]]}},
    }
    name, records, told = read(item, {"text": "没有", "label": {}})
    assert (name, told) == ("cluener", {})
    assert records[0]["spans"] == [[9, 12, "name"], [0, 4, "company"]]
    assert records[1]["spans"] == []


def test_cluener_words_that_stand_elsewhere_are_named() -> None:
    good = {"text": "我在北京", "label": {"LOC": {"北京": [[2, 3]]}}}
    moved = {"text": "我在北京", "label": {"LOC": {"北京": [[0, 1]]}}}
    lost = {"text": "我在北京", "label": {"LOC": {"上海": [[2, 3]]}}}
    _, records, told = read(good, good, good, good, good, moved, lost)
    assert [len(record["spans"]) for record in records] == [1] * 6 + [0]
    assert records[5]["spans"] == [[2, 4, "LOC"]]
    assert told == {"data.span_differs": ("stop", 7, 1), "data.span_moved": ("look", 6, 1)}


@pytest.mark.parametrize("key", ["label", "labels"])
def test_doccano_spans(key: str) -> None:
    items = [{"id": 1, "text": "Ann lives", key: [[0, 3, "PER"]], "meta": {}}, {"id": 2, "text": "no one", key: []}]
    name, records, _ = read(*items)
    assert name == "doccano"
    assert records[0]["spans"] == [[0, 3, "PER"]]
    assert (records[0]["id"], records[1]["spans"]) == (1, [])


def test_doccano_relations_and_older_annotations() -> None:
    entity = {"id": 7, "start_offset": 0, "end_offset": 3, "label": "PER"}
    name, records, _ = read({"text": "Ann lives", "entities": [entity], "relations": [{"from_id": 7, "to_id": 7}]})
    assert (name, records) == ("doccano", [{"text": "Ann lives", "spans": [[0, 3, "PER"]]}])
    older = {"id": 1, "text": "Ann", "annotations": [{"label": 12, "start_offset": 0, "end_offset": 3, "user": 1}]}
    assert read(older)[1][0]["spans"] == [[0, 3, "12"]]
    labelled = {"text": "Ann", "annotations": [{"label": 15, "user": 1}], "annotation_approver": None}
    assert read(labelled)[1][0]["label"] == "15"


def test_doccano_labels_are_a_list_only_where_there_are_several() -> None:
    one, none = {"text": "a", "labels": ["x"]}, {"text": "b", "labels": []}
    assert [record["label"] for record in read(one, none)[1]] == ["x", None]
    two = {"text": "c", "labels": ["x", "y"]}
    assert [record["label"] for record in read(one, two)[1]] == [["x"], ["x", "y"]]


def make_task(text: str, *results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": 1, "data": {"text": text}, "annotations": [{"result": list(results)} | more]}


def mark(start: int, end: int, words: str, *labels: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": words, "labels": list(labels)}
    return {"from_name": "label", "to_name": "text", "type": "labels", "value": value}


def test_label_studio_spans() -> None:
    name, records, told = read(make_task("Ann met Bob", mark(0, 3, "Ann", "PER"), mark(8, 11, "Bob", "PER", "ORG")))
    assert name == "label_studio"
    assert records == [{"text": "Ann met Bob", "label": [[0, 3, "PER"], [8, 11, "PER"]]}]
    assert told == {"data.several_tags": ("look", 1, 1)}


def test_label_studio_counts_as_javascript_does() -> None:
    _, records, told = read(make_task("😀 Ann met Bob", mark(3, 6, "Ann", "PER"), mark(11, 14, "Bob", "PER")))
    assert records[0]["label"] == [[2, 5, "PER"], [10, 13, "PER"]]
    assert told == {"data.offsets_utf16": ("look", 1, 2)}


def test_label_studio_choices_and_tasks_that_nobody_did() -> None:
    choice = {"from_name": "sentiment", "to_name": "text", "type": "choices", "value": {"choices": ["good"]}}
    cancelled = make_task("b", choice, was_cancelled=True)
    twice = make_task("c", choice)
    twice["annotations"] *= 2
    _, records, told = read(make_task("a", choice), cancelled, twice, "no task")
    assert records == [{"text": "a", "sentiment": "good"}, {"text": "c", "sentiment": "good"}]
    assert told == {
        "data.not_json": ("stop", 4, 1),
        "data.not_annotated": ("look", 2, 1),
        "data.several_annotations": ("look", 3, 1),
    }


def test_label_studio_without_any_annotation_is_a_table() -> None:
    guess = {"result": [{"from_name": "c", "value": {"choices": ["x"]}}]}
    assert read({"data": {"text": "a"}, "predictions": [guess]})[1] == [{"text": "a"}]


def test_label_studio_short_export() -> None:
    span = {"start": 0, "end": 3, "text": "Ann", "labels": ["PER"]}
    item = {"id": 5, "text": "Ann lives", "label": [span], "annotator": 1, "annotation_id": 3, "lead_time": 2.0}
    name, records, _ = read(item, item | {"label": None, "text": "nobody"})
    assert (name, [record["label"] for record in records]) == ("label_studio", [[[0, 3, "PER"]], []])
    named = {"id": 1, "text": "Ann", "mood": {"choices": ["good"]}, "annotator": 1, "lead_time": 2}
    assert read(named)[1][0]["mood"] == "good"


def test_prodigy_takes_what_was_accepted() -> None:
    span = {"start": 0, "end": 3, "label": "PER", "token_start": 0, "token_end": 0}
    item = {"text": "Ann lives", "spans": [span], "_input_hash": 1, "_task_hash": 2, "tokens": [{"text": "Ann"}]}
    items = [item | {"answer": answer} for answer in ("accept", "reject", "ignore")]
    name, records, told = read(*items, {"text": "x", "_input_hash": 1, "_task_hash": 2, "answer": "accept"})
    assert (name, records) == ("prodigy", [{"text": "Ann lives", "spans": [[0, 3, "PER"]]}, {"text": "x", "spans": []}])
    assert told == {"data.not_accepted": ("look", 2, 2)}


def test_prodigy_answers_about_single_places() -> None:
    spans = [
        {"start": at, "end": at + 3, "label": "PER", "answer": answer} for at, answer in ((0, "accept"), (4, "reject"))
    ]
    _, records, told = read({"text": "Ann Bob", "spans": spans, "answer": "accept"})
    assert records[0]["spans"] == [[0, 3, "PER"]]
    assert told == {"data.single_answers": ("look", 1, 1)}


def test_prodigy_labels_and_choices() -> None:
    labelled = {"text": "a", "label": "X", "answer": "accept"}
    assert read(labelled, labelled | {"answer": "reject"})[1] == [{"text": "a", "label": "X"}]
    choice = {"text": "a", "options": [{"id": "X"}, {"id": "Y"}], "accept": ["X"], "answer": "accept"}
    assert read(choice)[1] == [{"text": "a", "label": "X"}]
    assert read(choice, choice | {"accept": ["X", "Y"]})[1][1]["label"] == ["X", "Y"]


def test_spacy_pairs() -> None:
    name, records, told = read(["Ann lives", {"entities": [[0, 3, "PER"]]}], ["no", {"entities": []}], ["broken"])
    assert (name, [record["spans"] for record in records]) == ("spacy", [[[0, 3, "PER"]], []])
    assert told == {"data.not_json": ("stop", 3, 1)}
    assert read(["Ann", {"cats": {"A": 0.2, "B": 0.9}}], ["x", {"cats": {"A": 0.1}}])[1] == [
        {"text": "Ann", "label": "B"},
        {"text": "x", "label": None},
    ]
    assert read(["Ann", {"spans": {"sc": [[0, 3, "PER"]]}}])[1][0]["spans"] == [[0, 3, "PER"]]


def test_spacy_documents_give_a_record_a_sentence() -> None:
    words = [{"orth": "Ann", "ner": "U-PER"}, {"orth": "lives", "ner": "-"}]
    document = {"id": 0, "paragraphs": [{"raw": "…", "sentences": [{"tokens": words}, {"tokens": words[:1]}]}]}
    findings = Findings()
    arranged = arrange([document, document])
    records = list(arranged.list_values(enumerate([document, document], start=1), findings))
    assert [row for row, _ in records] == [1, 2, 3, 4]
    assert records[0][1] == {"tokens": ["Ann", "lives"], "tags": ["U-PER", "O"]}


def test_plain_records_keep_their_keys_and_settle_spans() -> None:
    item = {
        "id": 3,
        "text": "病人患肺炎",
        "entities": [{"start_idx": 3, "end_idx": 4, "type": "dis", "entity": "肺炎"}],
    }
    name, records, told = read(item, {"text": "无", "entities": []})
    assert (name, records[0]["entities"]) == ("", [[3, 5, "dis"]])
    assert told == {"data.offsets_inclusive": ("look", 1, 1)}


def test_numbered_tags_need_names() -> None:
    item = {"tokens": ["Ann", "lives"], "ner_tags": [1, 0]}
    assert read(item)[2] == {"data.tags_numbered": ("look", 1, 1)}
    around = {"names": ["O", "B-PER"]}
    assert read(item, around=around)[1][0]["ner_tags"] == ["B-PER", "O"]
    by_number = {"id2label": {"0": "O", "1": "B-PER"}}
    assert read(item, around=by_number)[1][0]["ner_tags"] == ["B-PER", "O"]
    _, records, told = read(item, {"tokens": ["x"], "ner_tags": [9]}, around=around)
    assert (records[1]["ner_tags"], told) == (None, {"data.tag_number_unknown": ("stop", 2, 1)})


def test_a_layout_can_be_asked_for() -> None:
    item = {"text": "Ann lives", "entities": [[0, 3, "PER"]]}
    assert read(item)[0] == ""
    assert read(item, asked="doccano")[:2] == ("doccano", [{"text": "Ann lives", "spans": [[0, 3, "PER"]]}])


@pytest.mark.parametrize(
    "item",
    [
        {"instruction": "Say hi", "input": "", "output": "hi"},
        {"id": 1, "instruction": "x", "instances": [{"input": "a", "output": "b"}]},
        {"conversations": [{"from": "human", "value": "hi"}]},
        {"text": "a", "label": {"x": 1}},
        {"tokens": ["a"], "tags": ["O"]},
        "a text",
        [1, 2],
        None,
    ],
)
def test_what_no_tool_wrote_stays_a_table(item: Any) -> None:
    assert choose_layout([item] * 3).id == "records"


KEYS = (
    "text", "data", "label", "labels", "spans", "entities", "annotations", "result", "value", "start", "end", "choices",
    "tokens", "tags", "ner_tags", "answer", "accept", "paragraphs", "sentences", "orth", "ner", "cats", "_input_hash",
    "_task_hash", "lead_time", "annotation_id", "from_name",
)  # fmt: skip
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("aé中😀", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(values, max_size=4), st.sampled_from(sorted(LAYOUTS)))
def test_any_json_gives_records_or_findings(items: list[Any], asked: str) -> None:
    for layout in (None, asked):
        findings = Findings("a.json")
        arranged = arrange(items, layout)
        for _, cells in arranged.list_values(enumerate(items, start=1), findings):
            assert set(arranged.columns) <= set(cells)
