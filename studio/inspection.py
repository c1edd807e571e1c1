"""What ``studio inspect`` says: one object for scripts, or sentences for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studio.contract.calls import Inspection
from studio.contract.cards import CheckCard, read_cards
from studio.contract.data.health import Finding
from studio.contract.problems import Problem
from studio.contract.words import Words
from studio.printing import Terminal

MOST_NAMES = 12


def add_findings(found: Inspection, findings: Sequence[Finding]) -> Inspection:
    """The inspection with the problems of all health checks; what the reading said already stays once."""
    problems = list(found.problems)
    for finding in findings:
        if finding.problem and finding.problem not in problems:
            problems.append(finding.problem)
    return found.model_copy(update={"problems": problems})


def describe_inspection(found: Inspection) -> dict[str, Any]:
    """The object of ``inspect --json``; sentences are English, for scripts."""
    words = Words("en")
    names = ("files", "task", "reason", "examples", "columns", "labels", "scheme", "splits")
    content = found.model_dump(mode="json", include=set(names))
    content["reason"] = words.say(found.reason)
    problems = [_describe_problem(problem, words) for problem in found.problems]
    return {name: content[name] for name in names} | {"problems": problems}


def _describe_problem(problem: Problem, words: Words) -> dict[str, Any]:
    said, place = words.explain(problem), problem.place
    return {
        "code": problem.code,
        "values": problem.values,
        "level": problem.level,
        "what": said.what,
        "why": said.why,
        "fix": said.fix,
        "details": said.details,
        "file": place.file,
        "row": place.row,
        "column": place.column,
        "count": problem.count,
    }


def print_inspection(found: Inspection, terminal: Terminal, findings: Sequence[Finding] = ()) -> None:
    """The same for people, without what is in the way: that is said on stderr. ``findings`` tell what is well."""
    for file in found.files:
        terminal.say("commands-file", path=file.path, format=file.format or "?", encoding=file.encoding or "none")
    terminal.say("commands-task", task=found.task, reason=terminal.words.say(found.reason))
    splits = ", ".join(f"{name} {count}" for name, count in found.splits.items())
    terminal.say("commands-examples", examples=found.examples, splits=splits)
    if found.scheme not in ("", "none"):
        terminal.say("commands-scheme", scheme=found.scheme)
    columns = ", ".join(f"{column.name} ({column.role})" for column in found.columns)
    if columns:
        terminal.say("commands-columns", columns=columns)
    counts = sorted(found.labels.items(), key=lambda item: -item[1])
    shown = [f"{label} {count}" for label, count in counts[:MOST_NAMES]]
    if len(counts) > MOST_NAMES:
        shown.append(terminal.words.say("commands-more", {"count": len(counts) - MOST_NAMES}))
    if shown:
        terminal.say("commands-labels", labels=", ".join(shown))
    looks = [problem for problem in found.problems if problem.level == "look"]
    if looks:
        terminal.say("commands-looks")
    for problem in looks:
        terminal.print(f"- {terminal.words.explain(problem).what}")
    passed = {finding.check for finding in findings if finding.level == "pass"}
    names = [terminal.words.say(card.message) for card in read_cards(CheckCard) if card.id in passed]
    if names:
        terminal.say("commands-passed", checks=", ".join(names))
