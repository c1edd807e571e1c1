"""Words: every code says something in both languages, and says the same."""

import re
from collections.abc import Iterator

import pytest
from fluent.syntax import FluentParser, ast

from studio.contract.calls import CALLS
from studio.contract.cards import Card, MethodCard, ModelCard, TaskCard, read_cards
from studio.contract.events import RunState
from studio.contract.places import PACKAGE, find_resources
from studio.contract.problems import Place, Problem
from studio.contract.recipe import Recipe, SplitSpec, collect_knobs
from studio.contract.words import LANGUAGES, Words, choose_language

SAME_IN_BOTH = re.compile(
    r"[\W\d_]*|.*(F1|SGD|AdamW|BERT|MiniLM|RBT3|wwm-ext).*|Excel.*|OpenDocument|CoNLL(-U)?|CSV|TSV|JSONL?|XLSX"
    r"|Parquet|Arrow|SQLite|CLUENER|doccano|Label Studio|Prodigy|spaCy|WebAnno TSV"
)
"""Names that are the same in any language."""


SAME_NUMBER = {"myriads": "millions"}
"""Chinese counts in ten thousands what English counts in millions."""


def parse(language: str) -> dict[str, ast.Message]:
    text = (find_resources() / "words" / f"{language}.ftl").read_text(encoding="utf-8")
    entries = FluentParser().parse(text).body
    broken = [entry.content for entry in entries if isinstance(entry, ast.Junk)]
    assert broken == []
    messages = [entry for entry in entries if isinstance(entry, ast.Message)]
    names = [message.id.name for message in messages]
    assert sorted({name for name in names if names.count(name) > 1}) == []
    return {message.id.name: message for message in messages}


def collect_patterns(message: ast.Message) -> dict[str, ast.Pattern | None]:
    return {"": message.value} | {attribute.id.name: attribute.value for attribute in message.attributes}


def collect_variables(node: object, *, selectors: bool = True) -> Iterator[str]:
    """The blanks of a pattern; without ``selectors`` only those that are shown, not those that only choose a plural."""
    if isinstance(node, ast.VariableReference):
        yield SAME_NUMBER.get(node.id.name, node.id.name)
    elif isinstance(node, ast.SelectExpression) and not selectors:
        yield from collect_variables(node.variants, selectors=False)
    elif isinstance(node, ast.BaseNode):
        for value in vars(node).values():
            yield from collect_variables(value, selectors=selectors)
    elif isinstance(node, list):
        for value in node:
            yield from collect_variables(value, selectors=selectors)


def read_text(node: object) -> str:
    if isinstance(node, ast.TextElement):
        return node.value
    parts = vars(node).values() if isinstance(node, ast.BaseNode) else node if isinstance(node, list) else ()
    return "".join(map(read_text, parts))


ENGLISH, CHINESE = parse("en"), parse("zh_CN")


def test_both_languages_have_the_same_messages_with_the_same_parts() -> None:
    assert sorted(set(ENGLISH) ^ set(CHINESE)) == []
    for name, message in ENGLISH.items():
        assert collect_patterns(message).keys() == collect_patterns(CHINESE[name]).keys(), name


def test_both_languages_have_the_same_blanks() -> None:
    for name, message in ENGLISH.items():
        other = collect_patterns(CHINESE[name])
        for part, pattern in collect_patterns(message).items():
            shown, blanks = set(collect_variables(pattern, selectors=False)), set(collect_variables(other[part]))
            assert shown <= blanks <= set(collect_variables(pattern)), f"{name}.{part}"


def test_no_chinese_message_is_left_in_english() -> None:
    for name, message in CHINESE.items():
        other = collect_patterns(ENGLISH[name])
        for part, pattern in collect_patterns(message).items():
            text = read_text(pattern)
            if not SAME_IN_BOTH.fullmatch(text):
                assert re.search("[\u4e00-\u9fff]", text), f"{name}.{part}: {text}"
                assert text != read_text(other[part])


def test_the_tone_is_calm() -> None:
    for name, message in ENGLISH.items():
        text = " ".join(read_text(pattern) for pattern in collect_patterns(message).values())
        assert not re.search(r"\w!|\bplease\b|\boops\b", text, re.IGNORECASE), name
    for name, message in CHINESE.items():
        text = " ".join(read_text(pattern) for pattern in collect_patterns(message).values())
        assert not re.search("！|您", text), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_a_problem_has_its_three_parts(language: str) -> None:
    words, code = Words(language), re.compile(r'Problem\(\s*(?:code=)?"([a-z_]+\.[a-z_0-9]+)"')
    found = {match for file in PACKAGE.rglob("*.py") for match in code.findall(file.read_text(encoding="utf-8"))}
    assert len(found) > 30
    missing = [
        one
        for one in sorted(found)
        for part in ("", "why", "fix")
        if not words.knows(one) or not words.say(one, {}, part)
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_see_of_registries_has_words(language: str) -> None:
    words = Words(language)
    names = [f"state-{state}" for state in RunState]
    for model in (Recipe, SplitSpec):
        for name, knob in collect_knobs(model).items():
            names.append(f"knob-{name}")
            assert words.say(f"knob-{name}", part="help"), name
            names += [f"choice-{name}-{choice}" for choice in knob.enum]
            names += [f"unit-{knob.unit}"] if knob.unit else []
    kinds: tuple[type[Card], ...] = (TaskCard, MethodCard, ModelCard)
    names += [card.message for kind in kinds for card in read_cards(kind)]
    assert [name for name in names if not words.knows(name)] == []


def test_a_sentence_with_blanks_plural_and_numbers() -> None:
    words = Words("en")
    assert words.say("advice.epochs_small", {"examples": 1}).startswith("One example")
    assert words.say("advice.epochs_small", {"examples": 12}).startswith("12 examples")
    assert "0.00005" in words.say("recipe.too_small", {"value": 5e-5, "name": "x"})
    assert "nan" in words.say("recipe.too_small", {"value": float("nan"), "name": "x"})
    assert "True" in words.say("recipe.wrong_type", {"value": True, "name": "x"})
    assert "['a']" in words.say("recipe.wrong_type", {"value": ["a"], "name": "x"})


def test_an_unknown_code_is_shown_as_it_is_and_an_unknown_language_is_english() -> None:
    words = Words("tlh")
    assert words.language == "en"
    assert words.say("of.tomorrow") == "of.tomorrow"
    assert words.say("of.tomorrow", part="why") == ""
    assert words.say("state-done", part="why") == ""
    assert not words.knows("of.tomorrow")


def test_english_stands_in_where_chinese_lacks_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Words("zh_CN")
    monkeypatch.setattr(words._stores[0], "sources", {})
    assert words.say("state-done") == "Done"


def test_the_four_parts_name_the_place() -> None:
    place = Place(file="C:\\data\\news.conll", row=3, column="2")
    problem = Problem(code="recipe.duplicate_key", place=place, details="as it was said")
    said = Words("en").explain(problem)
    assert said.what.startswith("news.conll, row 3, column 2: The recipe")
    assert str(said).splitlines() == [said.what, said.why, said.fix, "as it was said"]
    row = Problem(code="recipe.duplicate_key", place=Place(row=3))
    assert Words("zh_CN").explain(row).what.startswith("第 3 行：")
    assert Words("en").explain(row).what.startswith("row 3: The recipe")
    assert Words("en").explain(Problem(code="recipe.duplicate_key")).what.startswith("The recipe")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "C"}, "zh_CN"),
        ({"STUDIO_LANGUAGE": "zh_CN", "LC_ALL": "en_US"}, "zh_CN"),
        ({"LC_ALL": "", "LANG": "fr"}, "en"),
    ],
)
def test_the_language_follows_the_locale(environment: dict[str, str], language: str) -> None:
    assert choose_language(environment) == language


def test_without_a_locale_in_the_environment_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getlocale", lambda: ("Chinese (Simplified)_China", "936"))
    assert choose_language({}) == "zh_CN"
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert choose_language({}) == "en"


def test_every_call_has_a_name_and_an_answer() -> None:
    assert {call.server for call in CALLS.values()} == {"answer_data", "answer_model"}
