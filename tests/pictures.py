"""Draws the pictures of the guide into resources/help/pictures, from the scenes of tests/screens.py.

python -m tests.pictures [--only data-open,data-masking]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.contract.places import find_resources
from tests.screens import draw
from tests.ui.scenes import collect_scenes

WIDTH = 800
SCENES = {
    "data-open": "data-empty",
    "data-read": "data-tokens",
    "data-correct": "data-correct",
    "data-health": "data-health",
    "data-masking": "data-masking",
    "data-labels": "data-labels-merge",
    "data-edit": "data-edit-spans",
    "data-history": "data-history",
    "data-divide": "data-divide",
    "data-save": "data-export",
}
"""Picture → scene."""
ENDS = {"en": "", "zh_CN": "-zh"}


def reduce_colours(picture: QImage) -> QImage:
    """The same in its 256 most frequent colours: a sixth of the size, and no eye tells it."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counts = Counter(memoryview(plain.constBits()).cast("I"))
    table = [colour for colour, _ in counts.most_common(256)]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


def main() -> int:
    """See the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    wanted = [name for name in parser.parse_args().only.split(",") if name] or list(SCENES)
    QApplication(sys.argv[:1])
    scenes = collect_scenes()
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        for picture in wanted:
            scene = SCENES[picture]
            draw(scene, scenes[scene], list(ENDS), ["light"], Path(folder))
            for language, end in ENDS.items():
                drawn = QImage(str(Path(folder, f"{scene}-{language}-light.png")))
                small = drawn.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
                reduce_colours(small).save(str(find_resources() / "help" / "pictures" / f"{picture}{end}.png"))
            print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
