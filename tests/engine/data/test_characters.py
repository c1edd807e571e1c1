"""Kinds of characters."""

import pytest

from studio.engine.data.characters import classify, is_cjk


@pytest.mark.parametrize(
    ("characters", "kind"),
    [
        (" \t\n\u3000\u00a0", "space"),
        ("aé9_жا한", "letter"),
        (".,-@#$€“…🙂=+^`", "mark"),
        ("中々あア㐀𠀀", "cjk"),
        ("\u200b\ufeff\u0301\u200d🏽", "joiner"),
        ("，。！「」", "mark"),
    ],
)
def test_kinds(characters: str, kind: str) -> None:
    assert {char: classify(char) for char in characters} == dict.fromkeys(characters, kind)


def test_scripts_without_spaces_include_their_punctuation() -> None:
    assert all(map(is_cjk, "中あ，。！「」（"))
    assert not any(map(is_cjk, "aé9,.한…🙂"))
