"""How I like to read; easy words line by line; films and languages."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.easy.languages import SIGNS, is_code, spoken
from alongside.easy.lines import LONGEST_LINE, MOST_LINES, Line
from alongside.easy.models import News, Reading, Size, Told
from alongside.easy.pictures import PICTURES
from alongside.kit.forms import DateField, LineField, WordsField
from alongside.kit.text import clean_line, number_in

OTHER = "other"


class LanguageMixin(forms.Form):
    """A language of the list, or another one that somebody names."""

    def _one_language(self, chosen: str, named: str) -> str:
        data = self.cleaned_data
        return clean_line(data.get(named, ""))[:40] if data.get(chosen) == OTHER else str(data.get(chosen, ""))


def _split(language: str) -> tuple[str, str]:
    """What the two fields hold for a language as it is kept."""
    return (language, "") if not language or is_code(language) else (OTHER, language)


class ReadingForm(LanguageMixin):
    size = forms.ChoiceField(label=_("How large should letters be?"), choices=Size.choices, widget=forms.RadioSelect)
    easy_first = forms.BooleanField(
        label=_("Show me easy words and pictures first, where there are any"), required=False
    )
    aloud = forms.BooleanField(label=_("Show me buttons that read texts to me"), required=False)
    language = forms.ChoiceField(label=_("Which language do you like best?"), required=False)
    language_named = LineField(label=_("If it is another one: its name"), max_length=40, required=False)
    sign = forms.ChoiceField(
        label=_("Do you use a sign language?"),
        help_text=_("A link to a film stands first where there is one."),
        required=False,
    )
    sign_named = LineField(label=_("If it is another one: its name"), max_length=40, required=False)
    news = forms.ChoiceField(
        label=_("How should news reach you?"),
        help_text=_("A no to letters, calls or email in My permissions always comes first."),
        choices=[("", _("I have not decided")), *News.choices],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, row: Reading | None = None, **kwargs: Any) -> None:
        """`size`, `easy_first`: where the device was told otherwise, the form begins with what it was told."""
        here = {name: kwargs.pop(name) for name in ("size", "easy_first") if name in kwargs}
        row = row or Reading()
        language, language_named = _split(row.language)
        sign, sign_named = _split(row.sign)
        begins = {name: getattr(row, name) for name in ("size", "easy_first", "aloud", "news")}
        begins |= {
            "language": language,
            "language_named": language_named,
            "sign": sign,
            "sign_named": sign_named,
        } | here
        super().__init__(*args, **{"initial": begins, **kwargs})
        another = (OTHER, _("Another one"))
        self.fields["language"].choices = [("", _("As the pages are")), *spoken(), another]  # type: ignore[attr-defined]
        self.fields["sign"].choices = [("", _("No")), *SIGNS.items(), another]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        super().clean()
        for chosen in ("language", "sign"):
            if self.cleaned_data.get(chosen) == OTHER and not self.cleaned_data.get(f"{chosen}_named"):
                self.add_error(f"{chosen}_named", _("Write its name."))
        return self.cleaned_data

    @property
    def wish(self) -> dict[str, Any]:
        """What `set_reading` wants to know."""
        data = self.cleaned_data
        wish = {name: data[name] for name in ("size", "easy_first", "aloud", "news")}
        wish["language"] = self._one_language("language", "language_named")
        wish["sign"] = self._one_language("sign", "sign_named")
        return wish


class ReadingForForm(ReadingForm):
    told = forms.ChoiceField(label=_("How did they tell you?"), choices=Told.choices, widget=forms.RadioSelect)


def lines_sent(sent: Any) -> list[Line]:
    """The lines of a form for easy words, in their order: `words-0`, `picture-0`, `words-1` … ; empty ones too."""
    count = min(number_in(sent.get("rows", ""), 0), MOST_LINES + 10)
    return [
        Line(clean_line(sent.get(f"words-{n}", ""))[: LONGEST_LINE * 2], sent.get(f"picture-{n}", "")[:20])
        for n in range(count)
    ]


def picture_choices() -> list[tuple[str, str]]:
    """Names of pictures to choose from, by name."""
    return sorted(((key, str(name)) for key, (name, _d) in PICTURES.items()), key=lambda pair: pair[1].casefold())


class FilmForm(LanguageMixin):
    sign = forms.ChoiceField(label=_("Which sign language"))
    sign_named = LineField(label=_("If it is another one: its name"), max_length=40, required=False)
    link = LineField(
        label=_("Link to the film"),
        help_text=_("It starts with https://. The film stays where it is; the page only leads to it."),
        max_length=400,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sign"].choices = [*SIGNS.items(), (OTHER, _("Another one"))]  # type: ignore[attr-defined]

    @property
    def language(self) -> str:
        return self._one_language("sign", "sign_named")


class TranslationForm(LanguageMixin):
    language_chosen = forms.ChoiceField(label=_("Which language"))
    language_named = LineField(label=_("If it is another one: its name"), max_length=40, required=False)
    words = WordsField(label=_("The text in this language"), max_length=10_000, rows=8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language_chosen"].choices = [*spoken(), (OTHER, _("Another one"))]  # type: ignore[attr-defined]
        self.fields["words"].widget.attrs["dir"] = "auto"

    @property
    def language(self) -> str:
        return self._one_language("language_chosen", "language_named")


class CheckForm(forms.Form):
    checked_by = LineField(
        label=_("Who checked it"),
        help_text=_(
            "For example: four people of the Easy Read group; somebody who speaks it at home. No names needed."
        ),
        max_length=200,
    )
    checked_on = DateField(label=_("On which day"), initial=timezone.localdate)
