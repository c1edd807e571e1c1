"""Token data of any words, in any scheme, and marked places of any kind, are read back as they were, or told."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.data.fuzz.conftest import ReadContent

WORDS = st.text("abcÄ你👍#-_.\"',B0\u00a0\u200b\u2028\u0301", min_size=1, max_size=6)
KINDS = st.sampled_from(["PER", "LOC", "a-b", "人名"])
ENTITIES = st.lists(st.tuples(KINDS, st.integers(1, 3), st.integers(1, 2)), min_size=1, max_size=4)
SENTENCES = st.lists(st.tuples(ENTITIES, st.lists(WORDS, min_size=20, max_size=20)), min_size=4, max_size=8)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Sentence = tuple[list[tuple[str, int, int]], list[str]]


def spell(kind: str, length: int, scheme: str) -> list[str]:
    """The tags of one entity."""
    inside, last, single = list({"IOB2": "IIB", "BIOES": "IES", "BILOU": "ILU", "BMES": "MES"}[scheme])
    if length == 1:
        return [f"{single}-{kind}"]
    return [f"B-{kind}", *[f"{inside}-{kind}"] * (length - 2), f"{last}-{kind}"]


def tag(sentence: Sentence, scheme: str) -> tuple[list[str], list[str]]:
    """Words and tags; ``O`` follows each entity once or twice."""
    tags = [t for kind, length, gap in sentence[0] for t in (*spell(kind, length, scheme), *["O"] * gap)]
    return sentence[1][: len(tags)], tags


@FEW
@given(SENTENCES, st.sampled_from(["IOB2", "BIOES", "BILOU", "BMES"]), st.sampled_from(["\n", "\r\n"]))
def test_tagged_words_come_back_as_they_were(
    read_content: ReadContent, sentences: list[Sentence], scheme: str, end: str
) -> None:
    complete: Sentence = ([("PER", 3, 1), ("LOC", 1, 1)], ["one"] * 20)
    tagged = [tag(sentence, scheme) for sentence in (complete, *sentences)]
    content = (end * 2).join(end.join("\t".join(pair) for pair in zip(*both, strict=True)) for both in tagged) + end
    outcome = read_content("news.conll", content.encode())
    wanted = [tag(sentence, "IOB2") for sentence in (complete, *sentences)]
    assert outcome.examples == [(" ".join(words), tuple(tags)) for words, tags in wanted]


SPANS = st.lists(st.tuples(st.integers(-2, 14), st.integers(-2, 14), KINDS), max_size=4)


@FEW
@given(st.lists(st.tuples(st.text("ab 你👍\u0301", min_size=1, max_size=12), SPANS), min_size=1, max_size=5))
def test_no_marked_place_is_lost_in_silence(
    read_content: ReadContent, rows: list[tuple[str, list[tuple[int, int, str]]]]
) -> None:
    good: dict[str, Any] = {"text": "Anna went away", "entities": [[0, 4, "PER"]]}
    lines = [good, *({"text": text, "entities": [list(span) for span in spans]} for text, spans in rows)]
    outcome = read_content("marked.jsonl", "".join(json.dumps(line) + "\n" for line in lines).encode())
    found = {(text, entity) for text, entities in outcome.entities for entity in entities}
    told = outcome.find("data.span_*|data.text_missing")
    for text, spans in rows:
        for start, end, kind in spans:
            fits = 0 <= start < end <= len(text) and text[start:end].strip()
            assert told or (fits and (text, f"{kind}={text[start:end]}") in found)


@FEW
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["text", "label", "entities", "start", "data", "x"]), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_told(read_content: ReadContent, value: Any) -> None:
    outcome = read_content("any.json", json.dumps(value).encode())
    assert outcome.task or outcome.problems
