"""Points in time as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest

from studio.engine.data.splits.times import TimeReader


def read(*texts: str | None) -> list[float]:
    reader = TimeReader()
    for text in texts:
        reader.add(pa.array([text], pa.string()))
    return list(reader.decide())


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05", " 2024-3-5 ", "2024/03/05", "5.3.2024", "05.03.2024", "2024年3月5日", "2024 年 03 月 05 号",
        "20240305", "2024-03-05T00:00:00Z", "2024-03-05 00:00", "2024-03-05T02:00:00+02:00",
        "2024-03-04T23:30:00-00:30",
    ],
)  # fmt: skip
def test_dates_in_all_ways(text: str) -> None:
    assert read(text, "2024-01-01")[0] == datetime(2024, 3, 5, tzinfo=UTC).timestamp()


def test_clocks_put_a_day_in_order() -> None:
    times = ["2024-03-05 09:15:00", "2024-03-05 09:15:00.250", "2024年3月5日 9点16分", "5.3.2024 17:00"]
    assert read(*times) == sorted(read(*times))
    assert len(set(read(*times))) == 4


def test_months_and_years() -> None:
    assert read("2024-02", "2023年12月") == [datetime(2024, 2, 1, tzinfo=UTC).timestamp(),
                                           datetime(2023, 12, 1, tzinfo=UTC).timestamp()]  # fmt: skip
    assert read("2024", "1999.5") == [2024, 1999.5]


def test_stamps_are_numbers() -> None:
    assert read("1709600000", "1709600001.5", "2024-03-05")[:2] == [1709600000, 1709600001.5]
    assert np.isnan(read("1709600000", "1709600001.5", "2024-03-05")[2])


@pytest.mark.parametrize("text", [None, "", "soon", "2024-13-01", "30.2.2024", "2024-03-05 25:00", "1/2/2024"])
def test_what_is_no_point_in_time(text: str | None) -> None:
    assert np.isnan(read(text, "2024-01-01")[0])


def test_slashes_are_read_as_the_other_rows_show() -> None:
    fifth = datetime(2024, 5, 3, tzinfo=UTC).timestamp()
    assert read("3/5/2024", "25/1/2024")[0] == fifth
    assert read("5/3/2024", "1/25/2024")[0] == fifth
    assert np.isnan(read("5/3/2024", "1/25/2024", "25/1/2024")).all()
