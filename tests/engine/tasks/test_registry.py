"""The two halves of the registry say the same."""

from __future__ import annotations

import pytest

from studio.contract.cards import TaskCard, read_cards
from studio.contract.recipe import Recipe, collect_knobs
from studio.contract.report import Overall
from studio.contract.words import LANGUAGES, Words
from studio.engine.data.reading import READINGS
from studio.engine.tasks import TASKS


def test_cards_tasks_readings_and_recipe_have_the_same_ids() -> None:
    cards = {card.id for card in read_cards(TaskCard)}
    assert cards == set(TASKS) == set(READINGS) == set(collect_knobs(Recipe)["task"].enum)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_has_its_words_and_a_headline_of_the_report(language: str) -> None:
    words = Words(language)
    for card in read_cards(TaskCard):
        assert words.knows(card.message)
        assert words.say(card.message, part="line")
        assert card.headline in Overall.model_fields
