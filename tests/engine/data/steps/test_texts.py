"""Texts masked and cleaned, words and tags with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.contract.data.steps import make_step
from studio.contract.problems import Cancelled
from studio.engine.data.changing.markup import find_controls, find_markup
from studio.engine.data.steps import replay
from studio.engine.data.wordrule import WordRule
from tests.engine.data.steps.conftest import Doing, do_steps, make_text, make_words

ALL = make_step("mask_personal", {"kinds": ["email", "phone", "id_number", "bank_number", "name"]})


def test_personal_data_become_placeholders_in_both_languages(do: Doing) -> None:
    rows = [make_text("Dear Anna, write to a@b.com or +49 30 901820.", "A"), make_text("nothing here", "A", row=2)]
    rows += [make_text("患者王小明，手机13812345678，身份证11010519491231002X", "A", row=3)]
    done = do(rows, ALL)
    assert done.texts == [
        "Dear [NAME], write to [EMAIL] or [PHONE].",
        "nothing here",
        "患者[NAME]，手机[PHONE]，身份证[ID_NUMBER]",
    ]
    assert done.counts == [2]
    assert do(done.rows, ALL).counts == [0]


def test_only_what_is_asked_is_masked_in_other_columns_too(do: Doing) -> None:
    rows = [make_text("hello", "A", mail="a@b.com and c@d.org", tel="+49 30 901820")]
    done = do(rows, make_step("mask_personal", {"kinds": ["email"]}))
    assert done.rows[0]["cells"] == {"mail": "[EMAIL] and [EMAIL]", "tel": "+49 30 901820"}
    assert done.counts == [1]
    assert do(rows, make_step("mask_personal", {"kinds": []})).counts == [0]


def test_a_mask_is_one_word_and_entities_stay(do: Doing) -> None:
    text = "Call Ada (+49 30 901820) in Rome"
    row = make_words(text, " ".join(_tag(text, {"Ada": "B-PER", "Rome": "B-LOC", "901820": "B-TEL"})))
    done = do([row], make_step("mask_personal", {"kinds": ["phone"]}))
    words = list(zip(done.rows[0]["tokens"], done.rows[0]["gold"], strict=True))
    assert ("[PHONE]", "B-TEL") in words
    assert ("Rome", "B-LOC") in words
    assert done.texts == ["Call Ada ([PHONE]) in Rome"]


def _tag(text: str, names: dict[str, str]) -> list[str]:
    return [names.get(text[start:end], "O") for start, end in WordRule().split(text)]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<p>one<br/>two</p>", "one two "),
        ('a <a href="http://x.y/?a=1&b=2">link</a> here', "a link here"),
        ("<B>bold</B> &lt;3 &amp; more&nbsp;text", "bold <3 & more text"),
        ("AT&amp;T", "AT&T"),
        ("&amp;lt;b&amp;gt;x", "x"),
        ("a<!-- hidden -->b<script>var x = '<b>';</script>c", "a b c"),
        ("x < y and y > z, a<b, 1<2>3", "x < y and y > z, a<b, 1<2>3"),
        ("if a <b and c> d", "if a <b and c> d"),
        ("<unknown>tag</unknown> R&D &nosuch; <3", "<unknown>tag</unknown> R&D &nosuch; <3"),
        ("<input type=text disabled>ok", " ok"),
        ("&#65;&#x42;", "AB"),
    ],
)
def test_markup_goes_and_text_stays(do: Doing, text: str, clean: str) -> None:
    done = do([make_text(text, "A")], make_step("clean_markup"))
    assert [" ".join(text.split()) for text in done.texts] == [" ".join(clean.split())]
    assert done.counts == [int(text != clean)]


def test_invisible_characters_go_and_joiners_stay(do: Doing) -> None:
    text = "a\x00b\u200bc \u202eevil\u202c soft\u00adhyphen x\u2028y tab\tline\n👨\u200d👩\u200d👧 ن\u200cه\ufeff"
    done = do([make_text(text, "A")], make_step("clean_controls"))
    assert done.texts == ["abc evil softhyphen x y tab\tline\n👨\u200d👩\u200d👧 ن\u200cه"]
    assert find_controls("plain 文字") == []
    assert find_markup("plain 文字") == []


def test_a_text_of_which_nothing_is_left_is_taken_away_and_said(do: Doing) -> None:
    rows = [make_text("<br>", "A"), make_text("\u200b", "A", row=2), make_text("x", "A", row=3)]
    done = do(rows, make_step("clean_markup"), make_step("clean_controls"))
    assert done.texts == ["x"]
    assert [(problem.code, problem.place.row) for problem in done.problems] == [("data.step_emptied", 1)]
    assert done.problems[0].count == 2


def test_cancel_ends_it(tmp_path: Path) -> None:
    do_steps(tmp_path, [make_text("x", "A")])

    def stop(part: float, note: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        replay([make_step("clean_markup")], tmp_path / "before.arrow", tmp_path / "later.arrow", stop)
    assert not list(tmp_path.glob(".steps*"))
