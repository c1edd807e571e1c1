"""How the hub is reached while a question is answered; left out, the environment says it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from studio.contract.calls import NetworkSpec

_NETWORK: ContextVar[NetworkSpec | None] = ContextVar("network", default=None)


@contextmanager
def use_network(network: NetworkSpec) -> Iterator[None]:
    """The hub is reached so inside the block."""
    before = _NETWORK.set(network)
    try:
        yield
    finally:
        _NETWORK.reset(before)


def find_network() -> NetworkSpec:
    """What was asked for, completed from the environment as the hub's own library does."""
    asked = _NETWORK.get() or NetworkSpec()
    hub, token = os.environ.get("HF_ENDPOINT", ""), os.environ.get("HF_TOKEN", "")
    return NetworkSpec(hub=asked.hub or hub, proxy=asked.proxy, token=asked.token or token)
