"""All health checks over prepared data, the cheap ones first; what they found is kept beside the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.data.health import Finding
from studio.contract.places import write_atomically
from studio.contract.problems import Cancelled, Problem
from studio.engine.answering import explain
from studio.engine.data.checks import HEALTH_CHECKS
from studio.engine.data.checks.examples import Examples
from studio.engine.data.checks.protocol import HealthCheck
from studio.engine.data.progress import Tell
from studio.engine.data.store import Prepared

VERSION = 1
"""Raised when the same data would get other findings."""
_FILE = "health.json"
_NEED_NO_ROWS = ("missing",)
"""What can be checked of data that fit no task, where only counts are kept."""


class _Kept(BaseModel):
    """What stands in the file: for which checks, and their findings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    checks: list[str]
    findings: list[Finding]


def run_checks(
    prepared: Prepared,
    tell: Tell,
    report: Callable[[list[Finding]], None],
    checks: Sequence[HealthCheck] = HEALTH_CHECKS,
) -> list[Finding]:
    """What all checks find; ``report`` is given the findings so far after each one.

    ``tell`` is told a fraction and a code, and may raise ``Cancelled``. A check that fails on a defect of ours
    becomes a finding that says so, and the others go on.
    """
    kept = _load(prepared.folder, checks)
    if kept is not None:
        report(kept)
        return kept
    findings: list[Finding] = []
    is_whole, reached = True, 0.0
    examples = Examples(prepared.inspection, prepared.splits)
    for done, check in enumerate(checks):

        def look(part: float, before: int = done) -> None:
            nonlocal reached
            reached = max(reached, (before + part) / len(checks))
            tell(reached, "progress.checking_health")

        look(0.0)
        if not examples.tables and check.id not in _NEED_NO_ROWS:
            continue
        examples.look = look
        found, error = _run(check, examples)
        findings += found if error is None else _explain(check, error)
        is_whole = is_whole and error is None
        report(list(findings))
    if is_whole:
        _keep(prepared.folder, checks, findings)
    return findings


def _run(check: HealthCheck, examples: Examples) -> tuple[list[Finding], BaseException | None]:
    """The findings of one check, or what went wrong: it runs in a thread of its own, whose end tells."""
    with ThreadPoolExecutor(1, thread_name_prefix=f"check-{check.id}") as thread:
        future = thread.submit(check.find, examples)
        error = future.exception()
    if isinstance(error, Cancelled):
        raise error
    return ([], error) if error else (future.result(), None)


def _explain(check: HealthCheck, error: BaseException) -> list[Finding]:
    """That a check could not be made, and why: what the computer refused, or a defect of ours."""
    findings = []
    for problem in explain(error):
        if problem.code.startswith("defect."):
            problem = Problem(code="data.check_failed", values={"check": check.id}, details=problem.details)
        problem = problem.model_copy(update={"level": "look"})
        findings.append(Finding(check=check.id, level="look", problem=problem))
    return findings


def _load(folder: Path, checks: Sequence[HealthCheck]) -> list[Finding] | None:
    """What was found earlier; None where nothing was, or by other checks."""
    path = folder / _FILE
    if not path.exists():
        return None
    try:
        kept = _Kept.model_validate_json(path.read_bytes())
    except ValidationError:
        return None
    return kept.findings if (kept.version, kept.checks) == (VERSION, [check.id for check in checks]) else None


def _keep(folder: Path, checks: Sequence[HealthCheck], findings: list[Finding]) -> None:
    kept = _Kept(version=VERSION, checks=[check.id for check in checks], findings=findings)
    write_atomically(folder / _FILE, kept.model_dump_json())
