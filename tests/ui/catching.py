"""Questions of the window that nobody answers but the test."""

from __future__ import annotations

from typing import Any

import pytest

from studio.contract.calls import Call
from studio.ui.context import Context
from studio.ui.workers.call_worker import CallHandle


def catch_calls(context: Context, monkeypatch: pytest.MonkeyPatch) -> list[CallHandle]:
    """Every question that is asked from now on, in order; none of them reaches a child."""
    handles: list[CallHandle] = []

    def ask(call: Call[Any]) -> CallHandle:
        handles.append(CallHandle(len(handles), call))
        return handles[-1]

    monkeypatch.setattr(context.calls, "ask", ask)
    return handles
