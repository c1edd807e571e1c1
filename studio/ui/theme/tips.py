"""Tooltips that show words of the user's data as they are."""

from __future__ import annotations

import html

from PySide6.QtGui import Qt


def make_tip(text: str) -> str:
    """The text for a tooltip: Qt would take one that looks like HTML for HTML, with pictures from this disk."""
    if not Qt.mightBeRichText(text):
        return text
    said = html.escape(text).replace("\n", "<br>")
    return f"<qt>{said}</qt>"
