"""Why a run that goes on may differ by rounding from one that was never interrupted."""

from __future__ import annotations

from collections.abc import Iterator

from studio.contract.attempts.telling import tell
from studio.contract.calls import Hardware
from studio.contract.events import Event
from studio.contract.recipe import ResolvedRecipe


def tell_differences(resolved: ResolvedRecipe, now: Hardware, studio: str) -> Iterator[Event]:
    """A notice for each reason; none where the run goes on bit by bit: same computer, same libraries, a processor."""
    was = resolved.hardware
    if was.get("name") != now.name:
        yield _tell("hardware", was.get("name", ""), now.name)
    elif was.get("cores") != now.cores:
        yield _tell("cores", was.get("cores", 0), now.cores)
    versions = now.versions | {"studio": studio}
    for name, version in resolved.versions.items():
        if name != "python" and versions.get(name) != version:
            yield _tell("version", version, versions.get(name, "?"), name)
    device = str(resolved["device"])
    if not device.startswith("cpu"):
        yield _tell("device", device, device)
    if resolved.measured.get("compiled"):
        yield _tell("compiled", "", "")


def _tell(reason: str, before: object, now: object, name: str = "") -> Event:
    return tell("run.not_exact", level="warning", reason=reason, before=before, now=now, name=name)
