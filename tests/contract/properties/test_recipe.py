"""Recipes of any content survive their file."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from studio.contract.knobs import Knob
from studio.contract.problems import StudioError
from studio.contract.recipe import (
    DataSpec,
    ReadSpec,
    Recipe,
    ResolvedRecipe,
    SplitSpec,
    collect_knobs,
    dump_recipe,
    dump_yaml,
    load_yaml,
    parse_recipe,
)
from tests.contract.properties.strategies import TEXTS, invent

some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def choose(name: str, knob: Knob) -> st.SearchStrategy[float | str]:
    """Values that a setting of the recipe may have."""
    if knob.enum:
        return st.sampled_from(knob.enum)
    low, high = knob.minimum, knob.maximum
    assert low is not None
    assert high is not None
    whole = "int" in str(Recipe.model_fields[name].annotation)
    return st.integers(int(low), int(high)) if whole else st.floats(low, high)


settings_asked = st.fixed_dictionaries(
    {"task": choose("task", collect_knobs()["task"])},
    optional={name: choose(name, knob) for name, knob in collect_knobs().items() if name != "task"},
)
shares = st.none() | st.floats(0, 0.9) | TEXTS
data_specs = st.builds(
    DataSpec,
    train=TEXTS | st.lists(TEXTS, min_size=1, max_size=3),
    validation=shares,
    test=shares,
    columns=st.dictionaries(TEXTS, TEXTS, max_size=2),
    read=invent(ReadSpec),
    split=st.builds(SplitSpec, kind=st.sampled_from(["random", "stratified"]), seed=st.integers(0, 2**31 - 1)),
)
recipes = st.builds(
    lambda asked, data, model: Recipe(**asked, data=data, model=model), settings_asked, data_specs, TEXTS
)


@some
@given(recipes)
def test_a_recipe_comes_back_as_it_was(recipe: Recipe) -> None:
    assert parse_recipe(dump_recipe(recipe)) == recipe


@some
@given(st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS, max_size=2) | st.floats(allow_nan=False), max_size=3))
@example({"no": "yes", "1": "1e5", "~": "null", "text": "a: b # c", "lines": "one\ntwo\n", "新": "闻\u2028"})
@example({"mark": "\ufeff", "tab": "\t", "quote": "'\"", "dash": "- a", "alias": "*a", "tag": "!!int 1"})
def test_yaml_keeps_every_text_a_text(content: dict[str, object]) -> None:
    assert load_yaml(dump_yaml(content), "a.yaml") == content


@some
@given(invent(ResolvedRecipe))
def test_a_resolved_recipe_comes_back_as_it_was(resolved: ResolvedRecipe) -> None:
    assert ResolvedRecipe.load(resolved.dump()) == resolved


@given(st.text())
@example("task: [")
@example("? {a: b}\n: c")
@example("2026-13-45")
def test_no_text_whatever_is_more_than_a_problem(text: str) -> None:
    with pytest.raises(StudioError) as caught:
        parse_recipe(text, "any.yaml")
    assert {problem.place.file for problem in caught.value.problems} == {"any.yaml"}
