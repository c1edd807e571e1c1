"""Phone numbers: international, American, European and Chinese ways to write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from studio.engine.data.personal.overlap import keep_apart
from studio.engine.data.wordrule import Span

_EDGE, _END = r"(?<![\w.+/=#-])", r"(?![A-Za-z0-9]|[.,/:-]\d|%)"
_CJK_EDGE = r"(?<![A-Za-z0-9_.+/=#-])"
_CALLING = re.compile(
    r"(?:1|7|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|21[1-368]|2[2-69]\d|35\d|37\d|38[0-35-79]|42[013]|"
    r"50\d|59\d|67\d|68\d|69[0-2]|80[08]|85[02356]|88[068]|96\d|97[0-79]|99[2-68])"
)
_CALL = (
    r"(?:(?i:\b(?:tel|phone|telephone|mobile|cell|fax|call|whatsapp|dial)\b(?: (?:number|no\.?))?"
    r"(?: (?:is|me at|us at|at|me on|us on|on))?)|电话|手机|座机|热线|致电|联系方式|传真)(?:号码?)?[ .:：是为]{0,4}"
)


def find_phones(text: str) -> Iterator[Span]:
    """Where phone numbers stand, in no order and without overlap."""
    found = (
        match.span(group)
        for pattern, is_right in _PHONES
        for group in ["number" if "number" in pattern.groupindex else 0]
        for match in pattern.finditer(text)
        if is_right(match[group])
    )
    return keep_apart(found, [])


def _count(number: str) -> int:
    return sum(map(str.isdigit, number))


def _is_international(number: str) -> bool:
    """A known calling code, and as many digits as the world has."""
    digits = re.sub(r"\D", "", number).removeprefix("00")
    if digits[0] in "17" and len(digits) != 11:
        return False
    return 9 <= len(digits) <= 15 and _CALLING.match(digits) is not None and len(set(digits[3:])) > 1


def _is_american(number: str) -> bool:
    digits = re.sub(r"\D", "", number)[-10:]
    return digits[0] not in "01" and digits[3] not in "01" and digits[1:3] != "11"


def _is_national(number: str) -> bool:
    """As a number with its leading 0 is written in Europe: 9 to 12 digits, grouped."""
    return 9 <= _count(number) <= 12


def _is_chinese(number: str) -> bool:
    return len(set(re.sub(r"\D", "", number)[-8:])) > 1


def _is_announced(number: str) -> bool:
    return 7 <= _count(number) <= 15


_PHONES: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (re.compile(pattern), is_right)
    for pattern, is_right in (
        (r"(?<![\w+])\+\d{1,3}(?:[ .\-/]?(?:\(\d{1,5}\)|\d{1,5})){2,6}(?![A-Za-z0-9]|[.,]\d)", _is_international),
        (r"(?<![\w+.])(?<!\d )00[1-9]\d{0,2}[ \-/](?:(?:\(\d{1,5}\)|\d{1,5})[ .\-/]?){1,5}\d{2,4}(?![A-Za-z0-9])",
         _is_international),
        (rf"{_CJK_EDGE}(?:86[- ]?)?1[3-9]\d(?:\d{{8}}|-\d{{4}}-\d{{4}}| \d{{4}} \d{{4}}){_END}", _is_chinese),
        (rf"{_CJK_EDGE}(?:[(（]0\d{{2,3}}[)）]|0(?:10|2\d|[3-9]\d\d)[- ])[2-8]\d{{6,7}}(?:(?:转|-)\d{{1,5}})?{_END}",
         _is_chinese),
        (rf"{_CJK_EDGE}[48]00[- ]?\d{{3,4}}[- ]\d{{3,4}}{_END}", _is_chinese),
        (rf"{_EDGE}(?:1[-. ])?\(\d{{3}}\) ?\d{{3}}[-. ]\d{{4}}{_END}", _is_american),
        (rf"{_EDGE}(?:1[-.])?\d{{3}}([-.])\d{{3}}\1\d{{4}}{_END}", _is_american),
        (rf"{_EDGE}0[1-9](?:([ .-]))\d{{2}}(?:\1\d{{2}}){{3}}{_END}", _is_national),
        (rf"{_EDGE}\(0\d{{2,5}}\) ?\d{{3,5}}[ -]?\d{{2,5}}{_END}", _is_national),
        (rf"{_EDGE}(?<!\d )0\d{{2,5}}[ /-]{{1,3}}\d{{3,9}}(?:[ -]\d{{2,5}}){{0,3}}{_END}", _is_national),
        (rf"{_CALL}(?P<number>\+?\(?\d(?:(?:[ .\-]|\) ?| ?\()?\d){{6,14}})(?![A-Za-z0-9]|[.,]\d|%)", _is_announced),
    )
)  # fmt: skip
