"""The likely language of a few sentences."""

import pytest

from studio.engine.data.language import LanguageEvidence


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The cat sat on the mat and it was not happy with that.", "en"),
        ("Der Hund ist nicht im Haus und die Katze auch nicht.", "de"),
        ("Le chat est dans la maison et les enfants sont sur le toit.", "fr"),
        ("El perro no es de la casa, y los niños están en el parque.", "es"),
        ("我们在 GitHub 上用 Python 写代码。", "zh"),
        ("これはペンです。とても良い。", "ja"),
        ("이것은 책입니다", "ko"),
        ("Это не книга", "ru"),
        ("12345 !!", ""),
        ("zzz qqq", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    evidence = LanguageEvidence()
    evidence.add(text)
    assert evidence.decide() == language
