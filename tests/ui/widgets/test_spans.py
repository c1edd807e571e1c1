"""Texts with their labels: cut at code points, laid out, never cut off in silence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.context import Context
from studio.ui.widgets.spans import Piece, SpanLayout, SpanView, cut_pieces, mark_spans

TEXT = "Ann Lee left Rome"
OFFSETS = [(0, 3), (4, 7), (8, 12), (13, 17)]


def test_tags_become_pieces_and_the_text_stays_whole() -> None:
    pieces = cut_pieces(TEXT, ["B-PER", "I-PER", "O", "B-LOC"], OFFSETS)
    assert pieces == [Piece("Ann Lee", "PER"), Piece(" left "), Piece("Rome", "LOC")]
    assert "".join(piece.text for piece in pieces) == TEXT


@pytest.mark.parametrize(
    ("tags", "labelled"),
    [
        (["B-PER", "B-PER", "O", "O"], ["Ann", "Lee"]),
        (["I-PER", "I-LOC", "O", "O"], ["Ann", "Lee"]),
        (["B-PER", "O", "I-PER", "O"], ["Ann", "left"]),
        (["O", "O", "O", "O"], []),
    ],
)
def test_every_sequence_of_tags_has_its_entities(tags: list[str], labelled: list[str]) -> None:
    assert [piece.text for piece in cut_pieces(TEXT, tags, OFFSETS) if piece.label] == labelled


def test_offsets_may_be_records_as_arrow_gives_them() -> None:
    records = [{"start": start, "end": end} for start, end in OFFSETS]
    tags = ["O", "O", "O", "B-LOC"]
    assert cut_pieces(TEXT, tags, records) == cut_pieces(TEXT, tags, OFFSETS)


def test_a_label_of_a_whole_text_stands_before_it() -> None:
    assert cut_pieces("Where is it?", ["delivery"], []) == [Piece("delivery", "delivery"), Piece("  Where is it?")]
    several = cut_pieces("Where is it?", ["delivery", "delay"], [])
    assert several == [Piece("delivery", "delivery"), Piece(" "), Piece("delay", "delay"), Piece("  Where is it?")]
    assert cut_pieces("O dear", ["O"], []) == [Piece("O", "O"), Piece("  O dear")]
    assert cut_pieces("nothing", [], []) == [Piece("nothing")]


def test_offsets_count_code_points_not_units_of_utf16() -> None:
    text = "😀 王小明 来了"
    assert mark_spans(text, [(2, 5, "PER")], ["93 %"]) == [Piece("😀 "), Piece("王小明", "PER", "93 %"), Piece(" 来了")]


def test_a_layout_grows_with_its_text_and_stops_at_the_lines_it_may_have(context: Context) -> None:
    pieces = [Piece("many words " * 60)]
    whole = SpanLayout(pieces, [], 300, context.theme)
    two = SpanLayout(pieces, [], 300, context.theme, lines=2)
    assert whole.height > 5 * whole.line_height
    assert two.height == 2 * two.line_height


def test_what_is_cut_off_ends_in_an_ellipsis(context: Context) -> None:
    long, short = [Piece("word " * 80)], [Piece("word")]
    assert _count_ink(context, long, 200, 1) > _count_ink(context, [Piece("word " * 5)], 200, 1)
    assert SpanLayout(long, [], 200, context.theme, lines=1)._cut is not None
    assert SpanLayout(short, [], 200, context.theme, lines=1)._cut is None


def test_an_entity_is_painted_in_the_colour_of_its_label(context: Context) -> None:
    labels = ["LOC", "PER"]
    for label in labels:
        image = _paint(context, [Piece("Rome", label)], labels)
        colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        hue = context.theme.tokens.hue(labels.index(label))
        assert {QColor(hue.fill).name(), QColor(hue.edge).name()} <= colours


def test_the_edge_never_stands_alone_at_the_end_of_a_line(context: Context) -> None:
    for width in range(60, 260, 7):
        pieces = [Piece("the meeting is on "), Piece("15 January", "DATE")]
        layout = SpanLayout(pieces, ["DATE"], width, context.theme)
        start = layout._marks[0].start
        line = layout._layout.lineForTextPosition(start)
        assert line.textStart() + line.textLength() > start + 2


def test_line_breaks_in_a_text_are_shown_as_spaces(context: Context) -> None:
    text = "one\ntwo\tthree\u2028four\r\nfive"
    assert (
        SpanLayout([Piece(text)], [], 4000, context.theme).height
        == SpanLayout([Piece("one")], [], 4000, context.theme).height
    )


def test_a_view_is_as_tall_as_its_text_and_can_be_read_aloud(context: Context) -> None:
    view = SpanView(context.theme)
    view.show_pieces([Piece("Ann", "PER"), Piece(" left " * 30)], ["PER"])
    assert view.heightForWidth(200) > view.heightForWidth(800)
    assert view.accessibleName().startswith("Ann (PER) left")


def _paint(context: Context, pieces: list[Piece], labels: list[str], width: int = 200, lines: int = 0) -> QImage:
    image = QImage(width + 20, 60, QImage.Format.Format_RGB32)
    image.fill(context.theme.colour("surface"))
    painter = QPainter(image)
    SpanLayout(pieces, labels, width, context.theme, lines=lines).draw(painter, QPointF(0, 0))
    painter.end()
    return image


def _count_ink(context: Context, pieces: list[Piece], width: int, lines: int) -> int:
    image = _paint(context, pieces, [], width, lines)
    ground = context.theme.colour("surface").rgb()
    return sum(image.pixel(x, y) != ground for x in range(image.width()) for y in range(image.height()))
