"""Paper: what is printed for a workshop, and how what was written on it comes back in.

`pack` makes the PDF, `fields` says what can be written on a sheet of each kind, `filled` reads it from a page,
`table` from a file. The verbs are in `actions/paper.py`.
"""

from django.utils.translation import gettext_lazy as later

from alongside.projects.history import tell

tell(
    paper__typed_in=later("%(who)s typed in what people wrote on paper."),
    paper__owned=later("Somebody said that a sheet of paper is theirs."),
)
