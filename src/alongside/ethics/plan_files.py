"""The ethics plan as a file to hand on: Word (DOCX) and a tagged PDF."""

from io import BytesIO
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document

from alongside.ethics.plan import Plan, Table, as_data
from alongside.kit import press

SOURCE = Path(__file__).resolve().parent / "templates/plan.typ"


def docx_of(plan: Plan) -> bytes:
    """With real headings and a table head that is repeated, so that a screen reader finds its way."""
    file = Document()
    file.core_properties.title = plan.title
    file.core_properties.author = ""
    file.core_properties.language = get_language() or "en"
    file.add_heading(plan.title, level=0)
    file.add_paragraph(as_data(plan)["on"])
    for part in plan.parts:
        file.add_heading(part.title, level=1)
        for line in part.lines:
            file.add_paragraph(line)
        if part.table and part.table.rows:
            _table(file, part.table)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _table(file: "Document", table: Table) -> None:  # type: ignore[valid-type]
    made = file.add_table(rows=1, cols=len(table.heads), style="Table Grid")  # type: ignore[attr-defined]
    head = made.rows[0]
    properties = head._tr.get_or_add_trPr()
    properties.append(properties.makeelement(f"{{{properties.nsmap['w']}}}tblHeader", {}))
    for cell, words in zip(head.cells, table.heads, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for row in table.rows:
        for cell, words in zip(made.add_row().cells, row, strict=True):
            cell.text = words


def pdf_of(plan: Plan) -> bytes:
    """Tagged (PDF/UA-1). press.NotPrinted when there is none."""
    language = (get_language() or "en").replace("_", "-").split("-")[0]
    data = {**as_data(plan), "lang": language, "fonts": press.FAMILIES, "missing": ""}
    return press.pdf_of(SOURCE, data, otherwise=_("The plan could not be set as a PDF. Take the Word file."))
