"""A finished model kept warm: raw text in, spans or label out, whatever the text is."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import torch

from studio.contract.problems import Cancelled, StudioError
from studio.engine.data.wordevidence import learn_words
from studio.engine.evaluation.predictor import Predictor, read_studio_json
from studio.engine.models.scratch import build_config, learn_tokenizer
from studio.engine.tasks import TASKS

TAGS = {
    "token-classification": ["O", "B-PER", "I-PER"],
    "text-classification": ["complaint", "praise"],
}
SENTENCES = [["Ann", "saw", "Rome", "."], ["Bob", "did", "not", "."]]
ODD = ["", "   ", "\n", "Ann", "😀 Ann", "你好，世界。", "a" * 5000, "word " * 400, "\u200bZero", "\0"]


@pytest.fixture(params=sorted(TAGS))
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A random model as a run leaves it in ``model/``."""
    return save(tmp_path / "model", request.param)


def save(folder: Path, task: str) -> Path:
    tags = TAGS[task]
    tokenizer = learn_tokenizer([" ".join(words) for words in SENTENCES], folder)
    labels = {"id2label": dict(enumerate(tags)), "label2id": {tag: i for i, tag in enumerate(tags)}}
    torch.manual_seed(0)
    TASKS[task].auto_class.from_config(build_config(len(tokenizer), labels)).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    facts = {"task": task, "tags": tags, "words": learn_words(SENTENCES).to_json(), "max_length": 16}
    (folder / "studio.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder


def test_every_text_gets_an_answer_in_order(folder: Path) -> None:
    predictor = Predictor(folder)
    found = predictor.predict(ODD)
    assert len(found) == len(ODD)
    for text, prediction in zip(ODD, found, strict=True):
        alone = predictor.predict([text])[0]
        assert [(s.start, s.end, s.label) for s in alone.spans] == [(s.start, s.end, s.label) for s in prediction.spans]
        assert [label for label, _ in alone.labels] == [label for label, _ in prediction.labels]
        assert all(0 <= span.start < span.end <= len(text) for span in prediction.spans)
    assert predictor.predict([]) == []


def test_probabilities_of_labels_add_up(tmp_path: Path) -> None:
    for prediction in Predictor(save(tmp_path / "model", "text-classification")).predict(["Ann saw Rome.", ""]):
        labels, shares = zip(*prediction.labels, strict=True)
        assert set(labels) == set(TAGS["text-classification"])
        assert sum(shares) == pytest.approx(1, abs=1e-4)
        assert list(shares) == sorted(shares, reverse=True)


def test_a_long_text_is_labelled_to_its_end(tmp_path: Path) -> None:
    """400 words where a window holds 14 sub-tokens: each word has its tag."""
    predictor = Predictor(save(tmp_path / "model", "token-classification"))
    words = ["Ann"] * 400
    offsets = [(4 * i, 4 * i + 3) for i in range(400)]
    example: dict[str, Any] = {"text": " ".join(words), "tokens": words, "offsets": offsets}
    [found] = predictor.run([example])
    assert len(found.predicted) == 400
    assert set(found.predicted) <= set(TAGS["token-classification"])


def test_a_cancelled_question_ends(folder: Path) -> None:
    with pytest.raises(Cancelled):
        Predictor(folder).predict(["Ann saw Rome."] * 3, lambda: True)


def test_several_threads_may_ask_at_once(folder: Path) -> None:
    predictor = Predictor(folder)
    expected = predictor.predict(["Ann saw Rome."])
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(predictor.predict, [["Ann saw Rome."]] * 16))
    assert all(answer == expected for answer in answers)


@pytest.mark.parametrize(
    "content", [None, "", "[]", "{}", '{"task": "poetry", "tags": []}', '{"task": "text-classification", "tags": 3}']
)
def test_a_folder_that_is_no_result_of_a_run_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "studio.json").write_text(content)
    with pytest.raises(StudioError) as caught:
        read_studio_json(tmp_path)
    assert caught.value.problems[0].code == "model.no_studio_json"


def test_a_stranger_s_model_is_checked_before_it_is_loaded(folder: Path) -> None:
    stranger = folder.with_name("stranger")
    shutil.copytree(folder, stranger)
    config = json.loads((stranger / "config.json").read_text())
    (stranger / "config.json").write_text(json.dumps(config | {"auto_map": {"AutoModel": "evil.Model"}}))
    with pytest.raises(StudioError) as caught:
        Predictor(stranger)
    assert caught.value.problems[0].code == "model.has_code"
