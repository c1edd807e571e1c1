"""Splits by the words in names."""

import pytest

from studio.engine.data.splitnames import TEST, TRAIN, VALIDATION, name_split, recognise_splits


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("train.csv", TRAIN), ("dev.conll", VALIDATION), ("emerging.TEST.conll", TEST),
        ("zh_gsd-ud-dev.iob2", VALIDATION),
        ("wnut17train.conll", TRAIN), ("latest.csv", None), ("contest.csv", None), ("device.csv", None),
        ("evaluation.csv", None), ("valid_set2.tsv", VALIDATION), ("myTrainData.csv", TRAIN), ("训练集.xlsx", TRAIN),
        ("医疗验证集v2.csv", VALIDATION), ("测试.txt", TEST), ("train_test.csv", None),
        ("train-00000-of-2.parquet", TRAIN),
    ],
)  # fmt: skip
def test_a_split_is_a_whole_word(name: str, split: str | None) -> None:
    assert name_split(name) == split


def test_files_are_recognised_by_their_names_or_folders() -> None:
    files = ["d/train/a.txt", "d/test/b.txt", "d\\dev\\c.txt", "d/more.txt"]
    assert recognise_splits(files) == {TRAIN: [files[0], files[3]], VALIDATION: [files[2]], TEST: [files[1]]}
    assert recognise_splits(["latest.csv", "test.csv"])[TRAIN] == ["latest.csv"]
    assert recognise_splits(["a_test.csv", "test.csv"]) == {TRAIN: ["a_test.csv", "test.csv"], VALIDATION: [], TEST: []}
