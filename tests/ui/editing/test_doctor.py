"""The health of the data: asked after each reading, shown as it comes, asked anew when the data change."""

from __future__ import annotations

from typing import Any

import pytest

from studio.contract.calls import Call, CallProgress, CheckHealth, Health, Inspection
from studio.contract.data.health import Finding
from studio.contract.problems import Problem
from studio.contract.project import Project
from studio.contract.recipe import DataSpec
from studio.ui.context import Context
from studio.ui.editing.doctor import Doctor
from studio.ui.workers.call_worker import CallHandle
from tests.ui.conftest import Until
from tests.ui.test_draft import INSPECTION

MISSING, LEAKS = Finding(check="missing", level="pass"), Finding(check="leakage", level="pass")


@pytest.fixture
def asked(context: Context, monkeypatch: pytest.MonkeyPatch) -> list[CallHandle]:
    """Questions about health, which nobody answers but the test; those about reading go nowhere."""
    handles: list[CallHandle] = []

    def ask(call: Call[Any]) -> CallHandle:
        handle = CallHandle(len(handles), call)
        if isinstance(call, CheckHealth):
            handles.append(handle)
        return handle

    monkeypatch.setattr(context.calls, "ask", ask)
    return handles


@pytest.fixture
def doctor(context: Context, asked: list[CallHandle]) -> Doctor:
    context.draft.open(Project.create("Ward notes", {"data": {"train": "ward.conll"}}))
    return context.doctor


def read(context: Context, until: Until, asked: list[CallHandle], inspection: Inspection = INSPECTION) -> CallHandle:
    """The data are read, and the question about their health comes after a moment."""
    before = len(asked)
    with until(context.doctor.changed, when=lambda: len(asked) > before):
        context.draft.inspector.on_answered(inspection)
    return asked[-1]


def test_findings_come_one_by_one(context: Context, doctor: Doctor, asked: list[CallHandle], until: Until) -> None:
    handle = read(context, until, asked)
    assert handle.call == CheckHealth(data=DataSpec(train="ward.conll"), base=str(context.draft.base))
    assert (doctor.findings, doctor.is_busy) == ([], True)
    told: list[float] = []
    doctor.progressed.connect(lambda progress: told.append(progress.fraction))
    handle.progressed.emit(CallProgress(fraction=0.1))
    handle.progressed.emit(CallProgress(fraction=0.5, partial={"findings": [MISSING.model_dump(mode="json")]}))
    handle.progressed.emit(CallProgress(fraction=0.6, partial={"told": "otherwise"}))
    assert (doctor.findings, doctor.is_busy) == ([MISSING], True)
    handle.answered.emit(Health(findings=[MISSING, LEAKS]))
    assert (doctor.findings, doctor.is_busy, told) == ([MISSING, LEAKS], False, [0.1, 0.5, 0.6])


def test_after_a_step_what_was_found_stands_until_it_is_found_anew(
    context: Context, doctor: Doctor, asked: list[CallHandle], until: Until
) -> None:
    read(context, until, asked).answered.emit(Health(findings=[MISSING, LEAKS]))
    assert doctor.is_current(LEAKS)
    context.draft.add_step("drop_leaks")
    assert (doctor.findings, doctor.is_busy, doctor.is_current(LEAKS)) == ([MISSING, LEAKS], True, False)
    handle = read(context, until, asked, INSPECTION.model_copy())
    assert isinstance(handle.call, CheckHealth)
    assert handle.call.data.steps == "steps.jsonl"
    handle.progressed.emit(CallProgress(partial={"findings": [LEAKS.model_dump(mode="json")]}))
    assert (doctor.is_current(LEAKS), doctor.is_current(MISSING)) == (True, False)
    handle.answered.emit(Health(findings=[LEAKS]))
    assert doctor.findings == [LEAKS]


def test_a_change_cancels_the_question(context: Context, doctor: Doctor, asked: list[CallHandle], until: Until) -> None:
    handle = read(context, until, asked)
    context.draft.add_step("drop_leaks")
    assert handle.is_cancelled
    assert len(asked) == 1
    read(context, until, asked, INSPECTION.model_copy())
    assert len(asked) == 2


def test_other_files_begin_with_nothing_found(
    context: Context, doctor: Doctor, asked: list[CallHandle], until: Until
) -> None:
    read(context, until, asked).answered.emit(Health(findings=[MISSING]))
    context.draft.set("data", {"train": "other.conll"})
    assert doctor.findings == []
    read(context, until, asked, INSPECTION.model_copy()).answered.emit(Health(findings=[MISSING]))
    context.draft.set("data", None)
    assert (doctor.findings, doctor.is_busy) == ([], False)


def test_checks_that_could_not_be_made_are_a_problem(
    context: Context, doctor: Doctor, asked: list[CallHandle], until: Until
) -> None:
    problem = Problem(code="computer.disk_full")
    read(context, until, asked).failed.emit([problem])
    assert (doctor.problems, doctor.is_busy) == ([problem], False)
    context.draft.add_step("drop_leaks")
    assert doctor.problems == []
