"""How sign-in by email behaves here: no passwords, no open door unless invited, nothing told about who is here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from alongside.people.actions import note_new_account
from alongside.people.models import Person


class VerifyEmailOfNewcomers(EmailVerificationStage):  # type: ignore[misc]
    """Later nobody signs in by an email that no code has shown to be theirs, and people with a card may have none."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        return super().handle() if self.login.signup else (None, True)


class PeopleAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only for those who hold an invitation (the projects' room notes it in the session)."""
        return bool(request.session.get("invitation"))

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.nickname = form.cleaned_data["nickname"]
        saved: Person = super().save_user(request, user, form, commit=commit)
        if commit:
            note_new_account(saved)
        return saved

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Never by password."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] != "reauthenticate"]

    def get_login_stages(self) -> list[str]:
        ours, theirs = (
            "alongside.people.adapter.VerifyEmailOfNewcomers",
            "allauth.account.stages.EmailVerificationStage",
        )
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def send_account_already_exists_mail(self, email: str) -> None:
        """There is no password to reset: say where to sign in."""
        self.send_mail("account/email/account_already_exists", email, {"sign_in_url": sign_in_url()})


def sign_in_url() -> str:
    """Absolute, from the settings: never from the Host header of whoever asked."""
    return str(settings.ORIGIN).rstrip("/") + reverse("people:sign_in")
