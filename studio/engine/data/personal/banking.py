"""Bank numbers: cards by their first digits, length and check digit, IBAN by its country and check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studio.engine.data.personal.overlap import keep_apart
from studio.engine.data.wordrule import Span

_CARD = re.compile(r"(?<![A-Za-z0-9.\-])\d(?:[ -]?\d){12,18}(?![A-Za-z0-9]|[ .\-]?\d)")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?= ?[A-Z0-9]{4})")
_ANNOUNCED = re.compile(
    r"(?:银行卡|卡号|银行账[号户]|账号|帐号)[^\d\n]{0,6}(\d(?:[ -]?\d){11,18})(?![A-Za-z0-9])|"
    r"\b(?i:(?:bank )?account (?:number|no\.?|#)|acct\.?(?: no\.?)?)[ :#]{0,3}(?i:is )?(\d(?:[ -]?\d){5,16})"
    r"(?![A-Za-z0-9])"
)
_LENGTHS = {
    "AD": 24, "AE": 23, "AT": 20, "BA": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23,
    "IS": 26, "IT": 27, "KW": 30, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22,
    "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24,
    "SI": 19, "SK": 24, "SM": 27, "TR": 26, "UA": 29, "XK": 20,
}  # fmt: skip


def find_bank_numbers(text: str) -> Iterator[Span]:
    """Where card numbers and IBANs stand, in no order and without overlap."""
    cards = [match.span() for match in _CARD.finditer(text) if _is_card(re.sub(r"\D", "", match[0]))]
    ibans = [span for match in _IBAN.finditer(text) if (span := _read_iban(text, match.start()))]
    named = [match.span(match.lastindex or 0) for match in _ANNOUNCED.finditer(text)]
    return keep_apart((*ibans, *cards, *named), [])


def _is_card(digits: str) -> bool:
    length, four = len(digits), int(digits[:4])
    known = (
        (digits[0] == "4" and length in (13, 16, 19))
        or ((5100 <= four <= 5599 or 2221 <= four <= 2720) and length == 16)
        or (digits[:2] in ("34", "37") and length == 15)
        or (digits[:2] in ("36", "38") and length == 14)
        or ((four == 6011 or digits[:2] == "65" or 3528 <= four <= 3589) and length in (16, 19))
        or (digits[:2] == "62" and 16 <= length <= 19)
        or (digits[:4] == "9558" and length == 19)
    )
    return known and len(set(digits)) > 1 and _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    odd, even = digits[::-1][::2], digits[::-1][1::2]
    return (sum(map(int, odd)) + sum(sum(divmod(2 * int(digit), 10)) for digit in even)) % 10 == 0


def _read_iban(text: str, start: int) -> Span | None:
    """The IBAN that begins here, with single blanks in it where it has some."""
    length = _LENGTHS.get(text[start : start + 2])
    if length is None:
        return None
    letters: list[str] = []
    at = start
    while at < len(text) and len(letters) < length:
        if text[at].isascii() and text[at].isalnum():
            letters.append(text[at].upper())
        elif text[at] != " " or text[at - 1] == " ":
            return None
        at += 1
    follows = at < len(text) and text[at].isascii() and text[at].isalnum()
    if len(letters) < length or follows:
        return None
    moved = "".join([*letters[4:], *letters[:4]])
    return (start, at) if int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1 else None
