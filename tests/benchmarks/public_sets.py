"""Published data sets, read with no hint by ``studio inspect --json``.

``python -m tests.benchmarks.public_sets FOLDER``: FOLDER (or MOORE_DATA) holds the sets as their authors publish them,
one folder each; those that are missing are left out. What is expected was published with them, or is counted by the
separate code of ``public_counts``. Ends with 0 where every figure agrees.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.benchmarks import public_counts as counts
from tests.benchmarks.public_tables import check_tables

Count = Callable[[list[Path]], counts.Facts]


@dataclass(frozen=True)
class Published:
    """Files of one set, in the order training, validation, test; how they are counted; what is published of them."""

    files: tuple[str, ...]
    count: Count
    known: dict[str, Any] = field(default_factory=dict)


def name_splits(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}" for name in names)


CURATION = "webanno-curation/src/test/resources/mergecas"
CONLL = counts.count_conll("IOB2")
SETS = (
    Published(
        name_splits("wnut17", "wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated"), CONLL,
        {"splits": [3394, 1009, 1287], "kinds": 6},
    ),
    Published(
        name_splits("ncbi_disease", "train.tsv", "devel.tsv", "test.tsv"), CONLL,
        {"splits": [5432, 923, 940], "kinds": 1},
    ),
    Published(
        name_splits("crossner/politics", "train.txt", "dev.txt", "test.txt"), CONLL,
        {"splits": [200, 541, 651], "kinds": 9},
    ),
    Published(
        name_splits("crossner/ai", "train.txt", "dev.txt", "test.txt"), CONLL,
        {"splits": [100, 350, 431], "kinds": 14},
    ),
    Published(("wikigold/wikigold.conll.txt",), counts.count_conll("IO"), {"examples": 1696, "kinds": 4}),
    Published(
        name_splits("uner_zh_gsdsimp", *(f"zh_gsdsimp-ud-{name}.iob2" for name in ("train", "dev", "test"))),
        counts.count_conll("IOB2", 2), {"splits": [3997, 500, 500], "kinds": 3},
    ),
    Published(
        name_splits("banking77", "train.csv", "test.csv"), counts.count_classes(1, ",", header=True, quoted=True),
        {"splits.test": 3080, "examples": 13083, "kinds": 77},
    ),
    Published(
        name_splits("snips", "train", "valid", "test"), counts.count_parallel,
        {"splits": [13084, 700, 700], "kinds": 39},
    ),
    Published(
        ("sms_spam/sms.tsv",), counts.count_classes(0, "\t", header=False, quoted=False),
        {"examples": 5574, "kinds": 2},
    ),
    Published(
        ("sms_spam/spam_latin1_crlf.csv",), counts.count_classes(0, ",", encoding="latin-1", header=True, quoted=True),
        {"examples": 5572, "kinds": 2, "encoding": "cp1252"},
    ),
    Published(
        name_splits("csl_category", "train.tsv", "dev.tsv", "test.tsv"),
        counts.count_classes(2, "\t", header=False, quoted=False), {"splits": [8000, 1000, 1000], "kinds": 13},
    ),
    Published(("csl_title_zh/dev.tsv",), counts.count_table("\t", quoted=False), {"examples": 1000}),
    Published(("csl_title_zh/test.tsv",), counts.count_table("\t", quoted=False), {"examples": 1000}),
    *(
        Published(
            name_splits("stsb_multi", *(f"stsb-{language}-{name}.csv" for name in ("train", "dev", "test"))),
            counts.count_table(",", quoted=True), {"splits": [5749, 1500, 1379]},
        )
        for language in ("en", "zh")
    ),
    Published(("tatoeba_en_zh/cmn.txt",), counts.count_table("\t", quoted=False), {"examples": 20403}),
    Published(("self_instruct/seed_tasks.jsonl",), counts.count_objects, {"examples": 175}),
    Published(("self_instruct/user_oriented_instructions.jsonl",), counts.count_objects, {"examples": 252}),
    Published(("llamafactory_demo/alpaca_en_demo.json",), counts.count_objects, {"examples": 999}),
    Published(("llamafactory_demo/alpaca_zh_demo.json",), counts.count_objects, {"examples": 1000}),
    Published(("sign_digits/Dataset",), lambda paths: {"task": "unsupported", "codes": ["data.pictures"]}),
    Published(("medical_qa_gbk/内科.txt",), counts.count_lines("gb18030"), {"lines": 16192}),
    Published(("fmt_brat/NCBI-disease",), counts.count_brat),
    Published(
        ("fmt_prodigy/recipes/annotated_news_headlines-ORG-PERSON-LOCATION-ner.jsonl",), counts.count_spans("spans"),
    ),
    Published(("fmt_spacy/test_annotated.jsonl",), counts.count_spans("spans")),
    Published(("fmt_spacy/demo.jsonl",), counts.count_spans("spans")),
    Published(
        ("fmt_doccano/transformer/tests/data/labeling/labeling_text_label.jsonl",), counts.count_spans("labels"),
    ),
    Published(
        ("fmt_doccano/transformer/tests/data/labeling/labeling_text_label.conll2003.user0",),
        counts.count_conll("IOB2"),
    ),
    Published(
        ("fmt_doccano/doccano/backend/data_import/tests/data/sequence_labeling/labeling.invalid.conll",),
        lambda paths: {"codes": ["data.ragged_line"], "task": "token-classification"},
    ),
    Published(("fmt_webanno/webanno-io-json/src/test/resources/conll/2000/chunk2000_test.conll",), CONLL),
    *(
        Published((f"fmt_webanno/{name}.tsv",), counts.count_layers)
        for name in (
            "webanno-agreement/src/test/resources/kappatest",
            "webanno-agreement/src/test/resources/kappaarcdiff",
            *(f"{CURATION}/rels/1sentencesamerel{n}" for n in ("", 2, 3, 4, 5)),
            *(f"{CURATION}/multivalspanrel/tale{n}" for n in ("", 2)),
            f"{CURATION}/spanmultifeature/1sentenceNEFeatureA",
            f"{CURATION}/simplespan/1sentence",
        )
    ),
    *(
        Published((f"fmt_label_studio/{name}",), counts.count_tasks)
        for name in (
            "label_studio_text_with_2_predictions.json",
            *(f"sdk_tests/data/test_export_csv/csv_{name}.json" for name in (
                "test", "test2", "test_history",
            )),
        )
    ),
    Published(
        ("fmt_spacy/demo.spacy",),
        lambda paths: {"labels": {"PERSON": 1}, "examples": 1, "task": "token-classification"},
    ),
)  # fmt: skip


def inspect(folder: Path, files: tuple[str, ...]) -> tuple[dict[str, Any] | None, float]:
    """What the command says, and how long it took."""
    command = [sys.executable, "-m", "studio", "inspect", "--json", *files]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "STUDIO_LANGUAGE": "en"}
    start = time.perf_counter()
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if ended.returncode not in (0, 2):
        print(f"| {files[0]} | | | | | | | {seconds:.1f} s | exit code {ended.returncode}: {ended.stderr[:300]!r} |")
        return None, seconds
    return json.loads(ended.stdout), seconds


def list_facts(found: dict[str, Any]) -> dict[str, Any]:
    """All that can be compared, by its name in :data:`Published.known`."""
    splits = found["splits"]
    facts = found | {f"splits.{name}": count for name, count in splits.items()}
    file = found["files"][0]
    return facts | {
        "kinds": len(found["labels"]),
        "encoding": file["encoding"],
        "delimiter": file["delimiter"],
        "columns": [column["name"] for column in found["columns"]],
        "codes": [problem["code"] for problem in found["problems"]],
    }


def compare(published: Published, folder: Path) -> bool:
    """Prints one row; whether all figures are as expected."""
    found, seconds = inspect(folder, published.files)
    if found is None:
        return False
    facts = list_facts(found)
    counted = published.count([folder / name for name in published.files])
    wrong = []
    for name, wanted in [*counted.items(), *published.known.items()]:
        if name in ("lines", "texts"):
            continue
        got = facts.get(name)
        if name == "splits" and isinstance(wanted, list):
            got = list(facts["splits"].values())
        fits = set(wanted) <= set(got or []) if name == "codes" else got == wanted
        if not fits:
            wrong.append(f"{name} is {got!s:.300}, expected {wanted!s:.300}")
    if any(
        name in published.known and published.known[name] != counted[name] for name in ("lines",) if name in counted
    ):
        wrong.append(f"the file has {counted['lines']} lines")
    if facts["task"] == "unsupported" and not (facts["reason"] or facts["codes"]):
        wrong.append("no reason is given")
    shown = " / ".join(map(str, found["splits"].values())) or str(found["examples"])
    result = "; ".join(wrong) or "as expected"
    file = found["files"][0]
    read_as = ", ".join(filter(None, (file["format"], file["encoding"])))
    print(
        f"| {published.files[0]} | {read_as} | {found['task']} | {shown} | {facts['kinds']} "
        f"| {sum(found['labels'].values())} | {found['scheme']} | {seconds:.1f} s | {result} |",
        flush=True,
    )
    return not wrong


def main() -> int:
    """All sets that are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("MOORE_DATA"))
    folder = parser.parse_args().folder
    if not folder:
        print("No folder of data sets is given: nothing is compared.")
        return 0
    print(f"{platform.machine()}, {psutil.cpu_count()} cores, {platform.platform()}, {time.strftime('%Y-%m-%d')}\n")
    print("| set | read as | task | examples | kinds of labels | labels | scheme | time | |\n" + "| --- " * 9 + "|")
    with tempfile.TemporaryDirectory() as home:
        os.environ["STUDIO_HOME"] = home
        right = [compare(published, folder) for published in SETS if (folder / published.files[0]).exists()]
        right += check_tables(folder)
    print(f"\n{sum(right)} of {len(right)} as expected")
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main())
