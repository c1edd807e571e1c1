"""Encodings older than Unicode: the one under which bytes look most like a language.

Each candidate decodes the evidence and is rated by how many of its characters are usual ones: of Chinese, Japanese
and Korean those of the first level of the national sets and the commonest of all; of alphabets the letters that stand
where letters stand. What neither knows is asked of charset-normalizer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from charset_normalizer import from_bytes

from studio.engine.data.encoding.alphabets import LATIN, SCRIPTS, rate_latin, rate_script

_ENOUGH = 0.65
_PLAIN = 0.95
_FEW = 16
_ALPHABET = re.compile("[\u00c0-\u017f\u0386-\u03ce\u0400-\u045f\u05d0-\u05ea\u0621-\u064a]")
_COMMON_SHARE = 0.25
_INSIDE = re.compile(r"(?<=[a-z])[^\x00-\x7f](?=[a-z])")
"""One such character inside a word of small letters is an accent, or damage."""
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_MARKS = (
    "\u3000-\u3003\u3008-\u3011\u3014\u3015\uff01-\uff5e\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u30fb\u30fc\uffe5"
)
_COMMON = {
    "gb18030": frozenset(
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
        "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公"
        "此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回"
        "特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何"
        "电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白"
        "却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导"
        "争运笔服快慢店吃价格买卖送电池屏质满差喜欢药病痛医请吗呢吧啊哪谁"
    ),
    "big5": frozenset(
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里用道行所然家種事"
        "成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公"
        "此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西月話合回"
        "特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活更別打女變四神總何"
        "電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指許統區保至隊形社便空決治展馬科司五基眼書非則聽白"
        "快慢店吃買賣送喜歡請嗎呢吧啊誰圖館氣很"
    ),
    "cp949": frozenset(
        "이다는에을의가고하지한은로도를사기나아서어인자그리시대해일수들과정만라게보제전구부주장원마여있없했습니까요것거안스"
        "상조유동으면중적때말내소성신저오우야무미비세공학생좋네러모치국음문"
    ),
}
"""The commonest characters of the languages, of which a text holds many whatever it is about."""


@dataclass(frozen=True)
class Guess:
    """The likeliest encodings, the best first; ``sure`` where the text reads well in the first one."""

    names: tuple[str, ...]
    sure: bool


def guess_legacy(evidence: bytes) -> Guess:
    """From lines that are not ASCII."""
    rated = {name: rate(evidence.decode(name, "replace"), name) for name, rate in _RATES.items()}
    best = max(rated, key=lambda name: rated[name])
    latin = {name: rate_latin(evidence.decode(name, "replace"), name) for name in LATIN}
    nearest = max(latin, key=lambda name: latin[name])
    if rated[best] >= _ENOUGH and rated[best] >= latin[nearest]:
        return Guess((best,), True)
    if latin[nearest] >= _PLAIN:
        others = {evidence.decode(name, "replace") for name, rate in latin.items() if rate == latin[nearest]}
        return Guess((nearest, "latin-1"), nearest == "cp1252" or len(others) == 1)
    matches = from_bytes(evidence, cp_isolation=[*LATIN, *SCRIPTS])
    ranked = [match.encoding for match in matches if match.encoding != nearest]
    return Guess((nearest, *ranked, "cp1252", "latin-1"), latin[nearest] > 0.5)


def is_chinese(data: bytes) -> bool:
    """Whether a few bytes that could be UTF-8 are rather Chinese in GBK, as those of 头痛: letters of UTF-8 that never
    stand together, and common characters of GBK."""
    text = data.decode("utf-8", "replace")
    others = [char for char in text if not char.isascii()]
    if not others or len(others) > _FEW or not all("\x80" <= char <= "\u07ff" for char in others):
        return False
    usual = sum(bool(_ALPHABET.match(char)) for char in others)
    return usual * 2 < len(others) and _rate_chinese(data.decode("gb18030", "replace"), "gb18030") > _PLAIN


def _rate_chinese(text: str, name: str) -> float:
    """Characters of the set's first level, and common ones among them."""
    return _rate_sets(text, name, f"[{_HAN}]", {"gb18030": (0xB0, 0xD7), "big5": (0xA4, 0xC6)}[name])


def _rate_korean(text: str, name: str) -> float:
    """Syllables of the set's first part, and common ones among them."""
    return _rate_sets(text, name, "[\uac00-\ud7a3]", (0xB0, 0xC8))


def _rate_sets(text: str, name: str, kind: str, level: tuple[int, int]) -> float:
    counts = Counter(char for char in _INSIDE.sub("\ufffd", text) if not char.isascii())
    total = counts.total()
    letters = {char: count for char, count in counts.items() if re.match(kind, char)}
    first = sum(count for char, count in letters.items() if _is_first(char, name, level))
    marks = sum(count for char, count in counts.items() if re.match(f"[{_MARKS}]", char))
    common = sum(count for char, count in letters.items() if char in _COMMON[name])
    share = (first + marks - 5 * counts["\ufffd"]) / max(total, 1)
    return 0.6 * share + 0.4 * min(1.0, (common + 0.5) / (_COMMON_SHARE * sum(letters.values()) + 0.5)) * bool(letters)


def _is_first(char: str, name: str, level: tuple[int, int]) -> bool:
    code = char.encode(name)
    return len(code) == 2 and level[0] <= code[0] <= level[1] and (name == "big5" or code[1] >= 0xA1)


def _rate_japanese(text: str, name: str) -> float:
    """Kana above all: no text is without; half-width ones are a sign of something else."""
    counts = Counter(char for char in text if not char.isascii())
    kana = sum(count for char, count in counts.items() if "\u3041" <= char <= "\u30fe")
    level = (0x88, 0x97) if name == "cp932" else (0xB0, 0xCF)
    first = sum(
        count
        for char, count in counts.items()
        if re.match(f"[{_HAN}]", char) and level[0] <= char.encode(name)[0] <= level[1]
    )
    marks = sum(count for char, count in counts.items() if re.match(f"[{_MARKS}]", char))
    share = (kana + first + marks - 5 * counts["\ufffd"]) / max(counts.total(), 1)
    return share * (1.0 if kana * 5 > kana + first else 0.4)


_RATES: dict[str, Callable[[str, str], float]] = {
    "gb18030": _rate_chinese, "big5": _rate_chinese, "cp932": _rate_japanese, "euc_jp": _rate_japanese,
    "cp949": _rate_korean, **dict.fromkeys(SCRIPTS, rate_script),
}  # fmt: skip
