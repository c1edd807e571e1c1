"""Knob: what a form, a check and a help text must know of one field of the recipe."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Knob:
    """Facts about one setting, in JSON-schema words.

    Title and help are the messages ``knob-<name>`` and ``knob-<name>.help``. ``minimum`` and ``maximum`` are
    inclusive. ``needs`` maps another field to the values under which this one has an effect. ``main`` marks
    the few settings shown before "All settings".
    """

    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    multiple_of: float | None = None
    enum: tuple[str, ...] = ()
    main: bool = False
    needs: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def find_fault(self, value: float | str | bool) -> str | None:
        """The code of what is wrong with ``value``, else None."""
        if self.enum:
            return None if value in self.enum else "recipe.not_in_list"
        if isinstance(value, str):
            return None
        if value != value or value in (float("inf"), float("-inf")):
            return "recipe.not_a_number"
        if self.minimum is not None and value < self.minimum:
            return "recipe.too_small"
        if self.maximum is not None and value > self.maximum:
            return "recipe.too_large"
        if self.multiple_of and value % self.multiple_of:
            return "recipe.not_a_multiple"
        return None
