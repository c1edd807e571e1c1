"""The sample sets are what their cards say: varied, well-formed, free of leaks, uneven as real data is."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import combinations

import pytest

from studio.contract.places import find_resources

SPLITS = ("train", "validation", "test")
CARDS = ("CARD.md", "CARD.zh_CN.md")
NGRAM, SHORT_NGRAM = 5, 2


@dataclass(frozen=True)
class SampleSet:
    """What one set promises.

    Chinese is compared by character: eight of them open a sentence, as four words do in English.
    """

    folder: str
    suffix: str
    sentences: int
    labels: int
    opening: int = 4
    by_character: bool = False


@dataclass(frozen=True)
class Example:
    """One row: a text's units (words or characters), with a tag for each, or one label for all."""

    units: tuple[str, ...]
    tags: tuple[str, ...] = ()
    label: str = ""


SETS = (
    SampleSet("news_en", "conll", sentences=600, labels=5),
    SampleSet("messages_en", "csv", sentences=600, labels=8),
    SampleSet("notes_zh", "conll", sentences=500, labels=3, opening=8, by_character=True),
)
TAGGED = tuple(one for one in SETS if one.suffix == "conll")

each_set = pytest.mark.parametrize("sample", SETS, ids=lambda one: one.folder)
each_tagged_set = pytest.mark.parametrize("sample", TAGGED, ids=lambda one: one.folder)


def read_conll(text: str) -> list[Example]:
    """Sentences of `token<TAB>tag` lines; a blank line ends each."""
    examples = []
    for block in text.strip("\n").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n")]
        assert all(len(row) == 2 and all(cell.strip() for cell in row) for row in rows), block
        examples.append(Example(tuple(row[0] for row in rows), tags=tuple(row[1] for row in rows)))
    return examples


def read_csv(text: str) -> list[Example]:
    """Rows under the header `text,label`; words and punctuation are parted, as they are in the CoNLL files."""
    rows = csv.DictReader(StringIO(text, newline=""))
    assert rows.fieldnames == ["text", "label"]
    return [Example(tuple(re.findall(r"\w+(?:['’]\w+)*|[^\w\s]", row["text"])), label=row["label"]) for row in rows]


READERS: dict[str, Callable[[str], list[Example]]] = {"conll": read_conll, "csv": read_csv}


@cache
def load_splits(sample: SampleSet) -> dict[str, list[Example]]:
    folder = find_resources() / "samples" / sample.folder
    read = READERS[sample.suffix]
    return {name: read((folder / f"{name}.{sample.suffix}").read_text(encoding="utf-8")) for name in SPLITS}


def join_splits(sample: SampleSet) -> list[Example]:
    return [example for examples in load_splits(sample).values() for example in examples]


def find_entities(example: Example) -> list[tuple[str, str]]:
    """(surface, type) of each IOB2 entity; a tag that cannot follow the one before it fails."""
    found: list[tuple[list[str], str]] = []
    before = "O"
    for unit, tag in zip(example.units, example.tags, strict=True):
        prefix, _, kind = tag.partition("-")
        if prefix == "B":
            found.append(([unit], kind))
        elif prefix == "I":
            assert before in (f"B-{kind}", f"I-{kind}"), example
            found[-1][0].append(unit)
        else:
            assert tag == "O", example
        before = tag
    return [(" ".join(surface), kind) for surface, kind in found]


def fold_case(example: Example) -> tuple[str, ...]:
    return tuple(unit.lower() for unit in example.units)


def cut_ngrams(units: Sequence[str], size: int) -> set[tuple[str, ...]]:
    """All runs of `size` units; a text of fewer has one, itself."""
    starts = range(max(1, len(units) - size + 1))
    return {tuple(units[start : start + size]) for start in starts}


def find_near_pairs(texts: Sequence[Sequence[str]], size: int) -> list[tuple[int, int]]:
    """Pairs with an n-gram Jaccard above one half; only pairs that share an n-gram are compared."""
    grams = [cut_ngrams(text, size) for text in texts]
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, held in enumerate(grams):
        for gram in held:
            holders[gram].append(index)
    pairs = {pair for indexes in holders.values() for pair in combinations(indexes, 2)}
    return sorted(
        (one, other) for one, other in pairs if 2 * len(grams[one] & grams[other]) > len(grams[one] | grams[other])
    )


def count_labels(sample: SampleSet, examples: list[Example]) -> Counter[str]:
    """Entities by type for tagged sets, examples by label for the others."""
    if sample in TAGGED:
        return Counter(kind for example in examples for _, kind in find_entities(example))
    return Counter(example.label for example in examples)


@each_set
def test_set_is_large_and_well_formed(sample: SampleSet) -> None:
    splits = load_splits(sample)
    assert sum(map(len, splits.values())) >= sample.sentences
    known = set(count_labels(sample, splits["train"]))
    assert len(known) >= sample.labels
    for examples in splits.values():
        assert set(count_labels(sample, examples)) == known
    if sample.by_character:
        assert all(len(unit) == 1 for example in join_splits(sample) for unit in example.units)


@each_set
def test_no_text_stands_twice(sample: SampleSet) -> None:
    counts = Counter(map(fold_case, join_splits(sample)))
    assert [text for text, count in counts.items() if count > 1] == []


@each_set
def test_no_two_texts_are_nearly_the_same(sample: SampleSet) -> None:
    """By 5-grams; texts too short for those to say much (under two of them) by 2-grams as well."""
    texts = [fold_case(example) for example in join_splits(sample)]
    short = [text for text in texts if len(text) < 2 * NGRAM]
    for compared, size in ((texts, NGRAM), (short, SHORT_NGRAM)):
        near = find_near_pairs(compared, size)
        assert [(" ".join(compared[one]), " ".join(compared[other])) for one, other in near] == []


@each_set
def test_no_opening_is_used_more_than_three_times(sample: SampleSet) -> None:
    openings = Counter(fold_case(example)[: sample.opening] for example in join_splits(sample))
    assert {opening: count for opening, count in openings.items() if count > 3} == {}


@each_set
def test_classes_are_as_uneven_as_in_life(sample: SampleSet) -> None:
    counts = count_labels(sample, join_splits(sample)).values()
    assert max(counts) >= 5 * min(counts)


@each_tagged_set
def test_many_entities_of_the_test_split_are_new(sample: SampleSet) -> None:
    splits = load_splits(sample)
    seen = {entity for example in splits["train"] for entity in find_entities(example)}
    mentions = [entity for example in splits["test"] for entity in find_entities(example)]
    assert sum(entity not in seen for entity in mentions) >= 0.4 * len(mentions)


@each_tagged_set
def test_some_sentences_hold_no_entity(sample: SampleSet) -> None:
    examples = join_splits(sample)
    assert sum(not find_entities(example) for example in examples) >= 0.05 * len(examples)


@each_set
def test_cards_state_the_counts_of_the_files(sample: SampleSet) -> None:
    """Each card names the licence and gives the count of every split and of every label."""
    splits = load_splits(sample)
    labels = count_labels(sample, join_splits(sample))
    for name in CARDS:
        card = (find_resources() / "samples" / sample.folder / name).read_text(encoding="utf-8")
        assert "Apache-2.0" in card
        stated = set(re.findall(r"[A-Za-z_]+|\d+", card))
        wanted = {str(len(examples)) for examples in splits.values()} | set(labels)
        wanted |= {str(count) for count in labels.values()}
        assert wanted <= stated, name


def test_templates_and_broken_tags_are_caught() -> None:
    """The checks above can fail."""
    first = ("the", "mayor", "of", "the", "old", "town", "opened", "a", "new", "bridge", "today")
    assert find_near_pairs([first, [*first[:-1], "yesterday"], ["fog"]], NGRAM) == [(0, 1)]
    assert find_near_pairs([["fog", "in", "oslo"], ["fog", "in", "rome"]], SHORT_NGRAM) == []
    with pytest.raises(AssertionError):
        find_entities(Example(("in", "Oslo"), tags=("B-PER", "I-LOC")))
