"""The forms' common ground: cleaned text, errors beside the field, what was typed is kept."""

import secrets
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from alongside.kit.text import clean_line, clean_words

# In our words that something is missing or wrong: Django's "field" and "required" are an office's. Here, because a
# form reads them when its class is made, and each of ours imports this first.
forms.Field.default_error_messages["required"] = _("Please fill this in.")
forms.ChoiceField.default_error_messages["required"] = _("Please choose one.")
forms.MultipleChoiceField.default_error_messages["required"] = _("Please choose at least one.")
forms.BooleanField.default_error_messages = {"required": _("Please tick this.")}
forms.IntegerField.default_error_messages |= {
    "invalid": _("Please write a whole number."),
    "min_value": _("Please write %(limit_value)s or more."),
    "max_value": _("Please write %(limit_value)s or less."),
}
forms.CharField.default_error_messages = {
    "max_length": _("This is too long. It has %(show_value)s letters; at most %(limit_value)s fit."),
}
forms.ChoiceField.default_error_messages["invalid_choice"] = _("Please choose one of the list.")
forms.DateField.default_error_messages["invalid"] = _("Please choose a day, or write it like 2026-03-31.")


class PlainRenderer(TemplatesSetting):
    """Every form and field is drawn by web's accessible templates."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"


class WordsField(forms.CharField):
    """Several lines of a person's words."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 5000, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: it cuts what is pasted, and nobody is told. The error says it, and keeps every word."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        return clean_words(super().to_python(value) or "")


class LineField(forms.CharField):
    """One line of text."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class DateField(forms.DateField):
    """A day, picked or typed as 2026-03-31."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


def new_key() -> str:
    """A key that travels with one form, so that sending it twice counts once."""
    return secrets.token_urlsafe(12)


class KeyedForm(forms.Form):
    submit_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False, initial=new_key)
