"""Makes the two fonts of paper from the web's: PDFs need TrueType, one file for each weight.

Run once after the web's fonts change, with fontTools and brotli (not needed to run Alongside):
`python -m pip install fonttools brotli && python frontend/paper_fonts.py`
"""

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent.parent / "src/alongside"
WEB, PAPER = HERE / "web/static/web/fonts", HERE / "room/static/room/fonts"
FAMILY = "Atkinson Hyperlegible Next"
WEIGHTS = {"Regular": 400, "Bold": 700}


def one_weight(source: Path, weight: int, folder: str) -> str:
    """The letters of one web font at one weight, as a file of its own."""
    font = instantiateVariableFont(TTFont(source), {"wght": weight})
    font.flavor = None
    path = f"{folder}/{source.stem}-{weight}.ttf"
    font.save(path)
    return path


def name_it(font: TTFont, style: str, weight: int) -> None:
    names = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"AtkinsonHyperlegibleNext-{style}"}
    for number in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=number)
    for number, words in names.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    is_bold = style == "Bold"
    font["OS/2"].fsSelection = 0x20 if is_bold else 0x40
    font["head"].macStyle = int(is_bold)


def main() -> None:
    PAPER.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        with tempfile.TemporaryDirectory() as folder:
            parts = [
                one_weight(WEB / f"atkinson-{letters}.woff2", weight, folder) for letters in ("latin", "latin-ext")
            ]
            font = Merger().merge(parts)
            name_it(font, style, weight)
            font.save(PAPER / f"atkinson-{style.lower()}.ttf")
    (PAPER / "atkinson-LICENCE.txt").write_text((WEB / "atkinson-LICENCE.txt").read_text())


if __name__ == "__main__":
    main()
