"""What is personal in a text and what only looks so, in English and Chinese."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.data.personal import KINDS, PREFILTERS, find_personal

FOUND: list[tuple[str, str, str]] = [
    ("email", "Write to anna.smith+news@example.co.uk today", "anna.smith+news@example.co.uk"),
    ("email", "我的邮箱是abc_123@qq.com，谢谢", "abc_123@qq.com"),
    ("email", "发到zhang@mail.example.cn吧", "zhang@mail.example.cn"),
    ("email", "<a@b.org>", "a@b.org"),
    ("phone", "call +49 30 901820 now", "+49 30 901820"),
    ("phone", "+1 (212) 555-0142", "+1 (212) 555-0142"),
    ("phone", "(tel. +44 20 7946 0958)", "+44 20 7946 0958"),
    ("phone", "0033 1 42 68 53 00", "0033 1 42 68 53 00"),
    ("phone", "at (212) 555-0142 or later", "(212) 555-0142"),
    ("phone", "212-555-0142", "212-555-0142"),
    ("phone", "1-800-555-0142", "1-800-555-0142"),
    ("phone", "212.555.0142 is mine", "212.555.0142"),
    ("phone", "phone: 2125550142", "2125550142"),
    ("phone", "0171 1234567 bitte", "0171 1234567"),
    ("phone", "020 7946 0958", "020 7946 0958"),
    ("phone", "01 42 68 53 00", "01 42 68 53 00"),
    ("phone", "030/9018201", "030/9018201"),
    ("phone", "手机13812345678。", "13812345678"),
    ("phone", "请打138-1234-5678", "138-1234-5678"),
    ("phone", "+86 138 1234 5678", "+86 138 1234 5678"),
    ("phone", "座机010-62345678", "010-62345678"),
    ("phone", "(021)62345678转802", "(021)62345678转802"),
    ("phone", "客服400-820-8820", "400-820-8820"),
    ("phone", "电话：62345678", "62345678"),
    ("id_number", "身份证11010519491231002X，", "11010519491231002X"),
    ("id_number", "号码为11010519491231002x", "11010519491231002x"),
    ("id_number", "身份证号：110105491231002", "110105491231002"),
    ("id_number", "SSN 219-09-9999", "219-09-9999"),
    ("id_number", "social security number is 219099999", "219099999"),
    ("id_number", "DNI 12345678Z", "12345678Z"),
    ("id_number", "NIE X1234567L", "X1234567L"),
    ("id_number", "台灣 A123456789", "A123456789"),
    ("id_number", "HKID A123456(3)", "A123456(3)"),
    ("id_number", "850101-1234567 here", "850101-1234567"),
    ("id_number", "NIR 2 55 08 14 168 025 38", "2 55 08 14 168 025 38"),
    ("id_number", "CF RSSMRA85T10A562S", "RSSMRA85T10A562S"),
    ("id_number", "NINO AB 12 34 56 C", "AB 12 34 56 C"),
    ("id_number", "passport no. X1234567", "X1234567"),
    ("id_number", "护照号码E12345678", "E12345678"),
    ("bank_number", "card 4111 1111 1111 1111 please", "4111 1111 1111 1111"),
    ("bank_number", "5500-0000-0000-0004", "5500-0000-0000-0004"),
    ("bank_number", "amex 378282246310005", "378282246310005"),
    ("bank_number", "银行卡6222021234567890123", "6222021234567890123"),
    ("bank_number", "卡号：6228480402564890018", "6228480402564890018"),
    ("bank_number", "IBAN DE89 3704 0044 0532 0130 00 thanks", "DE89 3704 0044 0532 0130 00"),
    ("bank_number", "GB29NWBK60161331926819", "GB29NWBK60161331926819"),
    ("bank_number", "Account number: 12345678", "12345678"),
    ("name", "Mr. Smith came", "Smith"),
    ("name", "Mr. Swan's group", "Swan"),
    ("name", "Dr. Anna-Lena van der Berg said", "Anna-Lena van der Berg"),
    ("name", "Dear John,", "John"),
    ("name", "Hi Maria!", "Maria"),
    ("name", "my name is Peter O'Neill and", "Peter O'Neill"),
    ("name", "Patient name: Mary Jones, age 4", "Mary Jones"),
    ("name", "Sincerely, Paul Klee", "Paul Klee"),
    ("name", "Best regards,\nAnna", "Anna"),
    ("name", "signed, J. R. Müller.", "J. R. Müller"),
    ("name", "This is Tom Miller calling", "Tom Miller"),
    ("name", "张伟先生来了", "张伟"),
    ("name", "请和张伟先生联系", "张伟"),
    ("name", "患者王小明，男", "王小明"),
    ("name", "患者张三，电话", "张三"),
    ("name", "李四先生您好", "李四"),
    ("name", "患者张伟因胸痛入院", "张伟"),
    ("name", "姓名：欧阳娜娜", "欧阳娜娜"),
    ("name", "我叫李雷。", "李雷"),
    ("name", "王医生说", "王"),
    ("name", "病人刘洋于昨日入院", "刘洋"),
    ("name", "赵敏护士", "赵敏"),
    ("name", "陈建国主任医师", "陈建国"),
    ("name", "联系人：周杰", "周杰"),
]

NOT_FOUND = [
    "The price is $1,299.99 and the code 1234-5678",
    "ISBN 978-3-16-148410-0",
    "on 2023-01-15 and 01.02.2020, or 01/02/2023 - 05/06/2023",
    "1634567890123",
    "order 20231115123456789012",
    "version 1.2.3.4, ip 192.168.0.1",
    "SKU AB123456C",
    "part 0123-4567",
    "3.14159265358979 and 1,000,000,000 people",
    "room 404-555 in the 1990-2000 period",
    "GDP +12 345 678",
    "5-4-3-2-1, 10-20-30",
    "Tel Aviv 2020",
    "card 4111 1111 1111 1112",
    "DE89 3704 0044 0532 0130 01",
    "11010519491231002A 110105194912310021 110105194913310020",
    "SSN-like 000-12-3456 666-12-3456 900-12-3456",
    "12345678A X1234567A A123456788 A123456(4)",
    "foo@2x.png, a@b, @name, x @ y.z",
    "SN13812345678 12.13812345678",
    "0000000000 call me",
    "Hello World! Hello everyone, Hi there, Hi!",
    "Dear Customer, Dear Sir or Madam, Dear All,",
    "Dr Pepper is sweet, and Mr. is a title",
    "Kind regards,\nYour Support Team",
    "name: none, Name: Unknown",
    "my name is not important",
    "this is great and This is Calling",
    "2019年12月31日，编号202301011234567890",
    "订单号 88888888888888，金额12345678元",
    "高级医生和金牌老师",
    "车间主任、班主任、项目主任",
    "任课老师很好，各位老师好，紧张老师",
    "白衣护士和年轻医生",
    "患者高烧三天，患者白细胞升高",
    "病人三天后出院，患者高三学生",
    "患者余无不适，病人平静",
    "为患者和医护人员提供咨询",
    "用于帮助医生诊断疾病",
    "女士们先生们，这位先生，那位女士很好",
    "医生说患者可以出院",
    "艾滋病病人高效抗逆转录病毒治疗",
    "",
    "   \n",
]


@pytest.mark.parametrize(("kind", "text", "found"), FOUND)
def test_it_is_found(kind: str, text: str, found: str) -> None:
    assert [(text[start:end], of) for start, end, of in find_personal(text)] == [(found, kind)]
    assert pc.match_substring_regex(pa.array([text]), PREFILTERS[kind]).to_pylist() == [True]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_it_only_looks_so(text: str) -> None:
    assert find_personal(text) == []


def test_several_stand_in_order_and_never_over_each_other() -> None:
    text = "Dear Anna, 13812345678 or a@b.com; 11010519491231002X, 患者王小明"
    found = find_personal(text)
    assert [kind for _, _, kind in found] == ["name", "phone", "email", "id_number", "name"]
    assert found == sorted(found)
    assert set(PREFILTERS) == set(KINDS)


PIECES = st.sampled_from([text for _, text, _ in FOUND] + ["。", " ", "x", "1", "-", "(", "先生", "Dear ", "+"])


@given(st.lists(PIECES, max_size=6).map("".join))
def test_whatever_is_found_is_inside_the_text_and_passes_the_filter_of_its_kind(text: str) -> None:
    end = 0
    for start, stop, kind in find_personal(text):
        assert end <= start < stop <= len(text)
        assert pc.match_substring_regex(pa.array([text]), PREFILTERS[kind]).to_pylist() == [True]
        end = stop


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert all(text[start:end].strip() for start, end, _ in find_personal(text))


@pytest.mark.parametrize("piece", ["a", "1", "1 ", "a@", "+1 ", "Dear ", "A. ", "患者", "王先生", "a.", "1-", "Mr. A"])
def test_long_lines_take_no_more_than_their_length(piece: str) -> None:
    """Ten times as much text takes about ten times as long, not a hundred times."""
    find_personal(piece * 20_000)
