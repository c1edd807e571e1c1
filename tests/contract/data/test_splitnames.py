"""Files are sorted by whole words of their names, in several writings and languages."""

from __future__ import annotations

import pytest

from studio.contract.data.splitnames import TEST, TRAIN, VALIDATION, name_split, recognise_splits


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("train.csv", TRAIN),
        ("ner-training-2024.conll", TRAIN),
        ("newsTrain.jsonl", TRAIN),
        ("dev.tsv", VALIDATION),
        ("wnut_VALID.txt", VALIDATION),
        ("my.val.parquet", VALIDATION),
        ("emerging.TEST.conll", TEST),
        ("test01.csv", TEST),
        ("model-eval.csv", VALIDATION),
        ("训练集.csv", TRAIN),
        ("新闻_验证.csv", VALIDATION),
        ("测试.xlsx", TEST),
        ("wnut17train.conll", TRAIN),
        ("医疗验证集v2.csv", VALIDATION),
        ("train-00000-of-2.parquet", TRAIN),
        ("evaluation.csv", ""),
        ("latest.csv", ""),
        ("contest_entries.csv", ""),
        ("devices.csv", ""),
        ("values.csv", ""),
        ("constrained.csv", ""),
        ("train_test.csv", ""),
        ("", ""),
    ],
)
def test_a_name_says_its_split_by_whole_words(name: str, split: str) -> None:
    assert name_split(name) == (split or None)


def test_files_are_sorted_and_what_says_nothing_trains() -> None:
    found = recognise_splits(["d/train.conll", "d/dev.conll", "d/more.conll", "d/b.test.conll"])
    assert found == {TRAIN: ["d/train.conll", "d/more.conll"], VALIDATION: ["d/dev.conll"], TEST: ["d/b.test.conll"]}


def test_without_a_training_file_all_train() -> None:
    assert recognise_splits(["test.csv", "dev.csv"]) == {TRAIN: ["test.csv", "dev.csv"], VALIDATION: [], TEST: []}
    assert recognise_splits([]) == {TRAIN: [], VALIDATION: [], TEST: []}


def test_folders_say_the_split_where_they_differ() -> None:
    found = recognise_splits(["set/train/a.csv", "set/train/b.csv", "set/test/a.csv"])
    assert found[TEST] == ["set/test/a.csv"]
    assert recognise_splits(["dev/a.csv", "dev/train.csv"])[TRAIN] == ["dev/a.csv", "dev/train.csv"]
