"""Fine-tuning methods: one file each, with the same id as its row in resources/methods.toml."""

from __future__ import annotations

from studio.engine.methods.frozen import Frozen
from studio.engine.methods.full import Full
from studio.engine.methods.lora import Lora
from studio.engine.methods.protocol import Method

METHODS: dict[str, Method] = {method.id: method for method in (Full(), Frozen(), Lora())}
