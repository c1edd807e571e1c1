"""Reads published data sets with no hint and compares: ``python -m tests.benchmarks.public_data FOLDER``.

FOLDER holds the sets as their authors publish them, one folder each; those that are missing are left out. Ends with 0
where every figure agrees.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Published:
    """Files of one set, and what its authors say of them: examples a split, labels, scheme."""

    train: str
    examples: tuple[int, ...]
    labels: int
    scheme: str = "none"
    more: dict[str, str] = field(default_factory=dict)


SETS = (
    Published(
        "wnut17/wnut17train.conll", (3394, 1009, 1287), 6, "IOB2",
        {"validation": "wnut17/emerging.dev.conll", "test": "wnut17/emerging.test.annotated"},
    ),
    Published(
        "ncbi_disease/train.tsv", (5432, 923, 940), 1, "IOB2",
        {"validation": "ncbi_disease/devel.tsv", "test": "ncbi_disease/test.tsv"},
    ),
    Published(
        "crossner/politics/train.txt", (200, 541, 651), 9, "IOB2",
        {"validation": "crossner/politics/dev.txt", "test": "crossner/politics/test.txt"},
    ),
    Published(
        "crossner/ai/train.txt", (100, 350, 431), 14, "IOB2",
        {"validation": "crossner/ai/dev.txt", "test": "crossner/ai/test.txt"},
    ),
    Published("wikigold/wikigold.conll.txt", (1696,), 4, "IO"),
    Published(
        "uner_zh_gsdsimp/zh_gsdsimp-ud-train.iob2", (3997, 500, 500), 3, "IOB2",
        {
            "validation": "uner_zh_gsdsimp/zh_gsdsimp-ud-dev.iob2",
            "test": "uner_zh_gsdsimp/zh_gsdsimp-ud-test.iob2",
        },
    ),
    Published("banking77/train.csv", (10003, 3080), 77, more={"test": "banking77/test.csv"}),
    Published("sms_spam/sms.tsv", (5574,), 2),
    Published("sms_spam/spam_latin1_crlf.csv", (5572,), 2),
    Published(
        "csl_category/train.tsv", (8000, 1000, 1000), 13,
        more={"validation": "csl_category/dev.tsv", "test": "csl_category/test.tsv"},
    ),
    Published("snips/train/seq.in", (13084,), 0),
    Published("csl_title_zh/dev.tsv", (1000,), 0),
    Published("stsb_multi/stsb-en-dev.csv", (1500,), 0),
    Published("tatoeba_en_zh/cmn.txt", (20403,), 0),
)  # fmt: skip


def read(published: Published, folder: Path) -> bool:
    """Prints one row; whether all figures are those published."""
    from studio.contract.recipe import DataSpec
    from studio.engine.data.store import prepare

    asked = {"validation": 0, "test": 0} | published.more
    start = time.perf_counter()
    found = prepare(DataSpec.model_validate({"train": published.train} | asked), folder, None).inspection
    seconds = time.perf_counter() - start
    figures = (tuple(found.splits.values()), len(found.labels), found.scheme)
    same = figures == (published.examples, published.labels, published.scheme)
    shown = " / ".join(map(str, figures[0]))
    file = found.files[0]
    print(
        f"| {published.train} | {file.format}, {file.encoding} | {found.task} | {shown} | {figures[1]} | {figures[2]} "
        f"| {seconds:.2f} s | {'as published' if same else f'published: {published}'} |"
    )
    return same


def main() -> int:
    """All sets that are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print("| file | read as | task | examples | labels | scheme | time | |\n" + "| --- " * 8 + "|")
    with tempfile.TemporaryDirectory() as home:
        os.environ["STUDIO_HOME"] = home
        right = [read(published, folder) for published in SETS if (folder / published.train).exists()]
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main())
