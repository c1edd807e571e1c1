"""Control characters and other invisible ones taken out of the texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.cleaning import Cleaning
from studio.engine.data.changing.markup import CONTROLS, find_controls
from studio.engine.data.changing.values import Values, read_values


class CleanControls:
    """It has no values."""

    id = "clean_controls"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to clean."""
        read_values(self.id, Values, values)
        return Cleaning(self.id, CONTROLS, find_controls)
