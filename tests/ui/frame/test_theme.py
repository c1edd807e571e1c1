"""Every pair of colours that meets can be read, in both themes; every icon and role is there."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication, QLabel

from studio.contract.cards import MethodCard, ModelCard, TaskCard, TemplateCard, read_cards
from studio.contract.places import find_resources
from studio.ui.actions import ACTIONS
from studio.ui.context import Context
from studio.ui.journey import Step
from studio.ui.theme import theme as theme_module
from studio.ui.theme.theme import make_font, mark
from studio.ui.theme.tokens import DARK, LIGHT, Tokens, measure_contrast, mix

GROUNDS = ("background", "surface", "raised")
SOFT = ("accent_soft", "good_soft", "caution_soft", "bad_soft", "hover")
BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_measured_as_the_guideline_says() -> None:
    assert measure_contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert measure_contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert measure_contrast("#2457D6", "#2457D6") == 1
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"


@BOTH
def test_texts_can_be_read_where_they_stand(tokens: Tokens) -> None:
    colours = tokens.colours()
    pairs = [*product(("text",), GROUNDS + SOFT), *product(("muted", "accent", "good", "caution", "bad"), GROUNDS)]
    pairs += [("on_accent", "accent"), ("on_accent", "accent_hover")]
    weak = {pair: measure_contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@BOTH
def test_edges_of_inputs_can_be_seen(tokens: Tokens) -> None:
    for ground in (tokens.surface, tokens.background):
        assert measure_contrast(tokens.border, ground) >= 3
        assert measure_contrast(tokens.accent, ground) >= 3


@BOTH
def test_labels_can_be_told_apart(tokens: Tokens) -> None:
    hues = [tokens.hue(index) for index in range(16)]
    assert len({(hue.edge, hue.dotted) for hue in hues}) == 16
    assert [hue.dotted for hue in hues] == [False] * 8 + [True] * 8
    for hue in hues:
        assert measure_contrast(hue.edge, tokens.surface) >= 3
        assert measure_contrast(tokens.text, hue.fill) >= 4.5


def test_the_style_sheet_uses_every_token_it_names_and_no_colour_of_its_own() -> None:
    sheet = (Path(theme_module.__file__).parent / "style.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)


def test_theme_follows_the_choice(context: Context, qapp: QApplication) -> None:
    theme = context.theme
    theme.choose("dark")
    assert theme.tokens is DARK
    assert qapp.palette().window().color().name().upper() == DARK.background
    assert DARK.accent in qapp.styleSheet()
    theme.choose("light")
    assert theme.tokens is LIGHT
    assert theme.colour("accent").name().upper() == LIGHT.accent


def test_without_word_from_the_system_the_theme_is_light(context: Context) -> None:
    context.theme.choose("system")
    assert context.theme.tokens is LIGHT


@pytest.mark.parametrize("path", sorted((find_resources() / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_each_icon_is_drawn_in_the_colour_asked_for(context: Context, path: Path) -> None:
    context.theme.choose("light")
    image = context.theme.pixmap(path.stem, "accent", 48).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    solid = {
        image.pixelColor(x, y).name().upper()
        for x, y in product(range(image.width()), range(image.height()))
        if image.pixelColor(x, y).alpha() == 255
    }
    assert LIGHT.accent in solid


def test_a_role_changes_the_look_at_any_time(context: Context) -> None:
    label = mark(QLabel("text"), "title")
    label.ensurePolished()
    assert label.font().pixelSize() == 20
    mark(label, "small")
    label.ensurePolished()
    assert label.font().pixelSize() == 12


def test_figures_have_digits_of_equal_width(context: Context) -> None:
    widths = {QFontMetricsF(make_font()).horizontalAdvance(digit) for digit in "0123456789"}
    assert len(widths) == 1


def test_every_icon_that_is_named_is_there() -> None:
    known = {path.stem for path in (find_resources() / "icons").glob("*.svg")}
    named = {action.icon for action in ACTIONS} | {f"step_{step}" for step in Step}
    for kind in (TaskCard, MethodCard, ModelCard, TemplateCard):
        named |= {card.icon for card in read_cards(kind)}
    assert named - {""} <= known
