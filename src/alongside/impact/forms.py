"""Forms of impact."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.impact.models import Change
from alongside.kit.forms import DateField, PlainRenderer, WordsField


class ChangeForm(forms.Form):
    """What really became different after a decision."""

    default_renderer = PlainRenderer
    kind = forms.ChoiceField(
        label=_("What kind of change is it?"), choices=Change.Kind.choices, widget=forms.RadioSelect
    )
    words = WordsField(label=_("What became different?"), help_text=_("If nothing has changed yet, say so."))
    evidence = WordsField(label=_("How do we know?"), required=False, rows=3)
    link = forms.URLField(label=_("A link to more"), required=False, max_length=200, assume_scheme="https")
    seen_on = DateField(label=_("When was it seen?"))
