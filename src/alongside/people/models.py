"""People who take part. A nickname and a printed card are enough."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Naming(models.TextChoices):
    """How a person is named beside their words. Chosen by the person, per voice and per output."""

    FULL = "full", _("My full name")
    FIRST = "first", _("My first name")
    INITIALS = "initials", _("My initials")
    PSEUDONYM = "pseudonym", _("A name I made up")
    GROUP = "group", _("The name of my group")
    ANONYMOUS = "anonymous", _("No name")
    DO_NOT_QUOTE = "do_not_quote", _("Do not quote me")


def new_handle() -> str:
    """A short public id that says nothing about the person."""
    return secrets.token_hex(6)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, nickname: str, **fields: Any) -> "Person":
        person = self.model(nickname=nickname, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def create_superuser(self, handle: str, nickname: str = "Admin", **fields: Any) -> "Person":
        password = fields.pop("password", None)
        person = self.model(handle=handle, nickname=nickname, is_staff=True, is_superuser=True, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """Someone taking part; also the account they sign in with, by card, e-mailed code or passkey."""

    handle = models.CharField(max_length=24, unique=True, default=new_handle)
    nickname = models.CharField(_("nickname"), max_length=80)
    full_name = models.CharField(_("full name"), max_length=120, blank=True)
    pseudonym = models.CharField(_("made-up name"), max_length=80, blank=True)
    group_name = models.CharField(_("group"), max_length=120, blank=True)
    email = models.EmailField(_("email"), blank=True)
    language = models.CharField(max_length=12, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)
    joined_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined_from")

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nickname"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once", condition=~models.Q(email=""))]

    def __str__(self) -> str:
        return self.nickname

    def named(self, naming: str) -> str:
        """The name to print for this choice; empty when the person is not to be named."""
        first = self.full_name.split(" ")[0] if self.full_name else self.nickname
        initials = "".join(f"{part[0].upper()}." for part in (self.full_name or self.nickname).split())
        return {
            Naming.FULL.value: self.full_name or self.nickname,
            Naming.FIRST.value: first,
            Naming.INITIALS.value: initials,
            Naming.PSEUDONYM.value: self.pseudonym,
            Naming.GROUP.value: self.group_name,
        }.get(naming, "")


class Card(models.Model):
    """A printed card with a code that opens My space. Only a keyed hash of the code is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cards")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(ended_at__isnull=True), name="one_live_card")
        ]

    def __str__(self) -> str:
        return f"card {self.pk}"


class ApiToken(models.Model):
    """A key for scripts, with scopes and an end date. Only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name
