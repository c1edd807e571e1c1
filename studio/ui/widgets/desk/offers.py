"""What a step would do and what it did, in words: the values of steps are lists and codes, sentences need texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.contract.data.health import Offer
from studio.contract.data.steps import Step
from studio.contract.problems import Problem
from studio.contract.words import Words

NAMED = 3
LONGEST = 24


def say_offer(words: Words, offer: Offer, problem: Problem) -> str:
    """What the button of an offer says."""
    values = {"count": problem.count} | _prepare(words, offer.values)
    return words.say(f"offer-{offer.kind}", values)


def say_step(words: Words, step: Step, count: int | None) -> str:
    """What a step did to ``count`` examples; None while it is being done."""
    values = _prepare(words, step.values)
    if count is None and words.knows(f"doing-{step.kind}"):
        return words.say(f"doing-{step.kind}", values)
    return words.say(f"step-{step.kind}", {"count": count or 0} | values)


def shorten(label: str) -> str:
    """A label as it fits into a sentence: on one line, and cut in the middle."""
    line = " ".join(label.split()) or "␣"
    half = LONGEST // 2
    return line if len(line) <= LONGEST else f"{line[:half]}…{line[1 - half :]}"


def join_labels(words: Words, labels: Sequence[str]) -> str:
    """The first few labels, and how many more there are."""
    shown = words.say("desk-comma").join(f"“{shorten(label)}”" for label in labels[:NAMED])
    more = len(labels) - NAMED
    return words.say("desk-and_more", {"names": shown, "count": more}) if more > 0 else shown


def _prepare(words: Words, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values with lists as text; ``number`` is how many there are in the list."""
    made: dict[str, Any] = {}
    for name, value in values.items():
        if name == "kinds":
            kinds = [words.say(f"personal-{kind}") for kind in value]
            made |= {name: words.say("desk-comma").join(kinds), "number": len(kinds)}
        elif name == "labels":
            made |= {name: join_labels(words, value), "number": len(value)}
        elif name in ("places", "spans"):
            made |= {name: len(value), "number": len(value)}
        elif isinstance(value, str):
            made[name] = f"“{shorten(value)}”" if name == "to" else value
        else:
            made[name] = value
    return made
