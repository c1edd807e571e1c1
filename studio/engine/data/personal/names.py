"""Names of people where the text announces one: a title, a greeting, a signature, a form; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from studio.engine.data.personal.chinese import find_chinese_names
from studio.engine.data.personal.overlap import keep_apart
from studio.engine.data.wordrule import Span

_UPPER, _LOWER = r"[A-ZÀ-ÖØ-Þ]", r"[a-zß-öø-ÿ]"
_WORD = rf"(?:{_UPPER}{_LOWER}*['’]?{_UPPER}?{_LOWER}+(?:-{_UPPER}{_LOWER}+)?)"
_LINK = r"(?:(?:van|von|de|der|den|del|della|da|di|la|le|bin|al|zu|ter)[ ])"
_NAME = (
    rf"(?P<name>(?:{_UPPER}\.[ ]?){{0,2}}{_LINK}{{0,2}}{_WORD}(?:[ ](?:{_UPPER}\.[ ])?{_LINK}{{0,2}}{_WORD}){{0,2}})"
)
_CLOSE = r"(?=\s*(?:[,;:!.?)\n\r]|$|[-–—] ))"

_TITLED = (
    r"(?<!\w)(?:(?:Mr|Mrs|Ms|Dr|Prof|Rev|Mme|Mx)\b\.?|Miss|Professor|Sir|Madam|Herr|Frau)[ ]"
    rf"(?:(?:Dr|Prof)\.?[ ])?{_NAME}"
)
_GREETED = (
    rf"(?<!\w)(?:Dear|Hi|Hey|Hello|Hallo|Good (?:morning|afternoon|evening|day)),?[ ]{_NAME}"
    r"(?=[ ]*(?:[,:!\n\r]|$|[-–—] ))"
)
_SAID = rf"(?<!\w)(?i:my (?:full )?name is|my name['’]s|i am called|they call me)[ ]{_NAME}"
_FIELD = (
    r"(?<!\w)(?i:(?:full |first |last |patient |customer |contact )?name|patient|customer|contact person)"
    rf"[ ]?:[ ]*{_NAME}"
    r"(?=[ ]*(?:[,;\n\r.(|]|$|\d| (?:age|born|dob|aged)\b))"
)
_SIGNED = (
    r"(?<!\w)(?i:(?:(?:best|kind|warm|many|with kind|with best) )?regards|yours (?:sincerely|faithfully|truly)"
    rf"|sincerely|best wishes|signed(?: by)?)[,:]?\s{{1,3}}{_NAME}{_CLOSE}"
)
_SPEAKING = rf"(?<!\w)(?:This is|this is)[ ]{_NAME}(?=[ ](?:speaking|calling)\b)"
_ANNOUNCED = tuple(re.compile(pattern) for pattern in (_TITLED, _GREETED, _SAID, _FIELD, _SIGNED, _SPEAKING))

_NO_NAMES = frozenset(
    (
        "All", "Team", "Sir", "Madam", "Sirs", "Customer", "Customers", "Client", "Clients", "Everyone",
        "Everybody", "Anyone", "There", "Support", "Friend", "Friends", "Colleague", "Colleagues", "World",
        "Guys", "Folks", "People", "Ladies", "Gentlemen", "Member", "Members", "User", "Users", "Reader",
        "Readers", "Service", "Sales", "Staff", "Mr", "Mrs", "Ms", "Dr", "Prof", "Professor", "Siri", "Alexa",
        "Google", "Kitty", "God", "Lord", "Santa", "Hiring", "Manager", "Editor", "Parents", "Students",
        "Again", "The", "This", "That", "And", "Your", "My", "Our", "Its", "Not", "Required", "Unknown", "None",
        "Pepper", "Universe", "You", "We", "I", "It", "Amazon", "Morning", "Sunshine", "Diary", "Both",
        "Applicant", "Patient", "Right", "Thanks", "Thank", "Please"
    )
)  # fmt: skip


def find_names(text: str) -> Iterator[Span]:
    """Where names stand that are announced, in no order and without overlap; the title is not part of a name."""
    latin = (_find_span(match) for pattern in _ANNOUNCED for match in pattern.finditer(text) if _is_name(match))
    return keep_apart(chain(latin, find_chinese_names(text)), [])


def _is_name(match: re.Match[str]) -> bool:
    return not _NO_NAMES.intersection(match["name"].split())


def _find_span(match: re.Match[str]) -> Span:
    """Without the ending of "Swan's"."""
    start, end = match.span("name")
    return start, end - 2 * match["name"].endswith(("'s", "’s"))
