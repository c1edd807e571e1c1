"""Archives that escape, explode or lie; folders that loop; paths that are no files."""

from __future__ import annotations

import bz2
import gzip
import io
import itertools
import lzma
import os
import stat
import struct
import tarfile
import zipfile
from pathlib import Path
from typing import Literal

from tests.engine.data.hostile.case import HEAD, PAIRS, TALK, Case, Make, cut_places, put, put_all, write_csv

CSV = write_csv().encode()
HALF = (write_csv([HEAD, *TALK[:6]]), write_csv([HEAD, *TALK[6:]]))
OUTSIDE = b"text,label\nthis must not be written,x\n"
TOLD = ("data.*",)


def make_zip(*parts: tuple[str | zipfile.ZipInfo, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def make_link(name: str, target: str) -> tuple[zipfile.ZipInfo, str]:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info, target


def patch(content: bytes, offset: int, value: bytes) -> bytes:
    """Writes a field of the first entry, in its local head and in the list at the end."""
    central = content.index(b"PK\x01\x02")
    changed = bytearray(content)
    changed[offset : offset + len(value)] = value
    changed[central + offset + 2 : central + offset + 2 + len(value)] = value
    return bytes(changed)


def make_overlapping(count: int) -> bytes:
    """Many names for the same packed bytes."""
    content = make_zip(("a.csv", b"a" * 2_000_000))
    local, central = (
        content[: content.index(b"PK\x01\x02")],
        content[content.index(b"PK\x01\x02") : content.index(b"PK\x05\x06")],
    )
    listed = b"".join(central.replace(b"a.csv", b"%c%c.cs" % (97 + n // 26, 97 + n % 26)) for n in range(count))
    return local + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), len(local), 0)


def make_tar(*parts: tuple[str, bytes], kind: bytes = tarfile.REGTYPE, mode: Literal["w:gz", "w"] = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") if mode == "w:gz" else tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in parts:
            info = tarfile.TarInfo(name)
            info.size, info.type = len(content), kind
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


GOOD = make_zip(("talk.csv", CSV))
TWO = make_zip(("a.csv", HALF[0]), ("b.csv", HALF[1]))
NESTED = GOOD
for _ in range(6):
    NESTED = make_zip(("inner.zip", NESTED))
ZIPS = [
    Case("zip", put("talk.zip", GOOD), PAIRS),
    Case("zip-named-csv", put("talk.csv", GOOD), PAIRS, codes=TOLD, either=True),
    Case("zip-two", put("talk.zip", TWO), PAIRS),
    Case("zip-folders", put("talk.zip", make_zip(("x/", b""), ("x/y/talk.csv", CSV))), PAIRS),
    Case("zip-stored", put("talk.zip", make_zip(("talk.csv", CSV), method=zipfile.ZIP_STORED)), PAIRS),
    Case(
        "zip-lzma",
        put("talk.zip", make_zip(("talk.csv", CSV), method=zipfile.ZIP_LZMA)),
        PAIRS,
        codes=TOLD,
        either=True,
    ),
    Case(
        "zip-rubbish",
        put(
            "talk.zip",
            make_zip(
                ("__MACOSX/._talk.csv", b"\0\5\x16\7x"),
                (".DS_Store", b"\0\0\0\1Bud1"),
                ("Thumbs.db", b"x"),
                ("talk.csv", CSV),
            ),
        ),
        PAIRS,
    ),
    Case("zip-chinese", put("talk.zip", make_zip(("数据/评论.csv", CSV))), PAIRS),
    Case(
        "zip-workbook-in-it",
        put("talk.zip", make_zip(("readme.md", "Some words about it."), ("talk.csv", CSV))),
        PAIRS,
        codes=TOLD,
        either=True,
    ),
    Case("zip-empty", put("talk.zip", make_zip()), codes=TOLD),
    Case("zip-only-folders", put("talk.zip", make_zip(("x/", b""))), codes=TOLD),
    Case("zip-empty-file", put("talk.zip", make_zip(("talk.csv", b""))), codes=TOLD),
    Case("zip-image", put("talk.zip", make_zip(("a.png", b"\x89PNG\r\n\x1a\n" + bytes(99)))), codes=TOLD),
    Case("zip-nested", put("talk.zip", NESTED), PAIRS, codes=TOLD, either=True),
    Case("zip-up", put("talk.zip", make_zip(("../evil.csv", OUTSIDE), ("talk.csv", CSV))), codes=TOLD),
    Case("zip-up-up", put("talk.zip", make_zip(("x/../../../evil.csv", OUTSIDE))), codes=TOLD),
    Case("zip-up-windows", put("talk.zip", make_zip(("..\\..\\evil.csv", OUTSIDE))), codes=TOLD),
    Case("zip-absolute", put("talk.zip", make_zip(("/tmp/evil-moore.csv", OUTSIDE))), codes=TOLD),
    Case("zip-drive", put("talk.zip", make_zip(("C:\\evil.csv", OUTSIDE))), codes=TOLD),
    Case("zip-share", put("talk.zip", make_zip(("//host/share/evil.csv", OUTSIDE))), codes=TOLD),
    Case("zip-link", put("talk.zip", make_zip(make_link("talk.csv", "/etc/passwd"))), codes=TOLD),
    Case(
        "zip-link-folder", put("talk.zip", make_zip(make_link("x", "/tmp"), ("x/evil-moore.csv", OUTSIDE))), codes=TOLD
    ),
    Case("zip-reserved", put("talk.zip", make_zip(("CON.csv", CSV))), PAIRS, codes=TOLD, either=True),
    Case("zip-long-name", put("talk.zip", make_zip(("x" * 300 + ".csv", CSV))), PAIRS, codes=TOLD, either=True),
    Case("zip-deep", put("talk.zip", make_zip(("d/" * 400 + "talk.csv", CSV))), PAIRS, codes=TOLD, either=True),
    Case("zip-newline-name", put("talk.zip", make_zip(("a\nb.csv", CSV))), PAIRS, codes=TOLD, either=True),
    Case(
        "zip-same-name",
        put("talk.zip", make_zip(("a.csv", HALF[0]), ("A.csv", HALF[1]))),
        PAIRS,
        codes=TOLD,
        either=True,
    ),
    Case("zip-password", put("talk.zip", patch(GOOD, 6, b"\x01\0")), codes=TOLD),
    Case("zip-method", put("talk.zip", patch(GOOD, 8, b"\x63\0")), codes=TOLD),
    Case("zip-checksum", put("talk.zip", patch(GOOD, 14, b"\1\2\3\4")), codes=TOLD),
    Case("zip-small-size", put("talk.zip", patch(GOOD, 22, struct.pack("<I", 10))), codes=TOLD),
    Case("zip-huge-size", put("talk.zip", patch(GOOD, 22, struct.pack("<I", 0xFFFFFFF0))), codes=TOLD),
    Case("zip-bomb", put("talk.zip", make_zip(("a.csv", bytes(40_000_000)))), codes=TOLD),
    Case("zip-bomb-words", put("talk.zip", make_zip(("a.csv", b"text,label\n" + b"a,b\n" * 5_000_000))), codes=TOLD),
    Case("zip-overlapping", put("talk.zip", make_overlapping(600)), codes=TOLD),
    Case(
        "zip-many",
        put("talk.zip", make_zip(*((f"{n}.txt", b"") for n in range(20_000)), method=zipfile.ZIP_STORED)),
        codes=TOLD,
    ),
    Case("zip-rubbish-before", put("talk.zip", b"rubbish" * 9 + GOOD), PAIRS, codes=TOLD, either=True),
    *(Case(f"zip-cut-{place}", put("talk.zip", GOOD[:place]), codes=TOLD) for place in cut_places(len(GOOD), 6)),
]
PACKED = [
    Case("gz", put("talk.csv.gz", gzip.compress(CSV)), PAIRS, codes=TOLD, either=True),
    Case("gz-named-csv", put("talk.csv", gzip.compress(CSV)), PAIRS, codes=TOLD, either=True),
    Case("gz-checksum", put("talk.csv.gz", gzip.compress(CSV)[:-8] + bytes(8)), codes=TOLD),
    Case("gz-cut", put("talk.csv.gz", gzip.compress(CSV)[:-20]), codes=TOLD),
    Case("gz-more", put("talk.csv.gz", gzip.compress(CSV) + b"rubbish"), PAIRS, codes=TOLD, either=True),
    Case("gz-empty", put("talk.csv.gz", gzip.compress(b"")), codes=TOLD),
    Case("gz-bomb", put("talk.csv.gz", gzip.compress(bytes(60_000_000))), codes=TOLD),
    Case("bz2", put("talk.csv.bz2", bz2.compress(CSV)), PAIRS, codes=TOLD, either=True),
    Case("bz2-cut", put("talk.csv.bz2", bz2.compress(CSV)[:-5]), codes=TOLD),
    Case("xz", put("talk.csv.xz", lzma.compress(CSV)), PAIRS, codes=TOLD, either=True),
    Case("xz-cut", put("talk.csv.xz", lzma.compress(CSV)[:-5]), codes=TOLD),
    Case("tar", put("talk.tar", make_tar(("talk.csv", CSV), mode="w")), PAIRS, codes=TOLD, either=True),
    Case("tar-gz", put("talk.tar.gz", make_tar(("talk.csv", CSV))), PAIRS, codes=TOLD, either=True),
    Case("tar-up", put("talk.tar.gz", make_tar(("../evil.csv", OUTSIDE))), codes=TOLD),
    Case("tar-link", put("talk.tar.gz", make_tar(("talk.csv", b""), kind=tarfile.SYMTYPE)), codes=TOLD),
    Case("seven-zip", put("talk.7z", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(99)), codes=TOLD),
    Case("rar", put("talk.rar", b"Rar!\x1a\7\1\0" + bytes(99)), codes=TOLD),
]
CLASSES: dict[str, str | bytes] = {f"{label}/{number:02}.txt": text for number, (text, label) in enumerate(TALK)}
SORTED = sorted(((label, number, text) for number, (text, label) in enumerate(TALK)), key=lambda item: item[:2])
CLASS_LISTS = [[item for item in SORTED if item[0] == label] for label in sorted({label for _, label in TALK})]
TURNS = [item for turn in itertools.zip_longest(*CLASS_LISTS) for item in turn if item is not None]
BY_CLASS = tuple((text, (label,)) for label, _, text in TURNS)
"""The first text of each class, the second of each, and so on."""


def linked(folder: Path) -> str:
    name = str(put_all("set", CLASSES)(folder))
    (folder / "set" / "praise" / "loop").symlink_to(folder / "set", target_is_directory=True)
    (folder / "set" / "praise" / "self.txt").symlink_to("self.txt")
    return name


def link_out(folder: Path) -> str:
    name = str(put_all("set", CLASSES)(folder))
    (folder / "set" / "praise" / "99.txt").symlink_to("/etc/passwd")
    return name


def piped(folder: Path) -> str:
    name = str(put_all("set", CLASSES)(folder))
    os.mkfifo(folder / "set" / "praise" / "99.txt")
    return name


FOLDERS = [
    Case("classes", put_all("set", CLASSES), BY_CLASS),
    Case("classes-hidden", put_all("set", CLASSES | {".git/config": "x", "praise/.DS_Store": b"\0\1"}), BY_CLASS),
    Case(
        "classes-other-file",
        put_all("set", CLASSES | {"README.md": "Some words.", "praise/a.png": b"\x89PNG\r\n\x1a\n"}),
        BY_CLASS,
        codes=TOLD,
        either=True,
    ),
    Case(
        "classes-empty-file",
        put_all("set", CLASSES | {"praise/99.txt": b""}),
        codes=("data.text_missing|data.*empty*",),
    ),
    Case(
        "classes-encodings",
        put_all(
            "set",
            {
                "a/1.txt": "Größe".encode("latin-1"),
                "a/2.txt": "价格便宜，包装也很漂亮".encode("gb18030"),
                "b/3.txt": "Größe".encode(),
                "b/4.txt": "你好".encode("utf-16"),
            },
        ),
        [("Größe", ("a",)), ("价格便宜，包装也很漂亮", ("a",)), ("Größe", ("b",)), ("你好", ("b",))],
        codes=TOLD,
        either=True,
    ),
    Case("classes-binary", put_all("set", CLASSES | {"praise/99.txt": bytes(range(256)) * 8}), codes=TOLD),
    Case(
        "classes-reserved",
        put_all("set", {"CON/aux.txt": "one text", "NUL/prn.txt": "another text"}),
        [("one text", ("CON",)), ("another text", ("NUL",))],
    ),
    Case(
        "classes-odd-names",
        put_all("set", {"a b's/1.txt": "one text", "<i>/2.txt": "another text", "情感/3.txt": "third"}),
        [("another text", ("<i>",)), ("one text", ("a b's",)), ("third", ("情感",))],
    ),
    Case(
        "classes-newlines",
        put_all("set", {"a/1.txt": "one\r\ntwo\n\nthree\n", "b/2.txt": "four"}),
        codes=TOLD,
        task="text-classification",
    ),
    Case("classes-loop", linked, codes=TOLD),
    Case("classes-link-out", link_out, codes=TOLD),
    Case("classes-pipe", piped, codes=TOLD),
    Case("folder-empty", put_all("set", {}), codes=TOLD),
    Case("folder-empty-folders", put_all("set", {"a/b/.keep": b""}), codes=TOLD),
    Case(
        "folder-images", put_all("set", {f"{n}/{n}.JPG": b"\xff\xd8\xff\xe0" + bytes(20) for n in range(4)}), codes=TOLD
    ),
    Case("folder-of-csv", put_all("set", {"train.csv": HALF[0], "test.csv": HALF[1]}), PAIRS),
]


def make_pipe(folder: Path) -> str:
    os.mkfifo(folder / "talk.csv")
    return "talk.csv"


def link_to(target: str) -> Make:
    def make(folder: Path) -> str:
        (folder / "talk.csv").symlink_to(target)
        return "talk.csv"

    return make


def name_it(name: str) -> Make:
    return lambda folder: name


PATHS = [
    Case("absent", name_it("none.csv"), codes=("data.file_missing",)),
    Case("absent-folder", name_it("a/b/c.csv"), codes=("data.file_missing",)),
    Case("pipe", make_pipe, codes=TOLD),
    Case("device-zero", name_it("/dev/zero"), codes=("data.*|usage.*",)),
    Case("device-null", name_it("/dev/null"), codes=("data.*|usage.*",)),
    Case("device-linked", link_to("/dev/zero"), codes=("data.*|usage.*",)),
    Case("link-to-itself", link_to("talk.csv"), codes=("data.*|usage.*",)),
    Case("link-to-nothing", link_to("none.csv"), codes=("data.file_missing",)),
    Case("name-null", name_it("a\0b.csv"), codes=("data.*|usage.*",)),
    Case("name-too-long", name_it("x" * 5_000), codes=("data.*|usage.*",)),
    Case("name-surrogate", name_it("a\udcff.csv"), codes=("data.*|usage.*",)),
    Case("name-long", put("x" * 240 + ".csv", CSV), PAIRS),
    Case("name-newline", put("a\nb.csv", CSV), PAIRS),
    Case("name-odd", put("😀 'x' \"y\" $(id) %s {0}.csv", CSV), PAIRS),
    Case("name-dots", put("...csv", CSV), PAIRS),
    Case("name-no-suffix", put("talk", CSV), PAIRS),
    Case("name-wrong-suffix", put("talk.parquet", CSV), PAIRS),
    Case("file-in-file", lambda folder: f"{put('talk.csv', CSV)(folder)}/x.csv", codes=("data.*|usage.*",)),
    Case("same-twice", lambda folder: [str(put("talk.csv", CSV)(folder))] * 2, (*PAIRS, *PAIRS)),
    Case("blank", put("talk.csv", b" \n\t\r\n\n"), codes=("data.empty_file",)),
    Case("nothing", put("talk.csv", b""), codes=("data.empty_file",)),
    Case("one-byte", put("talk.csv", b"x"), codes=TOLD, task="unsupported", either=True),
]
CASES: list[Case] = [*ZIPS, *PACKED, *FOLDERS, *PATHS]
