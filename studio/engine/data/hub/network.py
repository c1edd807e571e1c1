"""How the hub is reached while a question is answered; left out, the environment says it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

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


def set_proxy(proxy: str) -> None:
    """Requests of the hub's library go through ``proxy`` (host:port or URL) from now on; "": as the system says."""
    import httpx2  # takes a third of a second with the library, which those who read a file do not need
    from huggingface_hub import set_client_factory

    address = proxy if "://" in proxy or not proxy else f"http://{proxy}"
    options: dict[str, Any] = {"follow_redirects": True, "timeout": 30.0} | ({"proxy": address} if address else {})
    set_client_factory(lambda: httpx2.Client(**options))
