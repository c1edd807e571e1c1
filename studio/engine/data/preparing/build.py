"""The Arrow files of a data set, made in two passes with a bounded memory.

The first pass keeps every example as it was read, since the tagging scheme, the word rule and the splits are known
only at the end; the second finishes each example and writes it to its split.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from studio.contract.calls import Inspection
from studio.contract.recipe import DataSpec
from studio.engine.data.arrow import ExampleWriter, read_examples
from studio.engine.data.checks import CHECKS
from studio.engine.data.checks.leakage import digest_text
from studio.engine.data.checks.protocol import Seen
from studio.engine.data.findings import Findings
from studio.engine.data.preparing import Tell
from studio.engine.data.preparing.intake import UNSUPPORTED, Intake, describe_columns
from studio.engine.data.language import LanguageEvidence
from studio.engine.data.reading.protocol import Example, Reading
from studio.engine.data.splits import TEST, TRAIN, VALIDATION, advise_fraction, assign_splits
from studio.engine.data.wordrule import WordRule

_TOLD_EVERY = 1000
_STAGE = "staged.arrow"


def build(folder: Path, data: DataSpec, intake: Intake, findings: Findings, tell: Tell) -> tuple[Inspection, WordRule]:
    """Writes one Arrow file a split into ``folder``; says what the data is and how its text becomes words."""
    if intake.reading is None:
        return _inspect_table(intake, findings), WordRule()
    work = _Build(folder, data, intake, intake.reading, findings, tell)
    work.stage()
    return work.finish(), work.reader.words


class _Build:
    def __init__(
        self, folder: Path, data: DataSpec, intake: Intake, reading: Reading, findings: Findings, tell: Tell
    ) -> None:
        self.folder, self.data, self.intake, self.reading = folder, data, intake, reading
        self.findings, self.tell = findings, tell
        self.reader = reading.begin(data.read.scheme)
        self._splits: list[str] = []
        self._groups: list[bytes] = []
        self._kinds: list[tuple[str, ...]] = []

    def stage(self) -> None:
        """The first pass."""
        with ExampleWriter(self.folder / _STAGE) as staged:
            for done, file in enumerate(self.intake.files):
                roles = self.intake.roles[file.name]
                for record in file.read(self.findings):
                    example = self.reader.read(record, roles, file.split == TRAIN, self.findings)
                    if example is None:
                        continue
                    if staged.count % _TOLD_EVERY == 0:
                        part = min(1.0, record.row / file.lines)
                        self.tell(0.6 * (done + part) / len(self.intake.files), "progress.reading_data")
                    staged.add(staged.count, file.split, file.name, example)
                    self._splits.append(file.split)
                    if file.split == TRAIN:
                        self._groups.append(digest_text(example.text or " ".join(example.tokens)))
                        self._kinds.append(tuple(sorted(self.reading.list_kinds(example.gold))))

    def finish(self) -> Inspection:
        """The second pass."""
        self._assign()
        checks = [check() for check in (*CHECKS, *self.reading.checks)]
        sizes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        counts: Counter[str] = Counter(self._splits)
        language, longest = LanguageEvidence(), 0
        with ExitStack() as stack:
            names = [name for name in (TRAIN, VALIDATION, TEST) if counts[name]]
            writers = {name: stack.enter_context(ExampleWriter(self.folder / f"{name}.arrow")) for name in names}
            for id, (split, file, example) in enumerate(self._finish_examples()):
                writers[split].add(id, split, file, example)
                labels = self.reading.list_labels(example.gold)
                sizes[split].update(labels)
                longest = self._measure(example, longest)
                language.add(example.text)
                for check in checks:
                    check.see(Seen(split, file, example.row, example.text, labels))
        (self.folder / _STAGE).unlink()
        self.findings.file = self.intake.files[0].name
        self.reader.conclude(self.findings)
        for check in checks:
            self.findings.file = self.intake.files[0].name
            check.report(self.findings)
        return Inspection(
            files=[file.facts for file in self.intake.files],
            task=self.reading.id,
            examples=counts.total(),
            columns=describe_columns(self.intake),
            labels=dict(sum(sizes.values(), Counter()).most_common()),
            scheme=self.reader.scheme,
            splits={name: counts[name] for name in names},
            problems=self.findings.problems,
            tables=dict.fromkeys(names, ""),
            sizes={name: dict(sizes[name].most_common()) for name in names},
            language=language.decide(),
            longest=longest,
        )

    def _assign(self) -> None:
        """Moves fractions of the training examples to validation and test."""
        given = {file.split for file in self.intake.files}
        asked = {TEST: self.data.test, VALIDATION: self.data.validation}
        advised = advise_fraction(len(self._groups))
        fractions = {
            name: advised if value is None else float(value)
            for name, value in asked.items()
            if name not in given and not isinstance(value, str)
        }
        rarity = Counter(kind for kinds in self._kinds for kind in kinds)
        strata = [min(kinds, key=lambda kind: (rarity[kind], kind), default="") for kinds in self._kinds]
        assigned = iter(assign_splits(self._groups, strata, fractions, self.data.split))
        self._splits = [next(assigned) if split == TRAIN else split for split in self._splits]

    def _finish_examples(self) -> Iterator[tuple[str, str, Example]]:
        for index, (file, example) in enumerate(read_examples(self.folder / _STAGE)):
            if index % _TOLD_EVERY == 0:
                self.tell(0.6 + 0.4 * index / len(self._splits), "progress.writing_data")
            self.findings.file = file
            yield self._splits[index], file, self.reader.finish(example, self.findings)

    def _measure(self, example: Example, longest: int) -> int:
        """The larger number of words; a text of no more characters than that is not cut into words."""
        if example.tokens:
            return max(longest, len(example.tokens))
        return longest if len(example.text) <= longest else max(longest, len(self.reader.words.split(example.text)))


def _inspect_table(intake: Intake, findings: Findings) -> Inspection:
    """What is known of files that fit no task: how many records each split has."""
    counts: Counter[str] = Counter()
    for file in intake.files:
        counts[file.split] += sum(1 for _ in file.read(findings))
    return Inspection(
        files=[file.facts for file in intake.files],
        task=UNSUPPORTED,
        reason=intake.reason,
        examples=counts.total(),
        columns=describe_columns(intake),
        labels={},
        scheme="none",
        splits=dict(counts),
        problems=findings.problems,
    )
