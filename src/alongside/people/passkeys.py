"""The library's passkeys and second step, in our words."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name, and whether it signs in by itself: yes, unless the person says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("name", _("My phone or computer"))
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")
        one = self.fields["passwordless"]
        one.initial, one.label = True, _("It signs me in by itself")
        one.help_text = _("Without this it is only a second step after the emailed code.")


class SixNumbers:
    """A field for the numbers that the app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]  # type: ignore[attr-defined]
        field.label = _("The six numbers")
        field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class StartSecondStep(SixNumbers, ActivateTOTPForm):  # type: ignore[misc]
    pass


class SecondStep(SixNumbers, AuthenticateForm):  # type: ignore[misc]
    pass


class SecondStepAgain(SixNumbers, ReauthenticateForm):  # type: ignore[misc]
    pass


class OurWords(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        "unverified_email": _("First show that your email is yours: sign in with a code sent to it, or open My email."),
        "add_email_blocked": _("Stop the second step first. Then you can add an email."),
        "cannot_delete_authenticator": _("Stop the second step first."),
        "cannot_generate_recovery_codes": _("There are no spare codes here."),
        "incorrect_code": _("That was not right. Try once more."),
    }
