"""Where a code is sent to."""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from django.utils.translation import gettext_lazy as _

from alongside.people.actions import note_email


class AskForCode(RequestLoginCodeForm):  # type: ignore[misc]
    """allauth's form, also for people whose email a host gave: allauth does not know that one yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your email")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if self._user:
            note_email(self._user)
        return email
