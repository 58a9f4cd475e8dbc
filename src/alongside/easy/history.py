"""What the project's history says of easy words, films and languages, and where it leads."""

from django.utils.translation import gettext_lazy as later

from alongside.projects.history import leads, tell

tell(
    form__easy=later("%(who)s said a text in easy words."),
    form__film=later("%(who)s linked a film in sign language to a text."),
    form__language=later("%(who)s typed a text in another language."),
    form__checked=later("Somebody checked easy words, a film or a translation."),
    form__still_fits=later("%(who)s found that easy words still fit a text that changed."),
    form__removed=later("%(who)s took away easy words, a film or a translation."),
)
leads("easy.form", "projects:project", each=False)
