"""Keeps resources/translations: collects the texts of the window, and compiles their translations.

    python packaging/translate.py            collects, keeps what is translated, compiles
    python packaging/translate.py --check    exits 1 where a text is missing, unfinished or not compiled

English has a file too, for its plurals alone. The compiled files are kept with the sources, so that nobody
needs this to run the window.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = (FOLDER / "zh_CN.ts", FOLDER / "en.ts")


def collect(target: Path) -> None:
    """Brings a .ts file up to date with every text of the window; drops what is no longer there."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "studio" / "ui").rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", target.stem]
    if target.stem == "en":
        options.append("-pluralonly")
    _run("pyside6-lupdate", *sources, "-ts", str(target), *options)


def compile_texts(source: Path, target: Path) -> None:
    """Makes the .qm file that the window loads."""
    _run("pyside6-lrelease", str(source), "-qm", str(target), "-silent")


def find_unfinished(path: Path) -> list[str]:
    """The texts of a .ts file that have no finished translation, as "context: text"."""
    found = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [] if translation is None else [*translation.iter("numerusform")] or [translation]
            finished = translation is not None and translation.get("type") != "unfinished"
            if not finished or not all(form.text and form.text.strip() for form in forms):
                found.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return found


def check() -> list[str]:
    """What is not as it should be, in words; nothing when all is well."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for source in SOURCES:
            fresh, compiled = Path(folder) / source.name, Path(folder) / f"{source.stem}.qm"
            fresh.write_bytes(source.read_bytes())
            collect(fresh)
            compile_texts(source, compiled)
            faults += [f"{source.name}: {text}" for text in find_unfinished(fresh)]
            kept = source.with_suffix(".qm")
            if not kept.exists() or compiled.read_bytes() != kept.read_bytes():
                faults.append(f"{kept.name} is not what {source.name} compiles to")
    return faults


def main(arguments: list[str]) -> int:
    """See the module's text."""
    if arguments == ["--check"]:
        faults = check()
        print("\n".join(faults) or "All texts are translated.")
        return 1 if faults else 0
    for source in SOURCES:
        collect(source)
        compile_texts(source, source.with_suffix(".qm"))
        print(f"{source.name}: {len(find_unfinished(source))} texts wait for a translation.")
    return 0


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).parent / tool
    subprocess.run([str(program), *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
