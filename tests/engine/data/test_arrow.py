"""Examples through an Arrow file and back."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.contract.table import Table
from studio.engine.data.arrow import SCHEMA, ExampleWriter, read_examples
from studio.engine.data.reading.protocol import Example

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
EXAMPLES = st.builds(
    Example,
    row=st.integers(1, 2**40),
    text=TEXTS,
    tokens=st.lists(TEXTS, max_size=4),
    offsets=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=4),
    gold=st.lists(TEXTS, max_size=4),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(EXAMPLES, max_size=5))
def test_what_is_written_comes_back(tmp_path: Path, examples: list[Example]) -> None:
    with ExampleWriter(tmp_path / "a.arrow") as writer:
        for id, example in enumerate(examples):
            writer.add(id, "train", "a.csv", example)
    assert [example for _, _, example in read_examples(tmp_path / "a.arrow")] == examples
    assert writer.count == len(examples)


def test_many_examples_are_read_by_page(tmp_path: Path) -> None:
    with ExampleWriter(tmp_path / "a.arrow") as writer:
        for id in range(2500):
            writer.add(id, "test", "a.csv", Example(id, f"text {id}"))
    table = Table(tmp_path / "a.arrow")
    assert (len(table), table.columns) == (2500, SCHEMA.names)
    assert [row["text"] for row in table.rows(1999, 2)] == ["text 1999", "text 2000"]


def test_a_broken_off_file_is_closed(tmp_path: Path) -> None:
    def break_off() -> None:
        with ExampleWriter(tmp_path / "a.arrow") as writer:
            writer.add(0, "train", "a.csv", Example(1, "x"))
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert len(Table(tmp_path / "a.arrow")) == 0
