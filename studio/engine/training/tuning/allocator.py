"""Memory that a step gives back and takes again at once stays with the process."""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
_KEPT, _AHEAD, _SMALL = 2**31 - 1, 64 * 2**20, 2**30
"""Bytes: what is kept free at the end of the heap, what is taken ahead, and what counts as small (``man mallopt``)."""


def keep_memory() -> bool:
    """Tells the C library to reuse freed memory instead of giving it back to the system; False where it cannot.

    By default glibc maps each large tensor anew, and the system has to clear its pages each time: on two cores
    15 % of a training step. Only glibc has this, so macOS, Windows and musl do without.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        tune = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    settings = ((_MMAP_THRESHOLD, _SMALL), (_TRIM_THRESHOLD, _KEPT), (_TOP_PAD, _AHEAD))
    taken = [tune(name, value) for name, value in settings]
    return all(taken)
