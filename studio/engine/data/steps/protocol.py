"""What a kind of step is: begun with its values, it is an applier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from studio.engine.data.changing.applier import Applier


class StepKind(Protocol):
    """One kind of step; ``id`` is that of its card."""

    id: str

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """A step with these values. Raises ``StudioError`` where they are none that this kind knows."""
        ...
