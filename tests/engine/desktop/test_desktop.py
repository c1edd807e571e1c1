"""The desktop around us, on a private bus with stand-ins for its services."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from studio.engine.desktop.battery import Battery, Charge
from studio.engine.desktop.notification import Notifier
from studio.engine.desktop.sleep import Wakefulness

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus and /sys are Linux's ways")

Services = Callable[..., AbstractContextManager[Callable[[str], list[Any]]]]


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus of this test alone."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("dbus-daemon is not installed")
    command = [daemon, "--session", "--nofork", "--print-address=1", f"--address=unix:path={tmp_path}/bus"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", process.stdout.readline().decode().strip())
        monkeypatch.delenv("XDG_SESSION_DESKTOP", raising=False)
        yield
        process.terminate()


@pytest.fixture
def services(bus: None) -> Services:
    """``with services(name, …) as wait:``; ``wait(member)`` gives the arguments of the next call of that name."""

    @contextmanager
    def start(*names: str) -> Iterator[Callable[[str], list[Any]]]:
        command = [sys.executable, str(Path(__file__).with_name("services.py")), *names]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            lines = process.stdout
            assert lines.readline() == b"ready\n"

            def wait(member: str) -> list[Any]:
                return next(body for name, body in map(json.loads, lines) if name == member)

            yield wait
            process.terminate()

    return start


def test_a_notification_reaches_the_service(services: Services) -> None:
    with services("org.freedesktop.Notifications") as wait:
        assert Notifier().notify("训练完成", "“News” is done.")
        app, _, _, title, body, *_ = wait("Notify")
        assert (app, title, body) == ("Moore Studio", "训练完成", "“News” is done.")


def test_without_a_service_nothing_happens(bus: None) -> None:
    assert not Notifier().notify("title", "body")


def test_without_a_bus_nothing_happens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert not Notifier().notify("title", "body")
    with Wakefulness() as wakefulness:
        assert not wakefulness.held


def test_a_service_that_never_answers_is_not_waited_for(bus: None, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        "from jeepney.bus_messages import message_bus; from jeepney.io.blocking import open_dbus_connection\n"
        "bus = open_dbus_connection()\n"
        "bus.send_and_get_reply(message_bus.RequestName('org.freedesktop.Notifications'))\n"
        "print(flush=True); input()"
    )
    monkeypatch.setattr(Notifier, "TIMEOUT_SECONDS", 0.2)
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as silent:
        assert silent.stdout is not None
        silent.stdout.readline()
        assert not Notifier().notify("title", "body")


@pytest.mark.parametrize(
    ("service", "end"), [("org.freedesktop.PowerManagement", "UnInhibit"), ("org.gnome.SessionManager", "Uninhibit")]
)
def test_sleep_is_held_off_and_allowed_again(services: Services, service: str, end: str) -> None:
    with services(service) as wait:
        with Wakefulness() as wakefulness:
            assert wakefulness.held
            wait("Inhibit")
        assert wait(end) == [42]
        assert not wakefulness.held


def test_sleep_that_cannot_be_held_off_is_said(bus: None) -> None:
    with Wakefulness() as wakefulness:
        assert not wakefulness.held


def write_supply(folder: Path, **facts: str) -> None:
    folder.mkdir(parents=True)
    for name, content in facts.items():
        (folder / name).write_text(content)


@pytest.mark.parametrize(("online", "status", "plugged"), [("1", "Charging", True), ("0", "Discharging", False)])
def test_the_battery_is_read_as_the_kernel_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, online: str, status: str, plugged: bool
) -> None:
    write_supply(tmp_path / "BAT0", energy_now="40", energy_full="100", status=status, capacity="40")
    write_supply(tmp_path / "AC0", online=online)
    monkeypatch.setattr("psutil._pslinux.POWER_SUPPLY_PATH", str(tmp_path))
    assert Battery().read() == Charge(40, plugged)


def test_a_computer_without_a_battery_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("psutil._pslinux.POWER_SUPPLY_PATH", str(tmp_path))
    assert Battery().read() is None


def test_a_system_that_cannot_say_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(psutil, "sensors_battery")
    assert Battery().read() is None


def test_a_container_without_power_supplies_has_no_battery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("psutil._pslinux.POWER_SUPPLY_PATH", str(tmp_path / "absent"))
    assert Battery().read() is None
