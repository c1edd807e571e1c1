r"""HTML taken out of the texts: tags, comments, and signs such as ``\&amp;``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.cleaning import Cleaning
from studio.engine.data.changing.markup import MARKUP, find_markup
from studio.engine.data.changing.values import Values, read_values


class CleanMarkup:
    """It has no values."""

    id = "clean_markup"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to clean."""
        read_values(self.id, Values, values)
        return Cleaning(self.id, MARKUP, find_markup)
