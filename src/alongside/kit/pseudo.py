"""Two made-up languages that show untranslated text and mirrored layouts: en-xa (marked) and ar-xb (right to left)."""

import re
from functools import cache

from django.conf import locale
from django.utils.translation import trans_real

_KEEP = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>|&\w+;)")
_ACCENTS = str.maketrans("aceinouyACEINOUY", "áçéíñóúýÁÇÉÍÑÓÚÝ")


def pseudo(text: str) -> str:
    """«Ápplý»: marked, accented, a third longer; placeholders and tags untouched."""
    if not text.strip():
        return text
    parts = [part if _KEEP.fullmatch(part) else part.translate(_ACCENTS) for part in _KEEP.split(text)]
    return "«" + "".join(parts) + "·" * (len(text) // 4) + "»"


class PseudoTranslation(trans_real.DjangoTranslation):
    """A catalogue that answers every message with its pseudo form."""

    def __init__(self, language: str) -> None:
        super().__init__("en")
        self._to = language

    def to_language(self) -> str:
        return self._to

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return pseudo(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


def install() -> list[tuple[str, str]]:
    """Make both languages known to Django; answers the rows to add to LANGUAGES."""
    rows = []
    for code, name, bidi in (("en-xa", "Pseudo", False), ("ar-xb", "Pseudo mirrored", True)):
        locale.LANG_INFO[code] = {"bidi": bidi, "code": code, "name": name, "name_local": name}
        rows.append((code, name))
    real_check = trans_real.check_for_language

    def check_for_language(code: str | None) -> bool:
        return code in {"en-xa", "ar-xb"} or real_check(code)

    trans_real.check_for_language = check_for_language  # type: ignore[assignment]
    real, made = trans_real.translation, cache(PseudoTranslation)
    # Not put among its catalogues: those are thrown away whenever a test changes the languages.
    trans_real.translation = lambda language: (made if language in {"en-xa", "ar-xb"} else real)(language)
    return rows
