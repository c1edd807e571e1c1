"""A set-up that ends in the middle is never taken for a good one; two at once do not disturb each other."""

import signal
import subprocess

from setup.environment import RUN, STAMP, Environment
from setup.needs import Needs
from tests.packaging.conftest import Checkout

# What the set-up says as it begins each of its five steps.
MOMENTS = ["Setting Moore Studio up", "Installing packages", "Installing PyTorch", "Checking", "Putting it in place"]


def kill_at(checkout: Checkout, moment: str) -> None:
    """Kills a set-up as soon as it says that it has come so far."""
    process = checkout.start("setup")
    assert process.stdout is not None
    with process:
        for line in process.stdout:
            if line.startswith(moment):
                process.kill()
                break
    assert process.returncode == -signal.SIGKILL


def is_good(checkout: Checkout) -> bool:
    return Environment(checkout.root, Needs.read(checkout.packaging / "needs.toml")).is_good(RUN)


def test_killed_at_five_moments_is_never_taken_for_good(checkout: Checkout) -> None:
    for moment in MOMENTS:
        kill_at(checkout, moment)
        if is_good(checkout):  # only where the last kill came after the renaming, and then it works
            assert moment == MOMENTS[-1]
            subprocess.run([checkout.root / ".venv" / "bin" / "python", "-c", "import pebble"], check=True)
    after = checkout.run("setup")
    assert after.returncode == 0, after.stderr
    assert is_good(checkout)
    assert not list(checkout.root.glob(".venv.new-*")), "leftovers stay"


def test_killed_while_renewing_leaves_the_old_one_whole(checkout: Checkout) -> None:
    assert checkout.run("setup").returncode == 0
    before = (checkout.root / ".venv" / STAMP).read_bytes()
    checkout.edit_needs("cpu = 0.05", "cpu = 0.06")
    kill_at(checkout, "Checking")
    assert (checkout.root / ".venv" / STAMP).read_bytes() == before
    assert not is_good(checkout), "made from other needs than today's"


def test_two_at_once_set_up_once_and_replace_what_has_no_stamp(checkout: Checkout) -> None:
    (checkout.root / ".venv" / "bin").mkdir(parents=True)
    first = checkout.start("setup")
    assert first.stdout is not None
    with first:
        assert first.stdout.readline().startswith(MOMENTS[0])
        second = checkout.run("setup")
        assert first.stdout.read().endswith("set up.\n")
    assert first.returncode == second.returncode == 0
    assert second.stdout == "Another set-up of this folder is under way. Waiting for it.\n"
    assert is_good(checkout)
    assert not list(checkout.root.glob(".venv.old-*"))
