"""Advice for any recipe and any facts, and what cards say of models."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from studio.contract import cards
from studio.contract.advice import PROCESS, SCRATCH, STARTER, Facts, advise, advise_model, estimate_model_memory
from studio.contract.cards import MethodCard, ModelCard, TaskCard, TemplateCard, find_card, read_cards
from studio.contract.places import find_resources
from studio.contract.recipe import DataSpec, Recipe, Value, collect_knobs
from studio.contract.words import LANGUAGES, Words

KNOBS = {name: knob for name, knob in collect_knobs().items() if name != "task"}
DATA = DataSpec(train="a.csv")
facts = st.builds(
    Facts,
    examples=st.integers(0, 10**7),
    parameters=st.integers(10**5, 10**9),
    words=st.integers(0, 10**5),
    max_length=st.sampled_from([8, 64, 100, 128, 512, 8192]),
)
methods = st.none() | st.sampled_from(KNOBS["method"].enum)
recipes = st.builds(Recipe, task=st.just("text-classification"), data=st.just(DATA), method=methods,
                    model=st.sampled_from([None, STARTER, SCRATCH, "bert-base"]))  # fmt: skip


@given(recipes, facts)
def test_what_is_advised_could_have_been_asked(recipe: Recipe, facts: Facts) -> None:
    advised = advise(recipe, facts)
    assert {name: knob.find_fault(advised[name].value) for name, knob in KNOBS.items()} == dict.fromkeys(KNOBS)
    assert advised["max_length"].value <= facts.max_length
    asked = Recipe.model_validate(recipe.model_dump() | {name: value.value for name, value in advised.items()})
    again = advise(asked, facts)
    assert again == {name: Value(value=value.value, why="advice.asked") for name, value in advised.items()}


@given(recipes, facts)
def test_every_reason_is_a_sentence_without_open_blanks(recipe: Recipe, facts: Facts) -> None:
    for language in LANGUAGES:
        words = Words(language)
        for value in advise(recipe, facts).values():
            said = words.say(value.why, value.values)
            assert said != value.why
            assert "{" not in said


@pytest.mark.parametrize("name", KNOBS)
def test_a_setting_is_kept_even_at_its_smallest(name: str) -> None:
    knob = KNOBS[name]
    asked = knob.enum[-1] if knob.enum else knob.minimum
    recipe = Recipe(task="text-classification", data=DATA).model_copy(update={name: asked})
    assert advise(recipe, Facts(examples=5))[name] == Value(value=asked, why="advice.asked")


@settings(deadline=None)
@given(
    st.sampled_from(read_cards(ModelCard)),
    st.tuples(st.floats(0, 1), st.integers(1, 256), st.integers(8, 8192)),
    st.tuples(st.floats(0, 1), st.integers(1, 256), st.integers(8, 8192)),
)
def test_asking_more_of_a_model_never_takes_less_memory(
    card: ModelCard, one: tuple[float, int, int], other: tuple[float, int, int]
) -> None:
    less = min(one[0], other[0]), min(one[1], other[1]), min(one[2], other[2])
    more = max(one[0], other[0]), max(one[1], other[1]), max(one[2], other[2])
    least = PROCESS + 4 * card.parameters
    assert least < estimate_model_memory(card, *less) <= estimate_model_memory(card, *more)


@pytest.mark.parametrize("language", ["", "en", "zh", "de", "xx"])
def test_an_advised_model_is_on_every_computer_and_reads_the_language(language: str) -> None:
    card = find_card(ModelCard, advise_model(language).value)
    assert card is not None
    assert (card.hub, card.download) == ("", 0)
    assert not language or {language, "many"} & set(card.languages)


def test_choices_of_the_recipe_are_the_cards() -> None:
    assert {card.id for card in read_cards(TaskCard)} == set(collect_knobs()["task"].enum)
    assert {card.id for card in read_cards(MethodCard)} == set(KNOBS["method"].enum)
    assert {card.task for card in read_cards(TemplateCard)} <= set(collect_knobs()["task"].enum)
    assert all(0 < card.trains <= 1 for card in read_cards(MethodCard))


def test_what_is_fetched_says_from_where_and_how_much() -> None:
    for card in read_cards(ModelCard):
        assert bool(card.hub) == (card.download > 0)
        assert card.embedding_parameters < card.parameters
        assert set(card.good_for) <= {task.id for task in read_cards(TaskCard)}


def test_every_icon_is_there() -> None:
    for card in (*read_cards(TaskCard), *read_cards(MethodCard), *read_cards(ModelCard), *read_cards(TemplateCard)):
        assert not card.icon or list((find_resources() / "icons").rglob(f"{card.icon}.*"))


@pytest.fixture
def fresh() -> Iterator[None]:
    read_cards.cache_clear()
    yield
    read_cards.cache_clear()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("row", ['headline = "f"\ncolour = "red"', "", "headline = 1"])
def test_a_wrong_row_hides_behind_no_card(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tasks.toml").write_text(f"[sing]\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(cards, "find_resources", lambda: tmp_path)
    with pytest.raises(ValidationError):
        read_cards(TaskCard)
