"""What a new account is asked beside the email. allauth builds its form on top of this one."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.kit.forms import LineField


class NicknameForm(forms.Form):
    nickname = LineField(
        label=_("Nickname"), max_length=80, help_text=_("What people here call you. It need not be your real name.")
    )
    field_order = ["nickname", "email"]

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Nothing more to do: the adapter has taken the nickname."""
