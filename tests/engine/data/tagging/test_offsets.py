"""Places that count something else than code points are found by the words they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.data.tagging.offsets import from_utf16, settle

TEXT = "Ann 😀 traf Zoë in Köln 😀 heute"


@pytest.mark.parametrize(
    ("start", "end", "surface", "how"),
    [
        (16, 20, "Köln", "moved"),
        (18, 22, "Köln", ""),
        (18, 21, "Köln", "inclusive"),
        (19, 23, "Köln", "utf16"),
        (19, 22, "Köln", "utf16"),
        (22, 27, "Köln", "bytes"),
        (0, 4, "Ann  ", ""),
        (3, 5, "😀", ""),
        (9, 12, "😀", "differs"),
        (0, 3, "Eve", "differs"),
        (0, 99, "Köln", "moved"),
    ],
)
def test_a_place_is_settled_by_its_words(start: int, end: int, surface: str, how: str) -> None:
    settled = settle(TEXT, start, end, surface)
    assert settled.how == how
    if how != "differs":
        assert TEXT[settled.start : settled.end].split() == surface.split()


@given(st.text("aé中😀 ", max_size=12), st.data())
def test_utf16_offsets_come_back(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert from_utf16(text, len(text[:at].encode("utf-16-le")) // 2) == at


@given(st.text("aé中😀 ", max_size=12), st.integers(-5, 60), st.integers(-5, 60), st.text("aé中😀 ", max_size=3))
def test_what_is_settled_stands_in_the_text(text: str, start: int, end: int, surface: str) -> None:
    settled = settle(text, start, end, surface)
    if settled.how != "differs":
        assert text[settled.start : settled.end].split() == surface.split()


def test_an_offset_behind_the_end_stays_behind_it() -> None:
    assert from_utf16("a😀", 9) == 8
