"""Languages and sign languages that people can choose, each in its own name. Anybody can name another one."""

from django.conf import settings
from django.conf.locale import LANG_INFO

# Spoken in many networks and not in Django's list: code, own name, from right to left.
MORE = {
    "am": ("አማርኛ", False),
    "bn": ("বাংলা", False),
    "fa": ("فارسی", True),
    "gu": ("ગુજરાતી", False),
    "ku": ("Kurdî", False),
    "ckb": ("کوردی", True),
    "ln": ("Lingála", False),
    "ps": ("پښتو", True),
    "rom": ("Romani", False),
    "so": ("Soomaali", False),
    "sn": ("chiShona", False),
    "ti": ("ትግርኛ", False),
    "tl": ("Tagalog", False),
    "tw": ("Twi", False),
    "yo": ("Yorùbá", False),
    "zh": ("中文", False),
}
SIGNS = {
    "bfi": "British Sign Language (BSL)",
    "isg": "Irish Sign Language (ISL)",
    "ase": "American Sign Language (ASL)",
    "asf": "Auslan",
    "nzs": "New Zealand Sign Language",
    "fsl": "Langue des signes française (LSF)",
    "gsg": "Deutsche Gebärdensprache (DGS)",
    "dse": "Nederlandse Gebarentaal (NGT)",
    "ssp": "Lengua de signos española (LSE)",
    "ise": "Lingua dei segni italiana (LIS)",
    "pso": "Polski język migowy (PJM)",
    "ils": "International Sign",
}
_SPOKEN: dict[str, tuple[str, bool]] = {
    code: (str(info["name_local"]), bool(info["bidi"]))
    for code, info in LANG_INFO.items()
    if "name_local" in info and "-" not in code and code not in {"eo", "ia", "io"}
} | MORE


def spoken() -> list[tuple[str, str]]:
    """(code, own name) of every language to choose from: those of the pages first, then by name."""
    first = [(code, str(name)) for code, name in settings.LANGUAGES]
    known = {code for code, _name in first}
    rest = [(code, name[:1].upper() + name[1:]) for code, (name, _rtl) in _SPOKEN.items() if code not in known]
    return first + sorted(rest, key=lambda pair: pair[1].casefold())


def name_of(language: str) -> str:
    """Its own name; a language that somebody named, as they named it."""
    if language in SIGNS:
        return SIGNS[language]
    name = _SPOKEN[language][0] if language in _SPOKEN else dict(settings.LANGUAGES).get(language, language)
    return str(name)[:1].upper() + str(name)[1:]


def is_code(language: str) -> bool:
    return language in _SPOKEN or language in SIGNS or language in dict(settings.LANGUAGES)


def lang_of(language: str) -> str:
    """What stands in `lang`: the code; "" (of no known language) for one that has only a name."""
    return language if is_code(language) else ""


def direction_of(language: str) -> str:
    """What stands in `dir`: from `auto`, browsers find it in the text."""
    if language in _SPOKEN:
        return "rtl" if _SPOKEN[language][1] else "ltr"
    return "auto"


def page_language(language: str) -> str:
    """The language of pages for somebody who wants this one: itself where pages speak it, else ""."""
    return language if language in dict(settings.LANGUAGES) else ""
