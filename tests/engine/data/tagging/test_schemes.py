"""Tagging schemes: each one found, each one converted without losing an entity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.data.tagging.schemes import TagEvidence, convert, is_tag, look_like_tags, read_types, split_tag

Spans = list[tuple[int, int, str]]


@st.composite
def draw_entities(draw: st.DrawFn, touching: bool = True) -> tuple[int, Spans]:
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


@pytest.mark.parametrize(
    ("scheme", "prefixes"),
    [("IOB2", "BBII"), ("BIOES", "SBIE"), ("BILOU", "UBIL"), ("BMES", "SBME")],
)
@given(drawn=draw_entities())
def test_conversion_keeps_every_entity(scheme: str, prefixes: str, drawn: tuple[int, Spans]) -> None:
    length, spans = drawn
    converted, repairs = convert(write_tags(length, spans, *prefixes), scheme)
    assert read_entities(converted) == spans
    assert repairs == 0


@given(draw_entities())
def test_iob1_keeps_every_entity(drawn: tuple[int, Spans]) -> None:
    converted, repairs = convert(write_iob1(*drawn), "IOB1")
    assert read_entities(converted) == drawn[1]
    assert repairs == 0


@given(draw_entities(touching=False))
def test_io_keeps_entities_that_do_not_touch(drawn: tuple[int, Spans]) -> None:
    for tags in (write_tags(*drawn, *"IIII"), [tag[2:] or "O" for tag in write_tags(*drawn, *"IIII")]):
        if not any(tag.startswith("B-") for tag in tags):
            assert read_entities(convert(tags, "IO")[0]) == drawn[1]


@pytest.mark.parametrize(
    ("tags", "scheme"),
    [
        ("B-PER I-PER O B-LOC", "IOB2"),
        ("I-PER I-PER O I-LOC B-LOC", "IOB1"),
        ("B-PER E-PER O S-LOC", "BIOES"),
        ("B_PER L_PER O U_LOC", "BILOU"),
        ("B-PER M-PER E-PER O S-LOC", "BMES"),
        ("I-PER I-PER O I-LOC", "IO"),
        ("PER PER O LOC", "IO"),
        ("O O O", "none"),
        ("", "none"),
        ("B-PER O B-LOC I-LOC O B-PER O I-PER", "IOB2"),
    ],
)
def test_scheme_is_found(tags: str, scheme: str) -> None:
    evidence = TagEvidence()
    evidence.add(tags.split())
    assert evidence.decide() == scheme


@pytest.mark.parametrize(
    ("tags", "scheme", "converted", "repairs"),
    [
        ("O I-PER I-PER", "IOB2", "O B-PER I-PER", 1),
        ("B-PER I-LOC", "IOB2", "B-PER B-LOC", 1),
        ("B-PER I-PER O", "IOB1", "B-PER I-PER O", 1),
        ("B-PER I-PER O", "BIOES", "B-PER I-PER O", 1),
        ("I-PER E-PER S-LOC", "BIOES", "B-PER I-PER B-LOC", 1),
        ("E-PER E-PER", "BIOES", "B-PER B-PER", 2),
        ("B-PER B-PER E-PER", "BMES", "B-PER B-PER I-PER", 1),
        ("B-PER", "BIOES", "B-PER", 1),
        ("PER B-PER LOC", "IO", "B-PER B-PER B-LOC", 0),
    ],
)
def test_broken_tags_are_repaired_and_counted(tags: str, scheme: str, converted: str, repairs: int) -> None:
    assert convert(tags.split(), scheme) == (converted.split(), repairs)


def test_types_may_hold_hyphens_and_look_like_prefixes() -> None:
    assert split_tag("B-CREATIVE-WORK") == ("B", "CREATIVE-WORK")
    assert split_tag("T-shirt") == ("", "T-shirt")
    assert is_tag("O")
    assert not is_tag("ORG")
    assert read_types(["B-A", "I-A", "O", "B-B"]) == ["A", "B"]


def test_tags_look_like_tags() -> None:
    assert look_like_tags(["O", "B-PER", "O"])
    assert look_like_tags(["PER", "O", "O"])
    assert not look_like_tags(["NN", "VB", "DT", "O"] + ["NN", "VB"] * 9)
    assert not look_like_tags(["The", "cat", "sat"])
    assert not look_like_tags([])
