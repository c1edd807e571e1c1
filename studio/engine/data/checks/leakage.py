"""The same text where it should be new: in training and again in validation or test."""

from __future__ import annotations

from hashlib import blake2b

from studio.engine.data.checks.protocol import Seen
from studio.engine.data.findings import Findings
from studio.engine.data.splits import TRAIN


def digest_text(text: str) -> bytes:
    """Eight bytes that are the same for texts that differ only in white space or case."""
    return blake2b(" ".join(text.casefold().split()).encode("utf-8", "surrogatepass"), digest_size=8).digest()


class Leakage:
    """Examples are seen training first."""

    def __init__(self) -> None:
        self._trained: set[bytes] = set()
        self._again: dict[str, list[Seen]] = {}

    def see(self, example: Seen) -> None:
        """Remembers the texts of training, notes them elsewhere."""
        digest = digest_text(example.text)
        if example.split == TRAIN:
            self._trained.add(digest)
        elif digest in self._trained:
            self._again.setdefault(example.split, []).append(example)

    def report(self, findings: Findings) -> None:
        """``data.leak_validation`` or ``data.leak_test`` with the first row and the count."""
        for split, found in self._again.items():
            findings.file = found[0].file
            text = found[0].text[:80]
            findings.add(f"data.leak_{split}", "look", row=found[0].row, count=len(found), text=text)
