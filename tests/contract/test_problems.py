"""Problems: their exit codes, and what the system refused."""

import errno

import pytest

from studio.contract.attempts.telling import complain, tell, warn
from studio.contract.problems import ExitCode, Problem, StudioError, explain_os_error


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        ("data.label_missing", ExitCode.USAGE),
        ("recipe.unknown_key", ExitCode.USAGE),
        ("run.unreadable", ExitCode.USAGE),
        ("run.owned", ExitCode.OWNED),
        ("run.lost_memory", ExitCode.FAILED),
        ("training.diverged", ExitCode.FAILED),
        ("computer.disk_full", ExitCode.COMPUTER),
        ("model.absent", ExitCode.COMPUTER),
        ("defect.unexpected", ExitCode.DEFECT),
        ("something.new", ExitCode.DEFECT),
    ],
)
def test_each_wing_has_its_exit_code(code: str, exit_code: ExitCode) -> None:
    assert Problem(code=code).exit_code is exit_code


def test_an_error_carries_all_problems_and_ends_with_the_first_that_stops() -> None:
    look, stop = Problem(code="defect.x", level="look"), Problem(code="data.y", values={"row": 3})
    assert StudioError([look, stop]).exit_code is ExitCode.USAGE
    assert StudioError(look).exit_code is ExitCode.DEFECT
    assert str(StudioError([look, stop])) == "defect.x {}; data.y {'row': 3}"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "computer.disk_full"),
        (errno.EDQUOT, "computer.disk_full"),
        (errno.EROFS, "computer.read_only"),
        (errno.EACCES, "computer.read_only"),
        (errno.ENOMEM, "computer.no_memory"),
        (errno.EIO, "computer.file_trouble"),
    ],
)
def test_what_the_system_refuses_is_understood(number: int, code: str) -> None:
    problem = explain_os_error(OSError(number, "so it says", "/data/a"))
    assert (problem.code, problem.place.file, problem.values["file"]) == (code, "/data/a", "/data/a")
    assert "so it says" in problem.details
    assert problem.exit_code is ExitCode.COMPUTER


def test_a_refusal_without_a_file_or_number() -> None:
    assert explain_os_error(OSError("odd")).values["file"] == "none"
    assert explain_os_error(MemoryError("too much")).code == "computer.no_memory"


def test_events_carry_their_english_text() -> None:
    problem = Problem(code="recipe.duplicate_key", values={"a": 1}, details="here")
    error, warning = complain(problem), warn(problem)
    assert error.what.startswith("The recipe")
    assert error.why
    assert error.fix
    assert error.details == warning.details == "here"
    assert (warning.level, warning.text, warning.code) == ("warning", error.what, problem.code)
    notice = tell("run.request_taken", id="7", kind="stop")
    assert (notice.level, notice.text) == ("info", "Your request to stop was received.")
    assert notice.values == {"id": "7", "kind": "stop"}
