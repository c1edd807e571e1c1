"""Padding-free reading: the layers of an encoder see the sub-tokens of all windows in one row, and no padding."""

from __future__ import annotations

from studio.engine.models.packing.packed import Packing, find_pretrained, pack, unpack
from studio.engine.models.packing.refusals import find_reason_not_to_pack

__all__ = ["Packing", "find_pretrained", "find_reason_not_to_pack", "pack", "unpack"]
