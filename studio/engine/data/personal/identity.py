"""Identity numbers: those with check digits where these are right, others where the text says what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from studio.engine.data.personal.overlap import keep_apart
from studio.engine.data.wordrule import Span

_EDGE, _END = r"(?<![A-Za-z0-9.\-])", r"(?![A-Za-z0-9]|[.\-][0-9])"
_PROVINCES = frozenset(
    (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
     50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83)
)  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PASSPORT = r"(?i:passport|护照)[^\w\n]{0,4}(?i:no\.?|number|号码?)?[^\w\n]{0,4}(?i:is )?"
_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_TAIWAN = "ABCDEFGHJKLMNPQRSTUVXYWZIO"


def find_id_numbers(text: str) -> Iterator[Span]:
    """Where identity numbers stand, in no order and without overlap."""
    found = (
        match.span(group)
        for pattern, is_right in _NUMBERS
        for group in ["number" if "number" in pattern.groupindex else 0]
        for match in pattern.finditer(text)
        if is_right(match[group])
    )
    return keep_apart(found, [])


def _is_chinese(number: str) -> bool:
    """A resident identity number after GB 11643: province, date of birth, check digit."""
    if int(number[:2]) not in _PROVINCES or not _is_birth(number[6:10], number[10:12], number[12:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_old_chinese(number: str) -> bool:
    """The one of fifteen digits that was given out until 1999."""
    return int(number[:2]) in _PROVINCES and _is_birth(f"19{number[6:8]}", number[8:10], number[10:12])


def _is_birth(year: str, month: str, day: str) -> bool:
    try:
        born = date(int(year), int(month), int(day))
    except ValueError:
        return False
    return born.year >= 1900 and born <= datetime.now(UTC).date()


def _is_social_security(number: str) -> bool:
    """A number of the United States whose area, group and serial are given out."""
    digits = re.sub(r"\D", "", number)
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    return area not in ("000", "666") and area[0] != "9" and group != "00" and serial != "0000"


def _is_spanish(number: str) -> bool:
    digits = re.sub(r"\W", "", number).upper()
    first = {"X": "0", "Y": "1", "Z": "2"}.get(digits[0], digits[0])
    return _DNI[int(first + digits[1:-1]) % 23] == digits[-1]


def _is_taiwanese(number: str) -> bool:
    """Also the ones of residents; the letter stands for two digits."""
    letter = _TAIWAN.index(number[0].upper()) + 10
    digits = [letter // 10, letter % 10, *map(int, number[1:])]
    return sum(d * w for d, w in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0


def _is_hong_kong(number: str) -> bool:
    letters = re.sub(r"[^A-Z0-9]", "", number.upper())
    body = letters[:-1].rjust(8)
    values = [36 if char == " " else int(char, 36) for char in body]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return (total + int(letters[-1], 11)) % 11 == 0


def _is_korean(number: str) -> bool:
    century = "19" if number[7] in "12" else "20"
    return _is_birth(century + number[:2], number[2:4], number[4:6])


def _is_french(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return 97 - int(digits[:13]) % 97 == int(digits[13:])


def _is_announced(number: str) -> bool:
    """Nothing more to check: the words before it say what it is."""
    return any(map(str.isdigit, number))


_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (re.compile(pattern), is_right)
    for pattern, is_right in (
        (rf"{_EDGE}[1-8]\d{{16}}[0-9Xx]{_END}", _is_chinese),
        (rf"(?:身份证|证件)[^\d]{{0,8}}(?P<number>[1-8]\d{{14}}){_END}", _is_old_chinese),
        (rf"{_EDGE}\d{{3}}-\d{{2}}-\d{{4}}{_END}", _is_social_security),
        (rf"(?i:\bSSN|social security)[^\d\n]{{0,20}}(?P<number>\d{{3}}[ -]?\d{{2}}[ -]?\d{{4}}){_END}",
         _is_social_security),
        (rf"{_EDGE}(?:\d{{8}}-?[A-HJ-NP-TV-Z]|[XYZ]-?\d{{7}}-?[A-HJ-NP-TV-Z]){_END}", _is_spanish),
        (rf"{_EDGE}[A-Z][1289]\d{{8}}{_END}", _is_taiwanese),
        (rf"{_EDGE}[A-Z]{{1,2}}\d{{6}}[(（][0-9A][)）]", _is_hong_kong),
        (rf"{_EDGE}\d{{6}}-[1-4]\d{{6}}{_END}", _is_korean),
        (rf"{_EDGE}[12] ?\d{{2}} ?(?:0[1-9]|1[0-2]) ?\d{{2}} ?\d{{3}} ?\d{{3}} ?\d{{2}}{_END}", _is_french),
        (rf"{_EDGE}[A-Z]{{6}}\d{{2}}[A-EHLMPRST]\d{{2}}[A-Z]\d{{3}}[A-Z]{_END}", _is_announced),
        (rf"{_EDGE}(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d{{2}} \d{{2}} \d{{2}} [A-D]{_END}",
         _is_announced),
        (rf"{_PASSPORT}(?P<number>[A-Z]{{0,2}}\d{{6,9}}){_END}", _is_announced),
        (rf"(?i:national insurance|\bNINO\b)[^\d\n]{{0,20}}\b(?P<number>[A-Z]{{2}}\d{{6}}[A-D]){_END}", _is_announced),
    )
)  # fmt: skip
