"""What logs may hold: what was done and to which id, never people's words and never codes."""

import logging
import re
import traceback
from types import TracebackType

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from alongside.kit.headers import CODES

_CODE = re.compile(r"(/(?:" + "|".join(re.escape(start.strip("/")) for start in CODES) + r")/).+")
# What these say is about files, servers and our own code.
SPEAKS = (OSError, OperationalError, ImproperlyConfigured, ImportError, AttributeError, NameError)
_Told = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class NoCodes(logging.Filter):
    """Addresses with a code in them are told up to where the code begins."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _CODE.sub(r"\1…", record.getMessage()), None
        return True


class NoWords(logging.Formatter):
    """Of an error where it was and of which kind it is. What it says may quote words: a database quotes the row."""

    def formatException(self, ei: _Told) -> str:  # noqa: N802 (its name in the standard library)
        told: list[str] = []
        error = ei[1]
        while error is not None:
            says = f": {error}" if isinstance(error, SPEAKS) else ""
            kind = f"{type(error).__module__}.{type(error).__qualname__}{says}"
            told.append("".join(traceback.format_tb(error.__traceback__)) + kind)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhile this was handled:\n".join(told)
