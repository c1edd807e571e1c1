"""spaCy: ``[text, {"entities": …}]`` pairs, and the documents of its old training format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.engine.data.findings import Findings
from studio.engine.data.layouts.marking import mark_spans
from studio.engine.data.layouts.protocol import Shape, Values


class SpacyPairs:
    """A text with what is marked in it, as ``train`` took it in spaCy 2."""

    id = "spacy_pairs"
    name = "spacy"
    many = False

    def rate(self, sample: Sequence[Any]) -> float:
        """Sure where most values are such pairs."""
        return 0.95 if sample and sum(map(_is_pair, sample)) * 2 > len(sample) else 0.0

    def begin(self, sample: Sequence[Any], around: Mapping[str, Any]) -> Shape:
        """``text`` with ``spans``, or with the surest of its ``cats`` under ``label``."""
        pairs = [item[1] for item in sample if _is_pair(item)]
        spanned = any("entities" in pair or "spans" in pair for pair in pairs)

        def shape(item: Any, row: int, findings: Findings) -> Iterator[Values]:
            if not _is_pair(item):
                findings.add("data.not_json", row=row, details=f"{type(item).__name__} instead of a pair")
                return
            text, marked = item
            if spanned:
                spans = marked.get("entities", _join_groups(marked.get("spans")))
                yield {"text": text, "spans": mark_spans(text, spans, row, "entities", findings)}
            else:
                yield {"text": text, "label": choose_category(marked.get("cats"))}

        return shape


class SpacyDocuments:
    """Documents of paragraphs of sentences of tokens, with BILUO tags under ``ner``: one example a sentence."""

    id = "spacy_documents"
    name = "spacy"
    many = True

    def rate(self, sample: Sequence[Any]) -> float:
        """Sure where most values have paragraphs that hold sentences."""
        fitting = sum(any(True for _ in _list_sentences(item)) for item in sample)
        return 0.95 if fitting * 2 > len(sample) else 0.0

    def begin(self, sample: Sequence[Any], around: Mapping[str, Any]) -> Shape:
        """``tokens`` and ``tags``."""
        return _shape_sentences


def choose_category(cats: Any) -> str | None:
    """The category with the highest score, if it is more likely than not."""
    if not isinstance(cats, dict):
        return None
    scores = {str(name): float(score) for name, score in cats.items() if isinstance(score, int | float)}
    best = max(scores, key=lambda name: scores[name], default=None)
    return best if best is not None and scores[best] >= 0.5 else None


def _is_pair(item: Any) -> bool:
    if not isinstance(item, list) or len(item) != 2 or not isinstance(item[0], str):
        return False
    return isinstance(item[1], dict) and bool(item[1].keys() & {"entities", "cats", "spans"})


def _join_groups(groups: Any) -> Any:
    return [span for spans in groups.values() for span in spans] if isinstance(groups, dict) else groups


def _list_sentences(item: Any) -> Iterator[list[Any]]:
    paragraphs = item.get("paragraphs") if isinstance(item, dict) else None
    for paragraph in paragraphs if isinstance(paragraphs, list) else []:
        sentences = paragraph.get("sentences") if isinstance(paragraph, dict) else None
        for sentence in sentences if isinstance(sentences, list) else []:
            tokens = sentence.get("tokens") if isinstance(sentence, dict) else None
            if isinstance(tokens, list):
                yield tokens


def _shape_sentences(item: Any, row: int, findings: Findings) -> Iterator[Values]:
    if not isinstance(item, dict):
        findings.add("data.not_json", row=row, details=f"{type(item).__name__} instead of object")
        return
    for sentence in _list_sentences(item):
        tokens = [token for token in sentence if isinstance(token, dict) and isinstance(token.get("orth"), str)]
        if len(tokens) < len(sentence):
            findings.add("data.tags_uneven", row=row, tokens=len(sentence), tags=len(tokens))
            continue
        tags = [str(token.get("ner") or "O") for token in tokens]
        yield {"tokens": [token["orth"] for token in tokens], "tags": ["O" if tag == "-" else tag for tag in tags]}
