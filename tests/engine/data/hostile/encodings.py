"""Bytes in every encoding people still have, marked, unmarked, broken and mixed."""

from __future__ import annotations

import codecs

from tests.engine.data.hostile.case import HEAD, PAIRS, Case, Pair, put, swap, write_csv

LANGUAGES: dict[str, tuple[str, ...]] = {
    "zh": (
        "昨天买的鞋子质量很好，穿着舒服",
        "物流太慢了，等了整整一个星期",
        "客服态度不好，问题没有解决",
        "价格便宜，包装也很漂亮",
        "收到的衣服颜色和图片不一样",
        "味道不错，下次还会再来",
    ),
    "tw": (
        "昨天買的鞋子品質很好，穿著舒服",
        "物流太慢了，等了整整一個星期",
        "客服態度不好，問題沒有解決",
        "價格便宜，包裝也很漂亮",
        "收到的衣服顏色和圖片不一樣",
        "味道不錯，下次還會再來",
    ),
    "ja": (
        "昨日買った靴はとても履きやすいです",
        "配達が遅くて一週間も待ちました",
        "問い合わせの返事がまだ来ません",
        "値段が安くて包装もきれいでした",
        "写真と色が違うので返品したい",
        "味がよかったのでまた来ます",
    ),
    "ko": (
        "어제 산 신발이 아주 편합니다",
        "배송이 너무 늦어서 일주일을 기다렸어요",
        "문의에 대한 답변이 아직 없습니다",
        "가격이 싸고 포장도 예뻤습니다",
        "사진과 색이 달라서 반품하고 싶어요",
        "맛이 좋아서 또 오겠습니다",
    ),
    "ru": (
        "Вчера купленные ботинки очень удобные",
        "Доставка шла целую неделю",
        "Служба поддержки не ответила",
        "Цена низкая, упаковка красивая",
        "Цвет не такой, как на фотографии",
        "Вкусно, придём ещё раз",
    ),
    "fr": (
        "Les chaussures achetées hier sont très agréables",
        "La livraison a duré une semaine entière, c’est trop",
        "Le service client n’a pas réglé le problème",
        "Prix réduit, emballage soigné, où est le reçu ?",
        "La couleur diffère de l’image reçue",
        "Très bon goût, à bientôt",
    ),
    "de": (
        "Die Schuhe von gestern passen schön, große Freude",
        "Die Lieferung dauerte über eine Woche",
        "Der Kundendienst hat nichts gelöst, ärgerlich",
        "Günstiger Preis und hübsche Verpackung für 5 €",
        "Die Farbe weicht vom Bild ab, ich möchte zurückgeben",
        "Schmeckt gut, wir kommen wieder, tschüß",
    ),
    "pl": (
        "Wczoraj kupione buty są bardzo wygodne i ładne",
        "Dostawa trwała cały tydzień, to za długo",
        "Obsługa klienta nie rozwiązała problemu, żałuję",
        "Niska cena, śliczne opakowanie",
        "Kolor różni się od zdjęcia, chcę zwrócić",
        "Było smaczne, przyjdziemy jeszcze, dziękuję",
    ),
    "el": (
        "Τα παπούτσια που αγόρασα χθες είναι πολύ άνετα",
        "Η παράδοση κράτησε μια ολόκληρη εβδομάδα",
        "Η εξυπηρέτηση δεν έλυσε το πρόβλημα",
        "Χαμηλή τιμή και ωραία συσκευασία",
        "Το χρώμα διαφέρει από την εικόνα",
        "Ήταν νόστιμο, θα ξανάρθουμε",
    ),
    "tr": (
        "Dün aldığım ayakkabılar çok rahat ve güzel",
        "Teslimat bir hafta sürdü, çok geç kaldı",
        "Müşteri hizmetleri sorunu çözmedi, şikâyetim var",
        "Fiyatı düşük, ambalajı hoş",
        "Rengi fotoğraftakinden farklı, iade edeceğim",
        "Tadı güzeldi, yine geleceğiz, teşekkürler",
    ),
    "ar": (
        "الحذاء الذي اشتريته أمس مريح جدا",
        "استغرق التوصيل أسبوعا كاملا",
        "لم تحل خدمة العملاء المشكلة",
        "السعر منخفض والتغليف جميل",
        "اللون يختلف عن الصورة",
        "كان الطعم جيدا وسنعود مرة أخرى",
    ),
    "he": (
        "הנעליים שקניתי אתמול נוחות מאוד",
        "המשלוח ארך שבוע שלם",
        "שירות הלקוחות לא פתר את הבעיה",
        "מחיר נמוך ואריזה יפה",
        "הצבע שונה מהתמונה",
        "היה טעים ונחזור שוב",
    ),
    "vi": ("Giày mua hôm qua rất êm", "Giao hàng mất cả tuần", "Giá rẻ", "Màu khác ảnh", "Ngon", "Rất tốt"),
}
ENCODED: tuple[tuple[str, str, str], ...] = tuple(
    (language, encoding, "")
    for language, encodings in {
        "zh": "utf-8 utf-8-sig utf-16 utf-32 gb18030 gbk gb2312",
        "tw": "big5 cp950",
        "ja": "shift_jis euc_jp cp932",
        "ko": "euc_kr cp949",
        "ru": "cp1251",
        "fr": "latin-1 cp1252",
        "de": "cp1252 iso8859-15",
        "pl": "cp1250",
        "ar": "utf-8",
        "vi": "utf-8 utf-16",
    }.items()
    for encoding in encodings.split()
)
UNSURE = (
    ("el", "cp1253"),
    ("tr", "cp1254"),
    ("he", "cp1255"),
    ("ar", "cp1256"),
    ("pl", "iso8859-2"),
    ("ru", "koi8-r"),
    ("ja", "iso2022_jp"),
)
"""Encodings that may be guessed wrong, if that is said."""


def talk(language: str) -> tuple[tuple[str, str], ...]:
    """Some texts of one language with labels."""
    return tuple((text, ("praise", "refund")[at % 2]) for at, text in enumerate(LANGUAGES[language] * 2))


def pairs(language: str) -> tuple[Pair, ...]:
    return tuple((text, (label,)) for text, label in talk(language))


def encode(language: str, encoding: str) -> bytes:
    return write_csv([HEAD, *talk(language)]).encode(encoding, "replace" if encoding == "iso8859-15" else "strict")


def unmarked(language: str, encoding: str) -> Case:
    return Case(f"{language}-{encoding}-unmarked", put("talk.csv", encode(language, encoding)), pairs(language))


ASCII_FIRST = write_csv([HEAD, *((f"plain words number {n}", "praise") for n in range(400)), ("你好，世界", "refund")])
CHINESE = write_csv([HEAD, *talk("zh")])
ZH = pairs("zh")
FIRST, LAST = CHINESE.encode()[:-40], CHINESE.encode()

BROKEN = [
    Case("marked-twice", put("talk.csv", codecs.BOM_UTF8 * 2 + CHINESE.encode()), ZH),
    Case("mark-alone", put("talk.csv", codecs.BOM_UTF8), codes=("data.empty_file",)),
    Case("mark-16-alone", put("talk.csv", codecs.BOM_UTF16_LE), codes=("data.empty_file|data.no_rows",)),
    Case(
        "mark-in-the-middle",
        put("talk.csv", write_csv().encode("utf-8-sig") + write_csv().encode("utf-8-sig")),
        codes=("data.*",),
    ),
    Case("mark-wrong-16", put("talk.csv", codecs.BOM_UTF16_LE + CHINESE.encode()), ZH, codes=("data.*",), either=True),
    Case(
        "mark-wrong-8", put("talk.csv", codecs.BOM_UTF8 + CHINESE.encode("gb18030")), ZH, codes=("data.*",), either=True
    ),
    Case("utf-16-odd", put("talk.csv", CHINESE.encode("utf-16")[:-1]), codes=("data.broken_characters|data.*",)),
    Case("utf-16-odd-cut", put("talk.csv", CHINESE.encode("utf-16")[:-3]), ZH[:-1], more=1, codes=("data.*",)),
    Case(
        "utf-16-lone-surrogate",
        put("talk.csv", CHINESE.encode("utf-16-le").replace("鞋".encode("utf-16-le"), b"\x00\xd8", 1)),
        codes=("data.*",),
    ),
    Case(
        "utf-16-newline",
        put("talk.csv", CHINESE.replace("，", "\u0a0d", 1).encode("utf-16")),
        swap(ZH, 0, (ZH[0][0].replace("，", "\u0a0d"), ZH[0][1])),
    ),
    Case(
        "utf-8-one-bad-byte",
        put("talk.csv", CHINESE.encode().replace("物".encode(), b"\xe7\x89", 1)),
        codes=("data.broken_characters",),
        row=3,
    ),
    Case(
        "utf-8-cut-character",
        put("talk.csv", write_csv(list(talk("zh"))[::-1], quoting=0).encode()[:-10]),
        codes=("data.*",),
    ),
    Case(
        "utf-8-overlong",
        put("talk.csv", write_csv().encode().replace(b"paper", b"pa\xc0\xaeper")),
        swap(PAIRS, 5, (PAIRS[5][0].replace("paper", "paÀ®per"), PAIRS[5][1])),
        codes=("data.broken_characters|data.encoding_unsure",),
        either=True,
    ),
    Case(
        "utf-8-surrogates",
        put("talk.csv", CHINESE.encode().replace("物".encode(), b"\xed\xa0\x80", 1)),
        codes=("data.broken_characters",),
        row=3,
    ),
    Case(
        "utf-8-and-gbk",
        put("talk.csv", CHINESE.encode() * 3 + CHINESE.encode("gbk")),
        codes=("data.broken_characters|data.*encoding*",),
    ),
    Case(
        "utf-8-and-latin-1",
        put("talk.csv", encode("fr", "utf-8") + "goût amer,refund\n".encode("latin-1")),
        codes=("data.broken_characters|data.*encoding*",),
    ),
    Case(
        "gbk-one-bad-byte",
        put("talk.csv", encode("zh", "gbk")[:200] + b"\xff" + encode("zh", "gbk")[200:]),
        codes=("data.broken_characters|data.*encoding*",),
    ),
    Case(
        "late-utf-8",
        put("talk.csv", ASCII_FIRST),
        [*((f"plain words number {n}", ("praise",)) for n in range(400)), ("你好，世界", ("refund",))],
    ),
    Case(
        "late-gb18030",
        put("talk.csv", ASCII_FIRST.encode("gb18030")),
        [*((f"plain words number {n}", ("praise",)) for n in range(400)), ("你好，世界", ("refund",))],
    ),
    Case(
        "rare-gb18030",
        put("talk.csv", CHINESE.replace("鞋", "𠮷").encode("gb18030")),
        tuple((t.replace("鞋", "𠮷"), gold) for t, gold in ZH),
    ),
    Case(
        "escapes",
        put("talk.csv", write_csv([HEAD, *(("\\u4f60\\x41&#20320;%E4%BD%A0 " + a, b) for a, b in talk("fr"))])),
        tuple(("\\u4f60\\x41&#20320;%E4%BD%A0 " + t, gold) for t, gold in pairs("fr")),
    ),
    Case(
        "twice-encoded",
        put("talk.csv", CHINESE.encode().decode("latin-1")),
        tuple((t.encode().decode("latin-1"), gold) for t, gold in ZH),
    ),
    Case("random", put("talk.csv", bytes(range(128, 256)) * 20), codes=("data.*",)),
    Case("controls", put("talk.csv", bytes(range(1, 32)) * 20), codes=("data.*",)),
    Case("asked-right", put("talk.csv", encode("ru", "koi8-r")), pairs("ru"), read={"encoding": "koi8-r"}),
    Case(
        "asked-wrong",
        put("talk.csv", encode("zh", "gbk")),
        codes=("data.wrong_encoding",),
        row=2,
        read={"encoding": "utf-8"},
    ),
    Case(
        "asked-doubtful",
        put("talk.csv", encode("zh", "utf-8")),
        codes=("data.encoding_doubtful",),
        read={"encoding": "latin-1"},
    ),
    Case("asked-unknown", put("talk.csv", CHINESE), codes=("data.encoding_unknown",), read={"encoding": "klingon"}),
    Case("asked-no-text", put("talk.csv", CHINESE), codes=("data.encoding_unknown",), read={"encoding": "base64"}),
    Case("asked-null", put("talk.csv", CHINESE), codes=("data.encoding_unknown",), read={"encoding": "utf\x00-8"}),
    Case("asked-idna", put("talk.csv", CHINESE), codes=("data.*",), read={"encoding": "idna"}),
]


def make_cases() -> list[Case]:
    cases = []
    for language, encoding, _ in ENCODED:
        wanted = pairs(language)
        if encoding == "iso8859-15":
            wanted = tuple((t.encode("iso8859-15", "replace").decode("iso8859-15"), gold) for t, gold in wanted)
            case = Case(
                f"{language}-{encoding}",
                put("talk.csv", encode(language, encoding)),
                wanted,
                codes=("data.*encoding*",),
                either=True,
            )
        else:
            codec_safe = encoding not in ("latin-1", "gb2312")
            wanted = wanted if codec_safe else tuple((soften(t, encoding), gold) for t, gold in wanted)
            content = write_csv([HEAD, *((t, gold[0]) for t, gold in wanted)]).encode(encoding)
            case = Case(f"{language}-{encoding}", put("talk.csv", content), wanted)
        cases.append(case)
    return cases


def soften(text: str, encoding: str) -> str:
    """The text without what the encoding lacks."""
    return text.encode(encoding, "ignore").decode(encoding)


CASES: list[Case] = [
    *make_cases(),
    *(
        Case(
            f"{language}-{encoding}",
            put("talk.csv", encode(language, encoding)),
            pairs(language),
            codes=("data.*encoding*",),
            either=True,
        )
        for language, encoding in UNSURE
    ),
    *(unmarked(language, encoding) for language in ("fr", "zh") for encoding in ("utf-16-le", "utf-16-be")),
    *BROKEN,
]
