"""Which texts of a column count as the same."""

from __future__ import annotations

from contextlib import closing

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.data.columnar.hashing import TextHasher, normalise_column
from studio.engine.data.likeness.normal import normalise_text

TEXTS = st.lists(
    st.none() | st.text(st.characters(codec="utf-8") | st.sampled_from("aB \t\n ß，Ａ　ΣЖ😀")), max_size=30
)


@given(TEXTS)
def test_columns_are_normalised_like_single_texts(texts: list[str | None]) -> None:
    assert normalise_column(pa.array(texts, pa.string())).to_pylist() == [normalise_text(text or "") for text in texts]


def test_slices_too() -> None:
    texts = ["drop me", "Stay  HERE", "中文，真好", "STRASSE", "Straße", "stay here"]
    assert normalise_column(pa.array(texts)[1:]).to_pylist() == list(map(normalise_text, texts[1:]))


def test_the_same_text_has_the_same_number() -> None:
    with closing(TextHasher()) as hasher:
        first = hasher.hash(pa.array(["Hello  there", "hello there", "other", None, "", "Straße"]))
        again = hasher.hash(pa.array(["STRASSE", "HELLO\tTHERE"]))
    assert first[0] == first[1] == again[1]
    assert first[3] == first[4]
    assert first[5] == again[0]
    assert len({*first.tolist()}) == 4
