"""Where seqeval's report is silently wrong, and ours is right: each of three issues of its tracker, both shown.

If one of the first halves fails one day, seqeval has been mended: then its detour in ``figures`` can go.
"""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from seqeval.metrics import classification_report

from studio.contract.report import SplitReport
from studio.engine.data.tagging.schemes import TagEvidence, convert
from studio.engine.evaluation.figures import measure_tokens

Tags = list[list[str]]


def report_as_seqeval(gold: Tags, predicted: Tags) -> dict[str, Any]:
    """What seqeval says when it is called as its own page shows it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found: dict[str, Any] = classification_report(gold, predicted, output_dict=True)
    return {name: row for name, row in found.items() if not name.endswith(" avg")}


def read_tags(sentences: Tags) -> tuple[Tags, list[str], str]:
    """Tags of a file as they are read here: IOB2, the labels, and the scheme that was found."""
    evidence = TagEvidence()
    for tags in sentences:
        evidence.add(tags)
    scheme = evidence.decide()
    read = [convert(tags, scheme)[0] for tags in sentences]
    return read, sorted({tag[2:] for tags in read for tag in tags if tag != "O"}), scheme


def report_here(gold: Tags, predicted: Tags) -> SplitReport:
    """Our report: the file's tags read by the data desk, the model's tags in IOB2 already."""
    read, labels, _ = read_tags(gold)
    return measure_tokens(read, predicted, labels, "test")


def test_23_an_entity_without_its_beginning_counts_as_wrong() -> None:
    gold, predicted = [["B-Phone", "I-Phone"]], [["I-Phone", "I-Phone"]]
    assert report_as_seqeval(gold, predicted)["Phone"]["f1-score"] == 1.0
    report = report_here(gold, predicted)
    assert (report.classes[0].label, report.classes[0].f1, report.overall.micro_f1) == ("Phone", 0.0, 0.0)
    assert report_here(gold, gold).overall.micro_f1 == 1.0


def test_45_no_class_goes_missing() -> None:
    bare = [["ORGANIZATION", "O", "O"], ["PRODUCT", "O", "PERSON"]]
    assert "ORGANIZATION" not in str(report_as_seqeval(bare, bare))
    read, labels, scheme = read_tags(bare)
    assert (scheme, labels) == ("IO", ["ORGANIZATION", "PERSON", "PRODUCT"])
    report = report_here(bare, read)
    assert {figures.label: (figures.support, figures.f1) for figures in report.classes} == dict.fromkeys(
        labels, (1, 1.0)
    )


def test_45_a_class_that_is_only_predicted_has_a_row() -> None:
    report = measure_tokens([["B-PER", "O"]], [["B-PER", "B-ORG"]], ["ORG", "PER"], "test")
    organisation = report.classes[0]
    assert (organisation.label, organisation.support, organisation.precision) == ("ORG", 0, 0.0)
    assert report.overall.precision == pytest.approx(0.5)


def test_75_labels_keep_their_first_letter() -> None:
    gold = [["ADJ", "DET", "VERB", "AUX", "NOUN", "ADJ", "SCONJ"], ["CONJ", "ART", "X"]]
    predicted = [["ADJ", "CONJ", "VERB", "AUX", "NOUN", "ADJ", "SCONJ"], ["CONJ", "SCONJ", "X"]]
    assert {"DJ", "ERB", "OUN"} <= report_as_seqeval(gold, predicted).keys()
    read, labels, scheme = read_tags(gold)
    assert scheme == "plain"
    answer = [convert(tags, "plain")[0] for tags in predicted]
    report = measure_tokens(read, answer, labels, "test")
    figures = {row.label: row for row in report.classes}
    assert set(figures) == {"ADJ", "ART", "AUX", "CONJ", "DET", "NOUN", "SCONJ", "VERB", "X"}
    assert (figures["ADJ"].support, figures["ADJ"].f1) == (2, 1.0)
    assert (figures["DET"].f1, figures["CONJ"].precision) == (0.0, 0.5)


@pytest.mark.parametrize("label", ["B-x", "I-", "-", "O", "a-b-c", "PER_1", "名"])
def test_75_any_name_survives(label: str) -> None:
    tags = [[f"B-{label}", f"I-{label}", "O"]]
    report = measure_tokens(tags, tags, [label], "test")
    assert [(row.label, row.support, row.f1) for row in report.classes] == [(label, 1, 1.0)]


@pytest.mark.parametrize(
    ("scheme", "tags"),
    [
        ("IOB1", [["I-PER", "I-PER", "B-PER", "O", "I-LOC"]]),
        ("BIOES", [["B-PER", "E-PER", "S-PER", "O", "S-LOC"]]),
        ("BILOU", [["B-PER", "L-PER", "U-PER", "O", "U-LOC"]]),
        ("BMES", [["B-PER", "E-PER", "S-PER", "O", "B-LOC", "M-LOC", "E-LOC"]]),
        ("IOE2", [["I-PER", "E-PER", "E-PER", "O", "E-LOC"]]),
    ],
)
def test_a_perfect_answer_is_perfect_in_every_scheme(scheme: str, tags: Tags) -> None:
    """Scored under the source's own scheme, tags converted to IOB2 give 0."""
    read, labels, found = read_tags(tags)
    assert found == scheme
    report = report_here(tags, read)
    assert (labels, report.overall.micro_f1) == (["LOC", "PER"], 1.0)
    assert {row.label: row.support for row in report.classes} == {"LOC": 1, "PER": 2}
