"""Setting a PDF: tagged (PDF/UA-1), black on white, from a Typst source and plain data.

What people wrote travels to the typesetter as data, so that no word of theirs can be taken for an instruction.
"""

import json
import logging
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
FAMILIES = [FAMILY, "Libertinus Serif", "DejaVu Sans Mono"]
SECONDS = 60
_ONE_AT_A_TIME = threading.Lock()  # a large file takes some 300 MB while it is made
_NO_FONT = re.compile(r'the text `"(.{1,20}?)"` could not be displayed')
log = logging.getLogger("alongside.press")


class NotPrinted(ValueError):
    """There is no PDF, in plain words."""


def _set(source: Path, data: dict[str, Any], standards: list[str]) -> tuple[bytes, str]:
    """The PDF and "", or nothing and what the typesetter says."""
    asked = {"source": source.read_text(), "fonts": str(FONTS), "standards": standards, "pack": data}
    command = [sys.executable, "-P", str(HERE / "process.py")]
    try:
        with _ONE_AT_A_TIME:
            done = subprocess.run(  # noqa: S603 (our own Python, our own file)
                command, input=json.dumps(asked).encode(), capture_output=True, timeout=SECONDS, check=False
            )
    except subprocess.TimeoutExpired:
        return b"", "it took too long"
    return (done.stdout, "") if done.returncode == 0 else (b"", done.stderr.decode(errors="replace")[-2000:])


def pdf_of(source: Path, data: dict[str, Any], *, otherwise: str) -> bytes:
    """The file. Where this computer has no font for some letter, its first page says so (`data["missing"]`), and it
    is no PDF/UA.

    NotPrinted with the words `otherwise` when there is none.
    """
    pdf, problem = _set(source, data, ["ua-1"])
    letter = _NO_FONT.search(problem)
    if letter is not None:
        told = _("Some letters could not be printed, such as “%(letter)s”. They need a font that this computer lacks.")
        pdf, problem = _set(source, data | {"missing": told % {"letter": letter[1]}}, [])
    if problem:
        log.error("paper was not printed: %s", problem)
        raise NotPrinted(otherwise)
    return pdf
