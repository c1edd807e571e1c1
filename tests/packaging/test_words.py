"""What the set-up says exists in both languages, with the same values, and by the system's language."""

import json
import re
import string

import pytest

from setup.words import find_language, say
from tests.packaging.conftest import PACKAGING

WORDS: dict[str, dict[str, str]] = json.loads((PACKAGING / "setup" / "words.json").read_text(encoding="utf-8"))
NAMES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
CODE = re.compile(r"""(?:say|step|warn|ask|Trouble)\(\s*"([a-z_]+)\"""")


def find_values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", WORDS)
def test_both_languages_say_the_same(code: str) -> None:
    english, chinese = WORDS[code]["en"], WORDS[code]["zh"]
    assert find_values(english) == find_values(chinese)
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert not re.search("[!！]|please|oops", english.lower())


def test_every_code_that_is_used_exists_and_the_other_way_round() -> None:
    sources = [PACKAGING / "bootstrap.py", *(PACKAGING / "setup").glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    used = set(CODE.findall(text))
    assert used <= set(WORDS)
    assert {code for code in WORDS if f'"{code}"' not in text} == set()


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "C"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_system_decides(variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert find_language() == language
    assert say("ready") == WORDS["ready"][language]
