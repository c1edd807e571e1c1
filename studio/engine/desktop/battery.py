"""What the computer runs on."""

from __future__ import annotations

from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Charge:
    """``percent`` 0–100, and whether the computer is plugged in."""

    percent: int
    plugged: bool


class Battery:
    """The battery of this computer, if it has one."""

    def read(self) -> Charge | None:
        """How full it is now; None without a battery, or where the system does not say."""
        try:
            found = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
        except FileNotFoundError:  # a container without the kernel's list of power supplies
            return None
        if found is None or found.power_plugged is None:
            return None
        return Charge(round(found.percent), bool(found.power_plugged))
