"""spaCy's DocBin (.spacy): packed msgpack, read without spaCy.

Words and labels are 64-bit hashes of the strings that come along; spaCy's own symbols have numbers of their own.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy as np
import numpy.typing as npt

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.layouts.spacy import choose_category

_ORTH, _ENT_IOB, _ENT_TYPE = 65, 77, 78
_PREFIXES = {1: "I-", 3: "B-"}
_MOST_BYTES = 1 << 30
_WORD = (1 << 64) - 1
_FACTOR = 0xC6A4A7935BD1E995
_SYMBOLS = {
    64: "ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE HEAD SENT_START SPACY"
    " PROB LANG ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X EOL SPACE",
    380: "PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY QUANTITY"
    " ORDINAL CARDINAL acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj csubjpass"
    " dep det dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj nsubjpass num number oprd obj"
    " obl parataxis partmod pcomp pobj poss possessive preconj prep prt punct quantmod relcl rcmod root xcomp acl",
}


@dataclass(frozen=True)
class Packed:
    """The parts of a DocBin: one row of ``tokens`` for each word, by columns as in ``attrs``."""

    attrs: list[int]
    tokens: npt.NDArray[np.uint64]
    spaces: npt.NDArray[np.bool_]
    lengths: list[int]
    names: dict[int, str]
    cats: list[Any]

    def list_documents(self) -> Iterator[tuple[npt.NDArray[np.uint64], npt.NDArray[np.bool_], Any]]:
        """Each document's words, the spaces after them, and its categories."""
        at = 0
        for index, length in enumerate(self.lengths):
            cats = self.cats[index] if index < len(self.cats) else None
            yield self.tokens[at : at + length], self.spaces[at : at + length], cats
            at += length


class Spacy:
    """Documents with entities, or with categories."""

    id = "spacy"
    kind: Kind = "binary"

    def rate(self, source: Source) -> float:
        """By the first bytes, once unpacked: a msgpack map with the parts of a DocBin."""
        if source.magic[:1] != b"\x78":
            return 0.0
        with source.path.open("rb") as file:
            start = file.read(1 << 16)
        try:
            unpacked = zlib.decompressobj().decompress(start, 4096)
        except zlib.error:
            return 0.0
        return 1.0 if b"attrs" in unpacked[:64] or b"tokens" in unpacked[:64] else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a document. Raises ``StudioError`` for one that is damaged or unpacks to too much."""
        packed = _unpack(source)
        has_entities = _ENT_TYPE in packed.attrs and bool(packed.tokens[:, packed.attrs.index(_ENT_TYPE)].any())
        has_cats = not has_entities and any(packed.cats)
        columns = ["text", "tokens", "tags"] if not has_cats else ["text", "label"]
        return Rows(self.id, columns, _read_documents(packed, has_cats, findings))


def hash_string(text: str) -> int:
    """MurmurHash64A with the seed 1, as spaCy numbers its strings."""
    data = text.encode("utf-8", "surrogatepass")
    found = 1 ^ (len(data) * _FACTOR & _WORD)
    whole = len(data) - len(data) % 8
    for at in range(0, whole, 8):
        part = int.from_bytes(data[at : at + 8], "little") * _FACTOR & _WORD
        part = (part ^ part >> 47) * _FACTOR & _WORD
        found = (found ^ part) * _FACTOR & _WORD
    if whole < len(data):
        found = (found ^ int.from_bytes(data[whole:], "little")) * _FACTOR & _WORD
    found = (found ^ found >> 47) * _FACTOR & _WORD
    return found ^ found >> 47


def _unpack(source: Source) -> Packed:
    place = Place(file=source.name)
    values = {"file": source.path.name}
    try:
        opener = zlib.decompressobj()
        data = opener.decompress(source.path.read_bytes(), _MOST_BYTES)
        if opener.unconsumed_tail:
            raise StudioError(Problem(code="data.docbin_too_large", values=values, place=place))
        if not opener.eof:
            raise ValueError("the file ends too early")
        return _take_apart(msgpack.unpackb(data, strict_map_key=False))
    except (zlib.error, ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        problem = Problem(code="data.docbin_damaged", values=values, place=place, details=str(error))
        raise StudioError(problem) from error


def _take_apart(found: Any) -> Packed:
    """The parts; raises ``ValueError``, ``TypeError`` or ``KeyError`` where they do not fit each other."""
    if not isinstance(found, dict):
        raise TypeError("no map")
    attrs = [int(attr) for attr in found["attrs"]]
    lengths = [int(length) for length in np.frombuffer(found["lengths"], dtype="<i4")]
    tokens = np.frombuffer(found["tokens"], dtype="<u8").reshape(-1, len(attrs)) if attrs else np.empty((0, 0), "<u8")
    spaces = np.frombuffer(found["spaces"], dtype=bool)
    if _ORTH not in attrs or min(lengths, default=0) < 0 or sum(lengths) != len(tokens) or len(spaces) != len(tokens):
        raise ValueError("the parts do not fit each other")
    names = {hash_string(name): name for name in found["strings"] if isinstance(name, str)}
    symbols = {first + at: name for first, all in _SYMBOLS.items() for at, name in enumerate(all.split())}
    cats = found.get("cats")
    return Packed(attrs, tokens, spaces, lengths, symbols | names, cats if isinstance(cats, list) else [])


def _read_documents(packed: Packed, has_cats: bool, findings: Findings) -> Iterator[Record]:
    orth = packed.attrs.index(_ORTH)
    for number, (tokens, spaces, cats) in enumerate(packed.list_documents(), start=1):
        words = [packed.names.get(int(key)) for key in tokens[:, orth]]
        tags = [] if has_cats else _read_tags(packed, tokens)
        if None in words or None in tags:
            findings.add("data.docbin_nameless", row=number)
            continue
        text = "".join(f"{word} " if space else str(word) for word, space in zip(words, spaces, strict=True))
        if has_cats:
            yield Record(number, {"text": text, "label": choose_category(cats)})
            continue
        kept = [at for at, word in enumerate(words) if word and not word.isspace()]
        yield Record(number, {"text": text, "tokens": [words[at] for at in kept], "tags": [tags[at] for at in kept]})


def _read_tags(packed: Packed, tokens: npt.NDArray[np.uint64]) -> list[str | None]:
    if _ENT_TYPE not in packed.attrs or _ENT_IOB not in packed.attrs:
        return ["O"] * len(tokens)
    marks, kinds = (tokens[:, packed.attrs.index(attr)] for attr in (_ENT_IOB, _ENT_TYPE))
    tags: list[str | None] = []
    for mark, kind in zip(marks, kinds, strict=True):
        prefix = _PREFIXES.get(int(mark), "")
        name = packed.names.get(int(kind)) if prefix else ""
        tags.append("O" if not prefix else f"{prefix}{name}" if name else None)
    return tags
