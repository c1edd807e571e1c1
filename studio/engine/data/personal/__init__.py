"""Personal data in a text by rule: e-mail, phone, identity and bank numbers, and names, in English and Chinese.

The rules rather miss something than call every long number personal: identity and bank numbers must pass their
check digits or be announced, and names must stand where a name is announced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from studio.engine.data.personal.banking import find_bank_numbers
from studio.engine.data.personal.identity import find_id_numbers
from studio.engine.data.personal.names import find_names
from studio.engine.data.personal.overlap import keep_apart
from studio.engine.data.personal.phones import find_phones
from studio.engine.data.wordrule import Span

_NOT_MAIL = r"(?!(?:png|jpe?g|gif|svg|webp|py|js)\b)"
_EMAIL = re.compile(
    r"(?<![\w.+%-])\w(?:[\w.+%-]{0,63}[\w+-])?@"
    rf"(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+{_NOT_MAIL}[a-z]{{2,24}}(?![\w@])",
    re.ASCII | re.IGNORECASE,
)


def _find_emails(text: str) -> Iterator[Span]:
    return (match.span() for match in _EMAIL.finditer(text)) if "@" in text else iter(())


_FINDERS: dict[str, Callable[[str], Iterator[Span]]] = {
    "email": _find_emails,
    "id_number": find_id_numbers,
    "bank_number": find_bank_numbers,
    "phone": find_phones,
    "name": find_names,
}
"""In the order in which they are believed where two lie over each other."""

KINDS = tuple(_FINDERS)

PREFILTERS: dict[str, str] = {
    "email": r"[\w+-]@\w",
    "phone": (
        r"\+\d|\b0\d{1,5}[ )）/.-]|\b00[1-9]|[(（]\d{2,5}[)）]|1[3-9]\d[- ]?\d{4}|\d{3}[-.]\d{3}[-.]\d|"
        r"\d{3}[)） -]+\d{3}[-. ]\d|[48]00[- ]?\d{3}|"
        r"(?:(?i:tel|phone|mobile|cell|fax|call|whatsapp|dial)|电话|手机|座机|热线|致电|联系方式|传真)\D{0,20}\d"
    ),
    "id_number": (
        r"\d{13}|\d{3}-\d\d-\d{4}|\d{8}-?[A-Z]|\d{6}-\d{7}|[XYZ]-?\d{7}|[A-Z][1289]\d{8}|[A-Z]\d{6}[(（]|[A-Z]{6}\d\d[A-Z]|"
        r"[12] ?\d\d ?[01]\d ?\d\d ?\d{3} ?\d{3}|[A-Z]{2} \d\d \d\d|"
        r"(?:(?i:SSN|social security|national insurance|NINO|passport)|护照|身份证|证件)[^\n]{0,30}\d{3}"
    ),
    "bank_number": (
        r"\d(?:[ -]?\d){12}|[A-Z]{2}\d{2} ?[A-Z0-9]{4}|(?:(?i:account|acct)|银行卡|卡号|银行账|账号|帐号)[^\n]{0,20}\d"
    ),
    "name": (
        r"\b(?:M[rsx]s?|Mi?ss|Dr|Prof|Professor|Rev|Sir|Madam|Herr|Frau|Mme|Dear|H[ie]y?|Hello|Hallo|Good|Sincerely|"
        r"Regards)\b|(?i:my name is|name:|signed|regards|sincerely|faithfully|yours truly|speaking|calling)|"
        r"先生|女士|小姐|医生|护士|主任|教授|老师|大夫|医师|院长|患者|病人|姓名|我叫|名叫|联系人"
    ),
}
"""A pattern of RE2 for each kind, for ``pyarrow.compute``: a text that it does not match has nothing of that kind."""

_GATES = {kind: re.compile(pattern) for kind, pattern in PREFILTERS.items()}


def find_personal(text: str) -> list[tuple[int, int, str]]:
    """What is personal in a text: code points ``start`` to ``end`` and the kind, in order and without overlap."""
    taken: list[Span] = []
    possible = ((kind, find) for kind, find in _FINDERS.items() if _GATES[kind].search(text))
    kinds = {span: kind for kind, find in possible for span in keep_apart(find(text), taken)}
    return [(start, end, kinds[start, end]) for start, end in taken]
