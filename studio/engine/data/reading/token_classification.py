"""Tokens with tags, or texts with entities given as offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.columns import Column, are_strings, is_missing
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.reading.protocol import Example, Reader
from studio.engine.data.tagging.schemes import (
    SCHEMES,
    UNTYPED,
    TagEvidence,
    convert,
    is_tag,
    is_untyped,
    read_types,
    split_tag,
    turn_tag,
)
from studio.engine.data.tagging.spans import (
    Entity,
    align_tokens,
    cut_at_spans,
    find_fault,
    read_span,
    settle_overlap,
    tag_words,
)
from studio.engine.data.wordevidence import WordEvidence
from studio.engine.data.wordrule import WordRule

_TEXT_NAMES = ("text", "# text", "content", "sentence")
_JOINTS = re.compile(r"[,|;]")
_SPAN_NAMES = ("entities", "spans", "label", "labels", "annotations")
_REPAIRS = {"unbegun": "data.tags_repaired", "unended": "data.tags_unended", "needless": "data.tags_needless"}


class TokenClassification:
    """A column of tokens and one of tags, or a text and its spans."""

    id = "token-classification"

    def guess(self, columns: Sequence[Column], asked: Mapping[str, str]) -> dict[str, str] | None:
        """The last column of tags with the column of tokens before it; else a text with spans."""
        roles = _take_asked(columns, asked)
        if "spans" not in roles:
            tags = roles.get("tags") or _guess_tags(columns)
            tokens = roles.get("tokens") or guess_tokens(columns, tags)
            if tags and tokens:
                texts = [c.name for c in columns if c.name in _TEXT_NAMES and c.kind == "text"]
                return {"tokens": tokens, "tags": tags} | ({"text": texts[0]} if texts else {})
        spans = roles.get("spans") or _pick([c for c in columns if c.kind == "spans"], _SPAN_NAMES)
        text = roles.get("text") or _pick([c for c in columns if c.kind == "text"], _TEXT_NAMES)
        return {"text": text, "spans": spans} if spans and text else None

    def complain(self, columns: Sequence[Column], asked: Mapping[str, str]) -> str:
        """No column of tags, whatever else is there."""
        return "data.tag_column_missing"

    def begin(self, scheme: str | None) -> Reader:
        """A reader that finds the scheme and the word rule while reading. Raises ``StudioError``."""
        if scheme and scheme not in SCHEMES:
            values = {"name": scheme, "known": ", ".join(SCHEMES)}
            raise StudioError(Problem(code="data.scheme_unknown", values=values, place=Place(field="data.read.scheme")))
        return TokenReader(asked_scheme=scheme)

    def list_labels(self, gold: Iterable[str]) -> list[str]:
        """The type of each entity."""
        return read_types(gold)

    def list_kinds(self, gold: Iterable[str]) -> set[str]:
        """The types of its tags."""
        return {split_tag(tag)[1] for tag in gold} - {""}


@dataclass
class TokenReader:
    """Reads tokens and tags, or a text and spans; ``asked_scheme`` overrides what is found."""

    asked_scheme: str | None = None
    tags: TagEvidence = field(default_factory=TagEvidence)
    turned: TagEvidence = field(default_factory=TagEvidence)
    """What the tags say if their prefixes stand behind."""
    evidence: WordEvidence = field(default_factory=WordEvidence)
    has_spans: bool = False
    usual: WordRule = field(default_factory=WordRule)

    @cached_property
    def scheme(self) -> str:
        """As asked, else as found."""
        if self.has_spans:
            return "spans"
        return self.asked_scheme or (self.turned if self.is_turned else self.tags).decide()

    @cached_property
    def is_turned(self) -> bool:
        """Whether the source writes PER-B for B-PER."""
        return self.tags.is_turned(self.turned)

    @cached_property
    def words(self) -> WordRule:
        """As learnt from the training tokens; the usual one where the data has none."""
        return self.usual if self.has_spans else self.evidence.decide()

    def read(self, record: Record, roles: Mapping[str, str], learn: bool, findings: Findings) -> Example | None:
        """Tokens with their tags as they are, or the words of a text with the tags of its spans."""
        if "spans" in roles:
            return self._read_spans(record, roles, findings)
        tokens, tags = (record.values.get(roles[role]) for role in ("tokens", "tags"))
        if is_missing(tokens):
            findings.add("data.text_missing", "look", row=record.row, column=roles["tokens"])
            return None
        if not are_strings(tokens) or not are_strings(tags) or len(tokens) != len(tags):
            counts = [len(cell) if isinstance(cell, list) else 0 for cell in (tokens, tags)]
            findings.add("data.tags_uneven", row=record.row, column=roles["tags"], tokens=counts[0], tags=counts[1])
            return None
        rows = (record.row + record.step * at for at in range(len(tags)))
        gold = [_take_first(tag, row, roles["tags"], findings) for tag, row in zip(tags, rows, strict=True)]
        self.tags.add(gold)
        self.turned.add([turn_tag(tag) for tag in gold])
        if learn:
            self.evidence.add(tokens)
        text = record.values.get(roles.get("text", ""))
        return Example(record.row, text if isinstance(text, str) else "", tokens, gold=gold)

    def finish(self, example: Example, findings: Findings) -> Example:
        """Adds text and offsets where the source has only tokens; converts the tags to IOB2."""
        if example.offsets:
            return example
        aligned = align_tokens(example.tokens, example.text) if example.text else None
        text, offsets = (example.text, aligned) if aligned else self.words.join(example.tokens)
        tags = [turn_tag(tag) for tag in example.gold] if self.is_turned else example.gold
        gold, repairs = convert(tags, self.scheme)
        for repair in repairs:
            word, tag = example.tokens[repair.at], example.gold[repair.at]
            code = _REPAIRS[repair.fault]
            findings.add(code, "look", row=example.row, scheme=self.scheme, word=word, tag=tag)
        return Example(example.row, text, example.tokens, offsets, gold)

    def conclude(self, findings: Findings) -> None:
        """What a scheme cannot say, and tags that do not belong to it."""
        bare = 0 if self.is_turned else self.tags.prefixes[""]
        if self.scheme == "IO" and not self.has_spans:
            findings.add("data.scheme_io", "look")
        if bare and bare < self.tags.entities:
            findings.add("data.tags_mixed", "look", bare=bare, prefixed=self.tags.entities - bare)

    def _read_spans(self, record: Record, roles: Mapping[str, str], findings: Findings) -> Example | None:
        self.has_spans = True
        text, items = record.values.get(roles["text"]), record.values.get(roles["spans"]) or []
        if is_missing(text) or not isinstance(text, str):
            findings.add("data.text_missing", "look", row=record.row, column=roles["text"])
            return None
        entities = _check_spans(text, items, record.row, roles["spans"], findings)
        words = self.words.split(text)
        cut = cut_at_spans(words, entities)
        if len(cut) > len(words):
            findings.add("data.span_inside_word", "look", row=record.row, column=roles["spans"])
        tokens = [text[start:end] for start, end in cut]
        return Example(record.row, text, tokens, cut, tag_words(cut, entities))


def _check_spans(text: str, items: Any, row: int, column: str, findings: Findings) -> list[Entity]:
    """The usable entities in order; each other one is a finding."""
    read = [read_span(item) for item in items] if isinstance(items, list) else [None]
    if None in read:
        findings.add("data.span_unreadable", row=row, column=column, details=repr(items)[:200])
    usable: list[Entity] = []
    for entity in sorted((entity for entity in read if entity), key=lambda e: (e.start, -e.end, e.label)):
        code = find_fault(entity, text)
        if code:
            findings.add(code, row=row, column=column, span=entity.show(), length=len(text))
        elif entity in usable[-1:]:
            findings.add("data.span_twice", "look", row=row, column=column, span=entity.show())
        elif usable and entity.start < usable[-1].end:
            lost = settle_overlap(usable, entity)
            code = "data.span_nested" if entity.end <= usable[-1].end and lost is entity else "data.span_overlap"
            findings.add(code, "look", row=row, column=column, span=lost.show(), kept=usable[-1].show())
        else:
            usable.append(entity)
    for entity in usable:
        covered = text[entity.start : entity.end]
        if covered != covered.strip():
            findings.add("data.span_blanks", "look", row=row, column=column, span=entity.show())
    return usable


def _take_asked(columns: Sequence[Column], asked: Mapping[str, str]) -> dict[str, str]:
    """The roles that are asked for; a text that is a list of words are the tokens, a label of each word the tags."""
    kinds = {column.name: column.kind for column in columns}
    roles = {role: column for role, column in asked.items() if role in ("tokens", "tags", "text", "spans")}
    if kinds.get(roles.get("text", "")) in ("strings", "tags"):
        roles.setdefault("tokens", roles.pop("text"))
    if kinds.get(asked.get("label", "")) in ("strings", "tags"):
        roles.setdefault("tags", asked["label"])
    if kinds.get(asked.get("label", "")) == "spans":
        roles.setdefault("spans", asked["label"])
    return roles


def _take_first(tag: str, row: int, column: str, findings: Findings) -> str:
    """The tag, or the first of several joined by a comma, a bar or a semicolon."""
    if is_untyped(tag):
        findings.add("data.tags_untyped", "look", row=row, column=column, tag=tag, name=UNTYPED)
    parts = _JOINTS.split(tag)
    if len(parts) > 1 and all(map(is_tag, parts)):
        findings.add("data.several_tags", "look", row=row, column=column, tag=tag, kept=parts[0])
        return parts[0]
    return tag


def guess_tokens(columns: Sequence[Column], tags: str | None) -> str | None:
    """The column called so, else the first list of strings that are not all numbers and not tags."""
    lists = [c for c in columns if c.kind in ("strings", "tags") and c.name != tags]
    named = [c.name for c in lists if c.name in ("tokens", "words")]
    return next(iter(named + [c.name for c in lists if c.kind == "strings" and not c.is_numbered]), None)


def _pick(columns: Sequence[Column], names: Sequence[str]) -> str | None:
    found = [column.name for column in columns]
    return next((name for name in names if name in found), found[0] if found else None)


def _guess_tags(columns: Sequence[Column]) -> str | None:
    """The last column of tags, rather one with different tags."""
    tagged = sorted((c for c in columns if c.kind == "tags"), key=lambda c: c.distinct > 1)
    return tagged[-1].name if tagged else None
