"""Sets one PDF, in a process of its own: run by `press.pdf_of`, never imported.

The typesetter remembers much of what it has set (about 150 MB for 200 sheets); that goes with this process.
In: JSON with `source`, `fonts` (a folder), `standards` and `pack`. Out: the PDF; or status 3 and what is wrong.
"""

import json
import sys

import typst

CANNOT = 3


def main() -> int:
    asked = json.load(sys.stdin.buffer)
    try:
        pdf = typst.compile(
            asked["source"].encode(),
            format="pdf",
            font_paths=typst.Fonts(font_paths=[asked["fonts"]]),  # besides ours those of this computer
            sys_inputs={"pack": json.dumps(asked["pack"], ensure_ascii=False)},
            pdf_standards=asked["standards"],
        )
    except typst.TypstError as error:
        sys.stderr.buffer.write(str(error).encode())
        return CANNOT
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
