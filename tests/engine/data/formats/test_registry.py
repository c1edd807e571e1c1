"""Each format and container has a card, and each card something that works; any bytes under any name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.contract.cards import FormatCard, read_cards
from studio.contract.places import find_resources
from studio.contract.problems import StudioError
from studio.contract.recipe import ReadSpec
from studio.contract.words import Words
from studio.engine.data.containers import CONTAINERS, expand
from studio.engine.data.findings import Findings
from studio.engine.data.formats import ALIASES, FORMATS
from studio.engine.data.source import open_source

ENDS = sorted({end for card in read_cards(FormatCard) for end in card.suffixes})
STARTS = (
    b"", b"PK\x03\x04", b"PAR1", b"ARROW1\0\0", b"\xff\xff\xff\xff", b"SQLite format 3\0",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"\xff\xfe", b"\xef\xbb\xbf", b'{"text": ', b"a,b\n", b"a\tO\n\n", b"[",
)  # fmt: skip


def test_cards_and_registries_have_the_same_ids() -> None:
    assert {card.id for card in read_cards(FormatCard)} == {*FORMATS, *CONTAINERS}
    assert set(ALIASES.values()) <= set(FORMATS)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_each_card_has_its_words_and_its_icon(language: str) -> None:
    words = Words(language)
    for card in read_cards(FormatCard):
        assert words.say(card.message) not in ("", card.message)
        assert (find_resources() / "icons" / f"{card.icon}.svg").is_file()


@settings(max_examples=150)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300), end=st.sampled_from(ENDS))
def test_any_bytes_are_read_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes, end: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{end}"
    path.write_bytes(start + rest)
    findings, codes = Findings(path.name), list[str]()
    try:
        for member in expand(path, path.name, ReadSpec(), lambda fraction, code: None):
            source, format = open_source(member.path, member.name, ReadSpec(), findings)
            assert all(isinstance(record.values, dict) for record in format.read(source, findings).records)
    except StudioError as error:
        codes = [problem.code for problem in error.problems]
    assert all(code.startswith("data.") for code in codes)
