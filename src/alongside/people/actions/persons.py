"""Making people, naming them, and signing them out."""

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from alongside.kit.text import clean_line
from alongside.ledger.actions import note_step
from alongside.people.models import Person

_LONGEST = {"nickname": 80, "full_name": 120, "pseudonym": 80, "group_name": 120, "language": 12}


def _email(text: str) -> str:
    """The address as we keep it, or "". ValueError if it cannot be one."""
    address = clean_line(text).lower()
    if address:
        try:
            validate_email(address)
        except ValidationError as problem:
            raise ValueError(_("“%(text)s” is not an email address.") % {"text": address}) from problem
    return address


def _line(field: str, text: str) -> str:
    return clean_line(text)[: _LONGEST[field]].strip()


@transaction.atomic
def make_person(nickname: str, *, by: Person | None = None, full_name: str = "", email: str = "") -> Person:
    """A new person. ValueError without a nickname, or when the email is none, or is somebody's already."""
    name = _line("nickname", nickname)
    if not name:
        raise ValueError(_("Give a nickname."))
    address = _email(email)
    if address and Person.objects.filter(email__iexact=address).exists():
        raise ValueError(_("Somebody with this email is here already."))
    person = Person.objects.create_user(name, full_name=_line("full_name", full_name), email=address)
    note_email(person)
    note_step("person.made", subject=person, actor=by)
    return person


def note_email(person: Person) -> None:
    """Let an emailed code prove the person's email. It counts as theirs only after that."""
    if person.email and not EmailAddress.objects.filter(user=person).exists():
        EmailAddress.objects.get_or_create(user=person, email=person.email.lower(), defaults={"primary": True})


@transaction.atomic
def set_names(
    person: Person,
    *,
    by: Person,
    nickname: str | None = None,
    full_name: str | None = None,
    pseudonym: str | None = None,
    group_name: str | None = None,
    language: str | None = None,
) -> Person:
    """Change how the person is named; None leaves a name as it is. Only the person does this, or an admin."""
    if by.pk != person.pk and not by.is_superuser:
        raise PermissionDenied
    given = {
        "nickname": nickname,
        "full_name": full_name,
        "pseudonym": pseudonym,
        "group_name": group_name,
        "language": language,
    }
    changed = {field: _line(field, text) for field, text in given.items() if text is not None}
    if "nickname" in changed and not changed["nickname"]:
        raise ValueError(_("Give a nickname."))
    for field, text in changed.items():
        setattr(person, field, text)
    person.save(update_fields=list(changed))
    note_step("person.named", subject=person, actor=by, fields=sorted(changed))
    return person


@transaction.atomic
def sign_out_everywhere(person: Person, *, by: Person) -> None:
    """Every session of the person ends, on every device. Sessions are tied to this unused secret."""
    if by.pk != person.pk and not by.is_superuser:
        raise PermissionDenied
    person.set_unusable_password()
    person.save(update_fields=["password"])
    note_step("person.signed_out_everywhere", subject=person, actor=by)


@transaction.atomic
def make_admin(nickname: str, *, email: str = "") -> Person:
    """Someone who looks after the network. Only somebody with a shell on the machine calls this."""
    person = Person.objects.filter(email__iexact=email, is_active=True).first() if email else None
    person = person or make_person(nickname, email=email)
    person.is_staff = person.is_superuser = True
    person.save(update_fields=["is_staff", "is_superuser"])
    note_step("person.made_admin", subject=person)
    return person


def note_new_account(person: Person) -> None:
    """The ledger's step for a person whom the sign-up page has just made."""
    with transaction.atomic():
        note_step("person.made", subject=person, actor=person)
