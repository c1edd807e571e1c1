"""A text changed in places keeps its words and entities on what they stood on."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studio.engine.data.changing.alignment import Edit, edit_row, list_entities, write_words
from studio.engine.data.tagging.spans import Entity
from studio.engine.data.wordrule import WordRule
from tests.engine.data.steps.conftest import make_words

Row = dict[str, Any]


@st.composite
def changed_rows(draw: st.DrawFn) -> tuple[Row, list[Edit]]:
    """A row with entities anywhere, and edits anywhere: masks, deletions, blanks, other letters."""
    text = draw(st.text("ab .中文<&\u200b", min_size=1, max_size=40).filter(str.strip))
    places = st.lists(st.integers(0, len(text)), unique=True, max_size=8).map(sorted)

    def pair(edges: list[int]) -> list[tuple[int, int]]:
        return list(zip(edges[::2], edges[1::2], strict=False))

    entities = [Entity(a, b, draw(st.sampled_from("XY"))) for a, b in pair(draw(places)) if text[a:b].strip()]
    offsets = WordRule().split(text)
    row = write_words({"text": text}, offsets, entities)
    becomes = st.sampled_from([("[M]", True), ("", False), (" ", False), ("&", False), ("xyz", False)])
    edits = [Edit(a, b, *draw(becomes)) for a, b in pair(draw(places))]
    return row, edits


@given(changed_rows())
def test_all_stays_in_place(given: tuple[Row, list[Edit]]) -> None:
    """Words are where their offsets say, in order, and tags are good IOB2."""
    row, edits = given
    after = edit_row(row, edits)
    if after is None:
        return
    text, end = after["text"], 0
    for token, (low, high) in zip(after["tokens"], after["offsets"], strict=True):
        assert text[low:high] == token
        assert token.strip()
        assert low >= end
        end = high
    assert len(after["gold"]) == len(after["tokens"])
    before = "O"
    for tag in after["gold"]:
        assert not tag.startswith("I-") or before[2:] == tag[2:]
        before = tag


@given(changed_rows())
def test_untouched_entities_are_the_same(given: tuple[Row, list[Edit]]) -> None:
    """An entity that no edit touches covers the same string, in the same order; one with a mask covers it."""
    row, edits = given
    after = edit_row(row, edits)
    found = [(after["text"][e.start : e.end], e.label) for e in list_entities(after)] if after else []
    rest = iter(found)
    for entity in list_entities(row):
        touching = [edit for edit in edits if edit.start < entity.end and entity.start < edit.end]
        if not touching:
            assert (row["text"][entity.start : entity.end], entity.label) in rest
    masked = [
        entity
        for entity in list_entities(row)
        if any(edit.whole and edit.start <= entity.start and entity.end <= edit.end for edit in edits)
    ]
    if masked:
        assert any("[M]" in surface for surface, _ in found)


@given(changed_rows())
def test_a_mask_is_one_word(given: tuple[Row, list[Edit]]) -> None:
    """However many words it falls on."""
    row, edits = given
    masks = [edit for edit in edits if edit.whole and row["text"][edit.start : edit.end].strip()]
    after = edit_row(row, masks)
    assert after is not None
    assert after["tokens"].count("[M]") == len(masks)


@given(changed_rows())
def test_no_edit_changes_nothing(given: tuple[Row, list[Edit]]) -> None:
    """Not even a word."""
    assert edit_row(given[0], []) == given[0]


def test_a_word_goes_on_without_what_was_in_it() -> None:
    """A zero-width character leaves one word, a sign of HTML too; a blank makes two."""
    text = "AT&amp;T wo\u200brd a<br>b"
    row = make_words(text, " ".join(["B-ORG", *["O"] * (len(WordRule().split(text)) - 1)]))
    edits = [Edit(2, 7, "&"), Edit(11, 12, ""), Edit(16, 20, " ")]
    after = edit_row(row, edits)
    assert after is not None
    assert after["text"] == "AT&T word a b"
    assert after["tokens"] == ["AT&T", "word", "a", "b"]
    assert after["gold"] == ["B-ORG", "O", "O", "O"]


def test_two_entities_in_one_mask() -> None:
    """The first one covers the placeholder, the other one what is left of it."""
    row = make_words("ring 0301234 567 soon", "O B-A B-B O")
    after = edit_row(row, [Edit(5, 14, "[PHONE]", True)])
    assert after is not None
    assert after["text"] == "ring [PHONE]67 soon"
    assert list(zip(after["tokens"], after["gold"], strict=True)) == [
        ("ring", "O"),
        ("[PHONE]", "B-A"),
        ("67", "B-B"),
        ("soon", "O"),
    ]


def test_nothing_left() -> None:
    """An example without a word is none."""
    assert edit_row(make_words("<>", "O O"), [Edit(0, 2, "")]) is None
    assert edit_row(make_words("<>", "O O") | {"tokens": [], "offsets": []}, [Edit(0, 2, " ")]) is None
