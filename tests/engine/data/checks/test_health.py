"""All checks together: as they come, kept, ended, and one that fails."""

import json
from pathlib import Path

import pytest

from studio.contract.calls import CallProgress, CheckHealth
from studio.contract.cards import CheckCard, StepCard, find_card, read_cards
from studio.contract.data.health import Finding
from studio.contract.problems import Cancelled
from studio.contract.recipe import DataSpec
from studio.contract.words import LANGUAGES, Words
from studio.engine import answer_data
from studio.engine.answering import Asked
from studio.engine.data.checks import HEALTH_CHECKS
from studio.engine.data.checks.examples import Examples
from studio.engine.data.checks.protocol import HealthCheck
from studio.engine.data.health import run_checks
from studio.engine.data.store import Prepared
from tests.engine.data.conftest import PrepareFile, Write

TABLE = "text,label\n" + "".join(f"this is text {at} of many,{'ab'[at % 2]}\n" for at in range(90))


class Passes:
    """All is well."""

    def __init__(self, id: str = "passes") -> None:
        self.id = id
        self.asked = 0

    def find(self, examples: Examples) -> list[Finding]:
        self.asked += 1
        return [Finding(check=self.id, level="pass")]


class Fails(Passes):
    """Raises what it was made with."""

    def __init__(self, error: BaseException) -> None:
        super().__init__("fails")
        self.error = error

    def find(self, examples: Examples) -> list[Finding]:
        raise self.error


@pytest.fixture
def prepared(write: Write, prepare_data: PrepareFile) -> Prepared:
    write("a.csv", TABLE)
    return prepare_data(train="a.csv")


def go(prepared: Prepared, *checks: HealthCheck) -> tuple[list[Finding], list[int]]:
    counts: list[int] = []
    found = run_checks(prepared, lambda part, code: None, lambda findings: counts.append(len(findings)), checks)
    return found, counts


def test_findings_come_as_they_are_made_and_are_kept(prepared: Prepared) -> None:
    one, other = Passes(), Passes("other")
    found, counts = go(prepared, one, other)
    assert [finding.check for finding in found] == ["passes", "other"]
    assert counts == [1, 2]
    assert go(prepared, one, other) == (found, [2])
    assert (one.asked, other.asked) == (1, 1)


def test_other_checks_and_a_torn_file_are_looked_at_anew(prepared: Prepared) -> None:
    check = Passes()
    go(prepared, check)
    go(prepared, check, Passes("new"))
    assert check.asked == 2
    (prepared.folder / "health.json").write_text("{")
    go(prepared, check, Passes("new"))
    assert check.asked == 3


@pytest.mark.parametrize(
    ("error", "code"), [(ZeroDivisionError("sum"), "data.check_failed"), (MemoryError(), "computer.no_memory")]
)
def test_a_check_that_fails_says_so_and_the_others_go_on(error: Exception, code: str, prepared: Prepared) -> None:
    last = Passes()
    found, _ = go(prepared, Fails(error), last)
    assert [finding.check for finding in found] == ["fails", "passes"]
    problem = found[0].problem
    assert problem is not None
    assert (problem.code, problem.level) == (code, "look")
    assert code != "data.check_failed" or "ZeroDivisionError: sum" in problem.details
    go(prepared, Fails(error), last)
    assert last.asked == 2, "what failed is not kept"


def test_it_ends_when_nobody_waits(prepared: Prepared) -> None:
    with pytest.raises(Cancelled):
        go(prepared, Fails(Cancelled()))

    def tell(part: float, code: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        run_checks(prepared, tell, lambda findings: None)
    assert not (prepared.folder / "health.json").exists()


def test_progress_rises_to_the_end(prepared: Prepared) -> None:
    parts: list[float] = []
    run_checks(prepared, lambda part, code: parts.append(part), lambda findings: None)
    assert parts == sorted(parts)
    assert 0.9 < parts[-1] <= 1.0


def test_every_check_of_ordinary_data_passes(prepared: Prepared) -> None:
    found = run_checks(prepared, lambda part, code: None, lambda findings: None)
    said = {finding.check: finding.level for finding in found}
    assert said == dict.fromkeys((check.id for check in HEALTH_CHECKS), "pass") | {
        "near_duplicates": said["near_duplicates"]
    }


def test_cards_and_checks_are_the_same() -> None:
    assert sorted(card.id for card in read_cards(CheckCard)) == sorted(check.id for check in HEALTH_CHECKS)
    for language in LANGUAGES:
        words = Words(language)
        for card in read_cards(CheckCard):
            assert words.knows(card.message)
            assert all(words.say(card.message, {}, part) for part in ("line", "pass"))


def test_what_is_offered_is_a_step() -> None:
    folder = Path(str(answer_data.__file__)).parent / "data" / "checks"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    kinds = {piece.split('"')[0] for piece in code.split('kind="')[1:]}
    assert len(kinds) == 8
    assert all(find_card(StepCard, kind) for kind in kinds)


def test_the_window_is_told_what_is_known_so_far(write: Write, tmp_path: Path) -> None:
    write("a.csv", TABLE)
    told: list[CallProgress] = []
    call = CheckHealth(data=DataSpec(train="a.csv"), base=str(tmp_path))
    answer = answer_data.check_health(call, Asked(told.append))
    partial = [progress.partial["findings"] for progress in told if progress.partial]
    assert len(partial) == len(HEALTH_CHECKS)
    assert json.loads(answer.model_dump_json())["findings"] == partial[-1]
