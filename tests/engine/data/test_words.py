"""Every code of the data half has its sentences in both languages."""

import re
from pathlib import Path

import pytest
from fluent.syntax import parse
from fluent.syntax.ast import Message

import studio.engine.data
from studio.contract.places import find_resources

REASONS = {"data.only_text", "data.only_texts", "data.only_scores", "data.no_label"}
TEMPLATES = {
    "data.text_missing", "data.label_missing", "data.text_not_text", "data.label_not_text", "data.leak_validation",
    "data.leak_test",
}  # fmt: skip


def find_codes() -> set[str]:
    """The codes in the sources: texts such as "data.ragged_row"."""
    folder = Path(next(iter(studio.engine.data.__path__)))
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    found = {code for text in texts for code in re.findall(r'"((?:data|progress)\.[a-z_]+)"', text)}
    fields = {"data.dataset", "data.steps", "data.train", "data.validation", "data.test"}
    return found - fields | TEMPLATES


def read_messages(language: str) -> dict[str, Message]:
    text = (find_resources() / "words" / f"{language}.ftl").read_text(encoding="utf-8")
    return {entry.id.name: entry for entry in parse(text).body if isinstance(entry, Message)}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_code_is_explained(language: str) -> None:
    messages = read_messages(language)
    codes = find_codes()
    assert len(codes) > 50
    for code in codes:
        message = messages.get(code.replace(".", "-"))
        assert message is not None, code
        if code.startswith("data.") and code not in REASONS:
            assert [attribute.id.name for attribute in message.attributes] == ["why", "fix"], code
