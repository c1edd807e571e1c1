"""Faults of settings: each bound of each knob is inclusive, and nothing beyond it passes."""

import math
from dataclasses import dataclass, field

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studio.contract.knobs import Knob
from studio.contract.recipe import DataSpec, Recipe, SplitSpec, collect_knobs, find_faults, parse_recipe

HEAD = "task: text-classification\ndata: {train: a.csv}\n"
KNOBS = collect_knobs(Recipe) | collect_knobs(DataSpec) | collect_knobs(SplitSpec)
CHOICES = {name: knob for name, knob in KNOBS.items() if knob.enum}
RANGES = {name: knob for name, knob in KNOBS.items() if not knob.enum}


@dataclass(frozen=True)
class Range:
    """A knob with its bounds, known to be there."""

    minimum: float
    maximum: float
    knob: Knob = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "knob", Knob(minimum=self.minimum, maximum=self.maximum))


numbers = st.floats(-1e9, 1e9)
ranges = st.tuples(numbers, numbers).map(sorted).map(lambda pair: Range(*pair))


@given(ranges, st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_at_fault_exactly_outside_its_bounds(range: Range, value: float) -> None:
    expected = "recipe.too_small" if value < range.minimum else "recipe.too_large" if value > range.maximum else None
    assert range.knob.find_fault(value) == expected
    assert range.knob.find_fault(range.minimum) is None
    assert range.knob.find_fault(range.maximum) is None


@given(ranges, st.sampled_from([math.nan, math.inf, -math.inf]))
def test_what_is_no_number_is_said_to_be_none_whatever_the_bounds(range: Range, value: float) -> None:
    assert range.knob.find_fault(value) == Knob().find_fault(value) == "recipe.not_a_number"


@given(st.lists(st.text(), min_size=1), st.text())
def test_a_choice_is_one_of_its_list_and_nothing_near(choices: list[str], other: str) -> None:
    knob = Knob(enum=tuple(choices))
    assert [knob.find_fault(choice) for choice in choices] == [None] * len(choices)
    assume(other not in choices)
    assert knob.find_fault(other) == "recipe.not_in_list"


@given(st.integers(1, 64), st.integers(-1000, 1000))
def test_a_multiple_is_one_and_its_neighbour_is_not(step: int, count: int) -> None:
    knob = Knob(multiple_of=step)
    assert knob.find_fault(step * count) is None
    assert knob.find_fault(step * count + 1) == (None if step == 1 else "recipe.not_a_multiple")


@pytest.mark.parametrize("name", RANGES)
def test_every_number_of_a_recipe_has_both_bounds(name: str) -> None:
    minimum, maximum = RANGES[name].minimum, RANGES[name].maximum
    assert minimum is not None
    assert maximum is not None
    assert minimum < maximum


@pytest.mark.parametrize("name", [name for name in collect_knobs() if name in RANGES])
def test_both_ends_of_a_setting_may_be_chosen_and_nothing_beyond(name: str) -> None:
    knob, recipe = RANGES[name], parse_recipe(HEAD)
    assert knob.minimum is not None
    assert knob.maximum is not None
    codes = []
    for value in (knob.minimum, knob.maximum, knob.minimum - 1, knob.maximum + 1):
        faults = find_faults(recipe.model_copy(update={name: value}))
        codes.append([(fault.code, fault.place.field) for fault in faults])
    assert codes == [[], [], [("recipe.too_small", name)], [("recipe.too_large", name)]]


def test_a_setting_depends_only_on_choices_that_exist() -> None:
    for knob in KNOBS.values():
        for other, values in knob.needs:
            assert set(values) <= set(CHOICES[other].enum)
