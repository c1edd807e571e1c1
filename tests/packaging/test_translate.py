"""Translations: what waits for one is found, and a check fails until the files are what the sources say."""

from pathlib import Path

import pytest

import translate

PAGE = """from PySide6.QtCore import QObject

class Page(QObject):
    def name(self, count: int) -> tuple[str, str]:
        return self.tr("{first}"), self.tr("%n file(s)", "", count)
"""
MESSAGE = "<message><source>Save</source>{translation}</message>"


def write_texts(path: Path, *messages: str) -> Path:
    body = "".join(messages)
    path.write_text(f'<TS version="2.1"><context><name>Page</name>{body}</context></TS>', encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("translation", "finished"),
    [
        ("<translation>保存</translation>", True),
        ('<translation type="unfinished">保存</translation>', False),
        ('<translation type="unfinished"></translation>', False),
        ("<translation></translation>", False),
        ("<translation>  \n</translation>", False),
        ("", False),
        ("<translation><numerusform>存</numerusform></translation>", True),
        ("<translation><numerusform>file</numerusform><numerusform>files</numerusform></translation>", True),
        ("<translation><numerusform>file</numerusform><numerusform></numerusform></translation>", False),
    ],
)
def test_a_text_is_unfinished_until_each_of_its_forms_is_there(
    translation: str, finished: bool, tmp_path: Path
) -> None:
    path = write_texts(tmp_path / "zh_CN.ts", MESSAGE.format(translation=translation))
    assert translate.find_unfinished(path) == ([] if finished else ["Page: Save"])


def test_unfinished_texts_are_named_in_the_order_of_the_file(tmp_path: Path) -> None:
    texts = [f"<message><source>{name}</source></message>" for name in ("Zoo", "Ape")]
    done = MESSAGE.format(translation="<translation>保存</translation>")
    path = write_texts(tmp_path / "zh_CN.ts", texts[0], done, texts[1])
    assert translate.find_unfinished(path) == ["Page: Zoo", "Page: Ape"]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of one page that nobody has translated."""
    sources = tmp_path / "zh_CN.ts", tmp_path / "en.ts"
    for source in sources:
        language = source.stem
        source.write_text(f'<!DOCTYPE TS><TS version="2.1" language="{language}"/>', encoding="utf-8")
    (tmp_path / "studio" / "ui").mkdir(parents=True)
    (tmp_path / "studio" / "ui" / "page.py").write_text(PAGE.format(first="Save"), encoding="utf-8")
    monkeypatch.setattr(translate, "ROOT", tmp_path)
    monkeypatch.setattr(translate, "SOURCES", sources)
    return tmp_path


def finish(checkout: Path) -> None:
    """Translates everything, and compiles."""
    for path in (checkout / "zh_CN.ts", checkout / "en.ts"):
        text = path.read_text(encoding="utf-8").replace(' type="unfinished"', "")
        text = text.replace("<translation></translation>", "<translation>保存</translation>")
        text = text.replace("<numerusform></numerusform>", "<numerusform>%n 个文件</numerusform>")
        path.write_text(text, encoding="utf-8")
    assert translate.main([]) == 0


def test_a_check_fails_until_all_is_translated_and_compiled(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translate.main([]) == 0
    assert capsys.readouterr().out == (
        "zh_CN.ts: 2 texts wait for a translation.\nen.ts: 1 texts wait for a translation.\n"
    )
    assert translate.main(["--check"]) == 1
    assert "zh_CN.ts: Page: Save" in capsys.readouterr().out.splitlines()
    finish(checkout)
    capsys.readouterr()
    assert translate.main(["--check"]) == 0
    assert capsys.readouterr().out == "All texts are translated.\n"


def test_a_check_sees_what_changed_since_and_changes_nothing(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate.main([])
    finish(checkout)
    page = checkout / "studio" / "ui" / "page.py"
    page.write_text(PAGE.format(first="Save all"), encoding="utf-8")
    (checkout / "en.qm").unlink()
    before = (checkout / "zh_CN.ts").read_bytes()
    assert translate.main(["--check"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert "zh_CN.ts: Page: Save all" in said
    assert "en.qm is not what en.ts compiles to" in said
    assert (checkout / "zh_CN.ts").read_bytes() == before
