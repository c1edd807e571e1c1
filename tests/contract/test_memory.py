"""The first estimate of a training's memory, from the card alone."""

import pytest

from studio.contract.advice import PROCESS, estimate_model_memory
from studio.contract.cards import ModelCard, find_card


def find(id: str) -> ModelCard:
    card = find_card(ModelCard, id)
    assert card is not None
    return card


def test_a_full_training_keeps_four_numbers_for_each_weight() -> None:
    card = find("bert-base")
    least = estimate_model_memory(card, 1.0, 1, 1) - PROCESS
    assert least == pytest.approx(card.parameters * 16, rel=0.01)


def test_more_texts_at_once_and_longer_ones_need_more_up_to_what_the_model_reads() -> None:
    card = find("starter")
    sizes = [estimate_model_memory(card, 1.0, batch, length) for batch, length in ((8, 64), (16, 64), (16, 256))]
    assert sizes == sorted(set(sizes))
    longest = estimate_model_memory(card, 1.0, 16, card.max_length)
    assert estimate_model_memory(card, 1.0, 16, 10 * card.max_length) == longest


def test_training_few_weights_needs_less_than_training_all() -> None:
    card = find("bert-large")
    all_weights, some, head = (estimate_model_memory(card, share, 16, 128) for share in (1.0, 0.02, 0.001))
    assert head < some < all_weights


def test_a_large_model_fits_no_small_computer_and_the_starter_does() -> None:
    assert estimate_model_memory(find("bert-large"), 1.0, 16, 128) > 8e9
    assert estimate_model_memory(find("starter"), 1.0, 16, 128) < 2.5e9
