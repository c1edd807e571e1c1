"""Holding off the sleep of the computer while a run works."""

from __future__ import annotations

from types import TracebackType


class Wakefulness:
    """While entered, the computer does not fall asleep by itself where the desktop can be asked for that.

    ``held`` says whether it could; a lid that is closed or a power button still acts. Asked for on Linux over
    D-Bus (GNOME's session manager or freedesktop's power management), on macOS and Windows by the system's call.
    """

    def __init__(self) -> None:
        from wakepy import keep

        self.held = False
        self._mode = keep.running(on_fail="pass")

    def __enter__(self) -> Wakefulness:
        self.held = self._mode.__enter__().active
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mode.__exit__(kind, error, trace)
        self.held = False
