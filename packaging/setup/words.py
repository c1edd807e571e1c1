"""What the set-up says, in English or Chinese by the system's language. Old Pythons can read this file."""

import json
import os
import subprocess
import sys
from pathlib import Path


def find_language() -> str:
    """``zh`` where the system speaks Chinese, else ``en``."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    if sys.platform == "win32":
        import ctypes

        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return "zh" if primary == 0x04 else "en"
    if sys.platform == "darwin":
        asked = subprocess.run(["defaults", "read", "-g", "AppleLanguages"], stdout=subprocess.PIPE)
        return "zh" if b'"zh' in asked.stdout.split(b",")[0] else "en"
    return "en"


def say(code: str, **values: object) -> str:
    """The sentence of a code from words.json, in the language of the system."""
    table = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
    sentence = table[code][find_language()]
    return str(sentence).format(**values)


class Trouble(Exception):
    """What stops a set-up: a code of words.json with its values. Shown as a sentence, no traceback."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return say(self.code, **self.values)
