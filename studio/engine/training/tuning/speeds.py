"""What was measured of a model on this computer, kept so that the next run need not measure it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from studio.contract.calls import Hardware
from studio.contract.places import find_folder, write_atomically

FULL = "fp32"
GAIN = 1.2
"""How much faster half precision has to be before it is taken: what varies by chance decides nothing."""
PACKED_GAIN = 1.05
COMPILE_PAYS = 2.0
"""Compiling is to save this many times what it costs."""


@dataclass
class Speeds:
    """Seconds of the same few micro-batches for each way to compute: a precision, alone or with a suffix.

    ``compile_seconds`` is what compiling cost once (0: never tried, infinite: it failed), ``pieces`` the number of
    micro-batches (0: nothing was measured).
    """

    seconds: dict[str, float] = field(default_factory=dict)
    compile_seconds: float = 0.0
    pieces: int = 0

    @classmethod
    def load(cls, path: Path) -> Speeds | None:
        """What was kept; None where there is nothing, or nothing that can be read."""
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
            return cls({str(way): float(taken) for way, taken in known["seconds"].items()},
                       float(known["compile_seconds"]), int(known["pieces"]))  # fmt: skip
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def save(self, path: Path) -> None:
        """Keeps it. Raises ``OSError`` where the disk refuses."""
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_atomically(path, json.dumps(asdict(self), indent=1), durable=False)

    def covers(self, asked: Sequence[str]) -> bool:
        """Whether there is nothing to measure any more for these precisions."""
        return self.pieces > 0 and set(asked) <= set(self.seconds)

    def find_fastest(self, asked: Sequence[str]) -> str:
        """The precision to take of those ``asked`` for: full, unless another is clearly faster."""
        known = {way: self.seconds[way] for way in asked if way in self.seconds}
        if not known:
            return asked[0]
        best = min(known, key=known.__getitem__)
        return best if FULL not in known or known[FULL] > GAIN * known[best] else FULL

    def is_packing_faster(self, precision: str) -> bool:
        """Whether reading without padding was measured and is faster."""
        packed = self.seconds.get(f"{precision}+packed")
        return packed is not None and self.seconds[precision] > PACKED_GAIN * packed

    def does_compiling_pay(self, precision: str, pieces: int) -> bool:
        """Whether compiling saves more than it costs over so many micro-batches."""
        compiled = self.seconds.get(f"{precision}+compiled")
        if compiled is None:
            return False
        saved = (self.seconds[precision] - compiled) / max(1, self.pieces) * pieces
        return saved > COMPILE_PAYS * self.compile_seconds


def find_speeds(kind: Sequence[str], hardware: Hardware, device: str, threads: int) -> Path:
    """Where the speeds of a kind of training on this computer are kept; the file may not be there.

    ``kind`` is the model and what else decides how long its micro-batches take.
    """
    facts = [*kind, hardware.name, str(hardware.cores), device, str(threads), hardware.versions.get("torch", "")]
    return find_folder("cache") / "speeds" / f"{hashlib.sha256(chr(10).join(facts).encode()).hexdigest()[:32]}.json"
