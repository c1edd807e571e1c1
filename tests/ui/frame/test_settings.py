"""Settings: a bad value falls back alone; nothing secret is written; the page changes what it says."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import pytest
from keyring.errors import KeyringError
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from studio.contract.places import find_folder
from studio.contract.problems import StudioError
from studio.contract.project import Project
from studio.ui.context import Context
from studio.ui.pages.settings import SettingsPage
from studio.ui.settings import Preferences, Settings, load_preferences
from studio.ui.window import Window
from studio.ui.workers.chores import Chores
from tests.ui.conftest import Shown, Until


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that forgets when the test ends; locked, it refuses as a real one does."""

    priority = 1.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringError("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def ring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def page(window: Window, until: Until) -> SettingsPage:
    window.show_page("settings")
    assert isinstance(window.page, SettingsPage)
    return window.page


def find_field(page: SettingsPage, name: str) -> QLineEdit:
    return next(field for field in page.findChildren(QLineEdit) if field.accessibleName() == name)


def find_button(page: SettingsPage, text: str) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton) if button.text() == text)


def test_values_come_back_at_the_next_start(home: Path) -> None:
    Settings(Chores()).set("language", "zh_CN")
    assert Settings(Chores()).values.language == "zh_CN"
    assert json.loads((home / "settings.json").read_text()) == {"language": "zh_CN"}


@pytest.mark.parametrize(
    ("text", "kept", "codes"),
    [
        ('{"theme": "dark", "language": "klingon"}', {"theme": "dark"}, ["usage.setting_invalid"]),
        ('{"hub": "ftp://x", "proxy": "no", "page": "runs"}', {"page": "runs"}, ["usage.setting_invalid"] * 2),
        ('{"later_version": 1, "theme": "light"}', {"theme": "light"}, []),
        ("{", {}, ["usage.settings_unreadable"]),
        ("[]", {}, ["usage.settings_unreadable"]),
    ],
)
def test_a_bad_value_falls_back_alone(text: str, kept: dict[str, str], codes: list[str]) -> None:
    values, problems = load_preferences(text)
    assert values.model_dump(exclude_defaults=True) == kept
    assert [problem.code for problem in problems] == codes
    assert all(problem.level == "look" for problem in problems)


def test_a_bad_value_is_refused(home: Path) -> None:
    settings = Settings(Chores())
    with pytest.raises(StudioError) as caught:
        settings.set("proxy", "not an address")
    assert caught.value.problems[0].code == "usage.setting_refused"
    assert settings.values == Preferences()


def test_a_home_that_cannot_be_written_to_is_told(home: Path) -> None:
    settings = Settings(Chores())
    settings.path = home / "gone" / "settings.json"
    with pytest.raises(StudioError) as caught:
        settings.set("theme", "dark")
    assert caught.value.problems[0].code.startswith("computer.")


def test_language_changes_at_once(page: SettingsPage, context: Context) -> None:
    context.settings.set("language", "zh_CN")
    assert context.language.name == "zh_CN"
    assert context.settings.values.language == "zh_CN"
    assert context.language.say_duration(180) == "3 分钟"
    context.settings.set("language", "en")
    assert context.language.say_duration(180) == "3 min"


def test_theme_changes_with_a_click(page: SettingsPage, context: Context) -> None:
    dark = find_button(page, "Dark")
    QTest.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert context.theme.tokens.dark
    assert Settings(Chores()).values.theme == "dark"


def test_a_bad_address_is_told_at_its_field(page: SettingsPage, alerts: Shown, context: Context) -> None:
    field = find_field(page, "Proxy")
    field.setFocus()
    QTest.keyClicks(field, "my proxy")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [where for _, where in alerts] == ["field"]
    assert field.property("fault")
    assert context.settings.values.proxy == ""
    field.clear()
    QTest.keyClicks(field, "http://10.0.0.1:8080")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not field.property("fault")
    assert context.settings.network().proxy == "http://10.0.0.1:8080"


def test_the_token_is_kept_in_the_keyring_alone(
    page: SettingsPage, context: Context, ring: MemoryKeyring, home: Path, until: Until
) -> None:
    field = find_field(page, "Access token")
    QTest.keyClicks(field, "hf_secret")
    button = find_button(page, "Keep")
    with until(context.settings.token.changed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert list(ring.kept.values()) == ["hf_secret"]
    assert context.settings.network().token == "hf_secret"
    assert not [path for path in home.rglob("*") if path.is_file() and b"hf_secret" in path.read_bytes()]
    assert button.text() == "Forget"
    with until(context.settings.token.changed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert ring.kept == {}


def test_the_token_is_there_at_the_next_start(context: Context, ring: MemoryKeyring, until: Until) -> None:
    ring.set_password("Moore Studio", "hub", "hf_kept")
    with until(context.settings.token.changed):
        context.settings.token.load()
    assert context.settings.network().token == "hf_kept"


def test_without_a_keyring_everything_else_works(page: SettingsPage, ring: MemoryKeyring, until: Until) -> None:
    ring.locked = True
    alerts = page.context.alerts
    with until(alerts.shown, when=lambda problems, where: (problems[0].code, where) == ("computer.no_keyring", "page")):
        page.context.settings.token.keep("hf_secret")


def test_space_is_measured_and_the_trash_emptied(page: SettingsPage, until: Until) -> None:
    Project.create("Old").discard()
    empty = find_button(page, "Empty trash")
    with until(page.space.measured, when=lambda sizes: sizes["trash"] > 0):
        page.context.actions["page.home"].trigger()
        page.context.actions["page.settings"].trigger()
    with until(page.space.measured, when=lambda sizes: sizes["trash"] == 0):
        QTest.mouseClick(empty, Qt.MouseButton.LeftButton)
    assert not list(find_folder("trash").iterdir())


def test_the_support_file_is_written(
    page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    out = tmp_path / "support.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    with until(page._supporting.done):
        QTest.mouseClick(find_button(page, "Save support file"), Qt.MouseButton.LeftButton)
    assert zipfile.is_zipfile(out)
