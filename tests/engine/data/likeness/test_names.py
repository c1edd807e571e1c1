"""Names that are likely one name."""

import pytest

from studio.engine.data.likeness.names import find_alike


@pytest.mark.parametrize(
    ("counts", "groups"),
    [
        ({"ORG": 20, "0RG": 2}, [["ORG", "0RG"]]),
        ({"spam": 5, "Spam": 5, "SPAM ": 1}, [["Spam", "spam", "SPAM "]]),
        ({"spam": 9, "spam ": 9}, [["spam", "spam "]]),
        ({"PER": 9, "ＰＥＲ": 2}, [["PER", "ＰＥＲ"]]),
        (
            {"card arrival": 4, "card_arrival": 40, "card-arrival": 1},
            [["card_arrival", "card arrival", "card-arrival"]],
        ),
        ({"delivery": 200, "delivrey": 2, "delivry": 3, "payment": 100}, [["delivery", "delivry", "delivrey"]]),
        ({"PR0D": 1, "PROD": 9, "INF0": 1, "INFO": 9}, [["PROD", "PR0D"], ["INFO", "INF0"]]),
        ({"体育": 9, "体育\u200b": 1}, [["体育", "体育\u200b"]]),
        ({"B1": 9, "B2": 9, "BI": 9, "Bl": 2}, []),
        ({"class_1": 900, "class_2": 1, "class_12": 3}, []),
        ({"male": 50, "mail": 3, "legal": 90, "illegal": 5}, []),
        ({"refund": 50, "refunds": 40}, []),
        ({"1": 5, "l": 5, "0": 5, "O": 5, "-": 1, "_": 1}, []),
        ({"国内新闻": 100, "国际新闻": 5}, []),
    ],
)
def test_groups(counts: dict[str, int], groups: list[list[str]]) -> None:
    assert find_alike(counts) == groups


def test_ten_thousand_names_take_no_time() -> None:
    names = {f"label of {at:05}": 5 for at in range(10_000)}
    assert find_alike(names) == []
