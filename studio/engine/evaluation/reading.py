"""The plain-language reading of a report: which sentences it earns, in the order they matter."""

from __future__ import annotations

from typing import Any

from studio.contract.report import ClassFigures, Report, Sentence
from studio.contract.words import Words

GOOD, FAIR = 0.8, 0.6
FEW = 10


def read_report(report: Report) -> list[Sentence]:
    """The verdict first, then the baseline, the weakest class, the most frequent confusion, and cautions."""
    found: list[tuple[str, dict[str, Any]]] = [_judge(report)]
    overall = report.overall
    for baseline in report.baselines:
        gain = overall.micro_f1 - baseline.micro_f1
        several = "_set" if report.task == "multi-label-classification" else ""
        code = f"report.{'beats' if gain > 0.005 else 'misses'}_{baseline.name}{several}"
        found.append((code, {"reached": _percent(overall.micro_f1), "baseline": _percent(baseline.micro_f1)}))
    measured = [figures for figures in report.classes if figures.support]
    weakest = min(measured, key=lambda figures: figures.f1, default=None)
    if weakest and len(measured) > 1 and weakest.f1 < 1:
        found.append(_describe_weakest(weakest))
    confused = _find_confusion(report)
    if confused:
        found.append(("report.confused", confused))
    few = [figures.label for figures in report.classes if figures.support < FEW]
    if few:
        found.append(("report.few_examples", {"labels": ", ".join(few), "count": len(few), "few": FEW}))
    if report.truncated:
        found.append(("report.truncated", {"count": report.truncated}))
    if report.stopped_early:
        found.append(("report.stopped_early", {}))
    english, chinese = Words("en"), Words("zh_CN")
    return [
        Sentence(code=code, values=values, en=english.say(code, values), zh_CN=chinese.say(code, values))
        for code, values in found
    ]


def _judge(report: Report) -> tuple[str, dict[str, Any]]:
    reached = report.overall.micro_f1
    level = "good" if reached >= GOOD else "fair" if reached >= FAIR else "weak"
    kinds = {"token-classification": "entities", "multi-label-classification": "labels"}
    kind = kinds.get(report.task, "texts")
    values = {
        "f1": _percent(reached),
        "found": round(10 * report.overall.recall),
        "right": round(10 * report.overall.precision),
        "examples": report.examples,
    }
    return f"report.{level}_{kind}", values


def _describe_weakest(figures: ClassFigures) -> tuple[str, dict[str, Any]]:
    values = {"label": figures.label, "f1": _percent(figures.f1), "support": figures.support}
    return "report.weakest", values


def _find_confusion(report: Report) -> dict[str, Any]:
    """The largest count off the diagonal between two real classes; empty where there is none."""
    names = [figures.label for figures in report.classes]
    counts = report.confusion.counts
    cells = [
        (counts[i][j], gold, predicted)
        for i, gold in enumerate(names)
        for j, predicted in enumerate(names)
        if i != j and counts[i][j]
    ]
    if not cells:
        return {}
    count, gold, predicted = max(cells, key=lambda cell: cell[0])
    return {"gold": gold, "predicted": predicted, "count": count}


def _percent(share: float) -> float:
    return round(100 * share, 1)
