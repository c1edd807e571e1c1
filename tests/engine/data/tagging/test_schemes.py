"""Tagging schemes: each one found, each one converted without losing an entity."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.engine.data.tagging.schemes import (
    SCHEMES,
    UNTYPED,
    TagEvidence,
    convert,
    is_tag,
    look_like_tags,
    read_types,
    split_tag,
)

Spans = list[tuple[int, int, str]]
Drawn = tuple[int, Spans]


@st.composite
def draw_entities(draw: st.DrawFn, touching: bool = True) -> Drawn:
    """A sentence's length and its entities; with ``touching`` also two of one type side by side."""
    length, spans, at = 0, [], 0
    for _ in range(draw(st.integers(1, 5))):
        at = length + draw(st.integers(0 if touching else 1, 3))
        length = at + draw(st.integers(1, 4))
        spans.append((at, length, draw(st.sampled_from(["PER", "LOC", "B-I"]))))
    return length + draw(st.integers(0, 2)), spans


def write_tags(length: int, spans: Spans, single: str, first: str, inside: str, last: str) -> list[str]:
    """Tags with these prefixes for the words of an entity."""
    tags = ["O"] * length
    for start, end, kind in spans:
        for at in range(start, end):
            prefix = first if at == start else last if at == end - 1 else inside
            tags[at] = f"{single if end - start == 1 else prefix}-{kind}"
    return tags


def write_iob1(length: int, spans: Spans) -> list[str]:
    tags = ["O"] * length
    for start, end, kind in spans:
        touches = start > 0 and tags[start - 1].endswith("-" + kind)
        tags[start:end] = [f"{'B' if touches else 'I'}-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return tags


def write_ioe1(length: int, spans: Spans) -> list[str]:
    """An E only where an entity of the same type follows at once."""
    tags = ["O"] * length
    starts = {(start, kind) for start, _, kind in spans}
    for start, end, kind in spans:
        tags[start:end] = [f"I-{kind}"] * (end - start)
        if (end, kind) in starts:
            tags[end - 1] = f"E-{kind}"
    return tags


def read_entities(tags: list[str]) -> Spans:
    """The entities of IOB2, read by a way of its own: a B opens, the I of its type go on."""
    found: Spans = []
    for at, tag in enumerate(tags):
        if tag.startswith("B-"):
            found.append((at, at + 1, tag[2:]))
        elif tag.startswith("I-"):
            start, end, kind = found.pop()
            assert (end, kind) == (at, tag[2:])
            found.append((start, at + 1, kind))
    return found


def find_scheme(*sentences: list[str]) -> str:
    evidence = TagEvidence()
    for tags in sentences:
        evidence.add(tags)
    return evidence.decide()


WRITERS = {
    "IOB2": lambda drawn: write_tags(*drawn, *"BBII"),
    "BIOES": lambda drawn: write_tags(*drawn, *"SBIE"),
    "BILOU": lambda drawn: write_tags(*drawn, *"UBIL"),
    "BMES": lambda drawn: write_tags(*drawn, *"SBME"),
    "IOE2": lambda drawn: write_tags(*drawn, *"EIIE"),
    "IOB1": lambda drawn: write_iob1(*drawn),
    "IOE1": lambda drawn: write_ioe1(*drawn),
}
MORE: dict[str, Drawn] = {
    "IOE1": (7, [(0, 2, "PER"), (2, 4, "PER"), (5, 6, "LOC")]),
    "IOB1": (7, [(0, 2, "PER"), (2, 4, "PER"), (5, 6, "LOC")]),
}
"""A sentence without which the tags could be of another scheme as well."""


@pytest.mark.parametrize("scheme", WRITERS)
@given(drawn=draw_entities())
def test_a_scheme_is_found_and_keeps_every_entity(scheme: str, drawn: Drawn) -> None:
    long = (6, [(0, 3, "PER"), (4, 5, "PER")])
    others = [WRITERS[scheme](one) for one in (MORE.get(scheme, long), long)]
    tags = WRITERS[scheme](drawn)
    assert find_scheme(tags, *others) == scheme
    converted, repairs = convert(tags, scheme)
    assert read_entities(converted) == drawn[1]
    assert repairs == []


@pytest.mark.parametrize("bare", [False, True])
@given(drawn=draw_entities(touching=False))
def test_io_keeps_entities_that_do_not_touch(bare: bool, drawn: Drawn) -> None:
    tags = [tag[2:] if bare and tag != "O" else tag for tag in write_tags(*drawn, *"IIII")]
    if not any(tag.startswith("B-") for tag in tags) and "O" in tags:
        assert find_scheme(tags) == "IO"
        assert read_entities(convert(tags, "IO")[0]) == drawn[1]


@given(draw_entities())
def test_io_joins_entities_of_one_type_that_touch(drawn: Drawn) -> None:
    joined: Spans = []
    for start, end, kind in drawn[1]:
        if joined and joined[-1][1:] == (start, kind):
            joined[-1] = (joined[-1][0], end, kind)
        else:
            joined.append((start, end, kind))
    assert read_entities(convert(write_tags(*drawn, *"IIII"), "IO")[0]) == joined


@given(st.lists(st.sampled_from(["NOUN", "VERB", "B-I"]), min_size=1, max_size=8))
def test_a_label_on_every_word_is_plain(tags: list[str]) -> None:
    converted, repairs = convert(tags, "plain")
    assert [end - start for start, end, _ in read_entities(converted)] == [1] * len(tags)
    assert repairs == []
    assert find_scheme(["NOUN", "NOUN", "VERB"]) == "plain"


@example(["O_B"], "IO")
@given(st.lists(st.text("BIOESMLUW-_PX", max_size=4), max_size=8), st.sampled_from(SCHEMES))
def test_any_tags_become_iob2(tags: list[str], scheme: str) -> None:
    converted, repairs = convert(tags, scheme)
    read_entities(converted)
    assert len(converted) == len(tags)
    assert [tag == "O" for tag in converted] == [tag == "O" for tag in tags]
    assert all(0 <= repair.at < len(tags) for repair in repairs)


@pytest.mark.parametrize(
    ("tags", "scheme"),
    [
        ("B-PER I-PER O B-LOC", "IOB2"),
        ("I-PER I-PER O I-LOC B-LOC", "IOB1"),
        ("B-PER E-PER O S-LOC", "BIOES"),
        ("B_PER L_PER O U_LOC", "BILOU"),
        ("B-PER M-PER E-PER O S-LOC", "BMES"),
        ("I-PER E-PER O E-LOC", "IOE2"),
        ("I-PER E-PER I-PER O I-LOC", "IOE1"),
        ("I-PER I-PER O I-LOC", "IO"),
        ("PER PER O LOC", "IO"),
        ("B I O", "IOB2"),
        ("B E O S", "BIOES"),
        ("O O O", "none"),
        ("", "none"),
        ("B-PER O B-LOC I-LOC O B-PER O I-PER", "IOB2"),
    ],
)
def test_scheme_is_found(tags: str, scheme: str) -> None:
    assert find_scheme(tags.split()) == scheme


@pytest.mark.parametrize(
    ("tags", "scheme", "converted", "repairs"),
    [
        ("O I-PER I-PER", "IOB2", "O B-PER I-PER", [(1, "unbegun")]),
        ("B-PER I-LOC", "IOB2", "B-PER B-LOC", [(1, "unbegun")]),
        ("B-PER I-PER O", "IOB1", "B-PER I-PER O", [(0, "needless")]),
        ("I-PER I-PER O", "IOE2", "B-PER I-PER O", [(1, "unended")]),
        ("B-PER I-PER O", "BIOES", "B-PER I-PER O", [(1, "unended")]),
        ("I-PER E-PER S-LOC", "BIOES", "B-PER I-PER B-LOC", [(0, "unbegun")]),
        ("E-PER E-PER", "BIOES", "B-PER B-PER", [(0, "unbegun"), (1, "unbegun")]),
        ("B-PER B-PER E-PER", "BMES", "B-PER B-PER I-PER", [(1, "unended")]),
        ("B-PER", "BIOES", "B-PER", [(0, "unended")]),
        ("PER B-PER LOC", "IO", "B-PER B-PER B-LOC", []),
        ("B I O", "IOB2", f"B-{UNTYPED} I-{UNTYPED} O", []),
    ],
)
def test_broken_tags_are_repaired_and_named(
    tags: str, scheme: str, converted: str, repairs: list[tuple[int, str]]
) -> None:
    assert convert(tags.split(), scheme) == (converted.split(), repairs)


def test_types_may_hold_hyphens_and_look_like_prefixes() -> None:
    assert split_tag("B-CREATIVE-WORK") == ("B", "CREATIVE-WORK")
    assert split_tag("T-shirt") == ("", "T-shirt")
    assert split_tag("I") == ("I", UNTYPED)
    assert is_tag("O")
    assert not is_tag("ORG")
    assert read_types(["B-A", "I-A", "O", "B-B"]) == ["A", "B"]


def test_tags_look_like_tags() -> None:
    assert look_like_tags(["O", "B-PER", "O"])
    assert look_like_tags(["PER", "O", "O"])
    assert not look_like_tags(["NN", "VB", "DT", "O"] + ["NN", "VB"] * 9)
    assert not look_like_tags(["The", "cat", "sat"])
    assert not look_like_tags([])
