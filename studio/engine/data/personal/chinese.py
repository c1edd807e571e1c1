"""Chinese names by their surname, before a title (张伟先生) or after what announces them (患者张伟, 姓名：张伟)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from studio.engine.data.wordrule import Span

_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪"
    "严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴"
    "席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄"
    "盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应"
    "台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺肖闫涂湛麦区邝岩聂"
)
_COMPOUND = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "东方",
    "南宫",
    "端木",
    "呼延",
)
_DOUBTFUL = frozenset("和向于从对给都有经由同能可时来全任成应明高安连单常关易方位解保强原官练沿商盖包车边左项")
"""Surnames that are more often another word: alone before a title they are none."""
_SMALL = frozenset(
    "无有因于在的了为是说已曾未不经可能以与和及并从对向自由被将要应需诉性等个位名一两三四五六七八九十各每"
)
"""Characters that do not belong to a given name here, but begin what comes after it."""
_PLACEHOLDERS = frozenset(("张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十"))
"""What people in examples are called; their given names are numbers, which otherwise belong to what comes after."""
_HAN = r"[\u4e00-\u9fff]"
_TITLES = "先生|女士|小姐|医生|护士|主任|教授|老师|大夫|医师|院长"
_TITLE = re.compile(_TITLES)
_AFTER = re.compile(
    rf"(?:(?:患者|病人|联系人|收件人|客户|家属)(?:姓名)?[:：]?|姓名[:： ]|我叫|名叫)\s?(?={_HAN})(?!姓名)"
)
_BEFORE_ALONE = frozenset("，。、；：！？“”（）()的是找叫给和与跟请问由对向患者,.;:!? \n\t\r")
_LONGEST = 4


def find_chinese_names(text: str) -> Iterator[Span]:
    """Where such names stand; the title is not part of them."""
    if text.isascii():
        return
    for match in _AFTER.finditer(text):
        length = _measure_after(text[match.end() : match.end() + 8])
        if length:
            yield match.end(), match.end() + length
    for match in _TITLE.finditer(text):
        length = _measure_before(text, match.start())
        if length:
            yield match.start() - length, match.start()


def _measure_before(text: str, end: int) -> int:
    """How many characters before a title are a name; 0 where none are."""
    for length in (3, 2, 4):
        name = text[max(0, end - length) : end]
        if len(name) == length and _is_name(name):
            return length
    alone = text[end - 1 : end]
    if end and alone in _SURNAMES - _DOUBTFUL and (end == 1 or text[end - 2] in _BEFORE_ALONE):
        return 1
    return 0


def _measure_after(following: str) -> int:
    """How many characters at the beginning are a name; 0 where none are."""
    run = re.match(rf"{_HAN}+", following)
    whole = run[0] if run else ""
    if whole[:2] in _PLACEHOLDERS:
        return 2
    if len(whole) <= _LONGEST and _is_name(whole):
        return len(whole)
    surname = _find_surname(whole)
    if not surname or surname in _DOUBTFUL or (len(surname) == 1 and _begins_with_other_word(whole)):
        return 0
    given = 0
    for char in whole[len(surname) : len(surname) + 2]:
        if char in _SMALL:
            break
        given += 1
    if given == 2 and _begins_word(whole[len(surname) + 1 :]):
        given = 1
    name = whole[: len(surname) + given]
    return len(name) if given and _is_name(name) else 0


@lru_cache(maxsize=1 << 14)
def _begins_with_other_word(text: str) -> bool:
    word, kind = rjieba.tag(text)[0]
    return len(word) > 1 and not kind.startswith(("nr", "x"))


def _begins_word(following: str) -> bool:
    """Whether the first two characters are a word, so that the first one ends no name."""
    return len(following) > 1 and len(rjieba.cut(following)[0]) > 1


def _is_name(name: str) -> bool:
    """Surname and given name, which are not together a word of another kind."""
    if name in _PLACEHOLDERS:
        return True
    surname = _find_surname(name)
    given = name[len(surname) :]
    if not surname or not 1 <= len(given) <= 2 or set(given) & _SMALL or not re.fullmatch(f"{_HAN}+", given):
        return False
    if surname in _DOUBTFUL and len(given) == 2 and (_find_surname(given) or _is_other_word(given)):
        return False
    return not _is_other_word(name)


def _find_surname(name: str) -> str:
    if name[:2] in _COMPOUND:
        return name[:2]
    return name[:1] if name[:1] in _SURNAMES else ""


@lru_cache(maxsize=1 << 14)
def _is_other_word(name: str) -> bool:
    """Whether a dictionary takes all of it for one word that is no name."""
    tagged = rjieba.tag(name)
    return len(tagged) == 1 and not tagged[0][1].startswith(("nr", "x"))
