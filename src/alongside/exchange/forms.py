"""Choosing a file, and saying which column is what."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.engines.tables import Table, guess_columns
from alongside.engines.voicefile import NAMES
from alongside.exchange.files import MOST_BYTES

LABELS = {
    "words": gettext_lazy("What was said"),
    "person": gettext_lazy("Who said it"),
    "said_at": gettext_lazy("When"),
    "gathering": gettext_lazy("At which gathering"),
    "naming": gettext_lazy("How the person is named"),
    "language": gettext_lazy("In which language"),
    "external_id": gettext_lazy("The row’s own number"),
}
HELP = {
    "said_at": gettext_lazy("The day comes before the month: 03/02/2026 is 3 February."),
    "gathering": gettext_lazy("The title must be the same as the gathering’s title here."),
    "naming": gettext_lazy(
        "One of: first, initials, pseudonym, group, anonymous, do_not_quote. Where it is empty, no name is shown."
    ),
}

ENCODINGS = [
    ("utf-8-sig", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Windows-1252"),
    ("utf-16-le", "UTF-16 LE"),
    ("utf-16-be", "UTF-16 BE"),
]
DELIMITERS = [
    (",", gettext_lazy("Comma")),
    (";", gettext_lazy("Semicolon")),
    ("\t", gettext_lazy("Tab")),
    ("|", gettext_lazy("Bar |")),
]


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("A table saved as CSV, up to 200 MB. One voice in each row.")
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 200 MB. Split it in two."))
        return file


class WrittenForm(forms.Form):
    """How the file is written: with which letters, and what stands between its columns."""

    encoding = forms.ChoiceField(
        label=gettext_lazy("Letters"),
        choices=ENCODINGS,
        help_text=gettext_lazy("Change this if letters such as é or ü look wrong in the rows above."),
    )
    delimiter = forms.ChoiceField(
        label=gettext_lazy("Between columns"),
        choices=DELIMITERS,
        help_text=gettext_lazy("Change this if everything is in one column."),
    )


class ColumnsForm(forms.Form):
    """One choice for each purpose: as chosen before, else guessed from the names in the header."""

    match_members = forms.BooleanField(
        required=False,
        label=gettext_lazy("A name that is exactly a member’s nickname is that member"),
        help_text=gettext_lazy("Without this, every name in the file becomes a new person."),
    )

    def __init__(self, *args: Any, table: Table, chosen: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [name for name in table.header if name]
        before = chosen.get("columns")
        kept = guess_columns(table.header, NAMES) if before is None else before
        for purpose, label in LABELS.items():
            needed = purpose == "words"
            empty = _("Choose a column") if needed else _("Not in the file")
            self.fields[purpose] = forms.ChoiceField(
                label=label,
                required=needed,
                choices=[("", empty), *((name, name) for name in names)],
                initial=kept.get(purpose, ""),
                help_text=HELP.get(purpose, ""),
            )
        self.fields["match_members"].initial = chosen.get("match_members", False)
        self.order_fields([*LABELS, "match_members"])

    def options(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "columns": {purpose: given[purpose] for purpose in LABELS},
            "match_members": given["match_members"],
        }
