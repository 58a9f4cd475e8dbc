"""What a person needs: written, changed, removed. Words are sealed; removed words are gone from the bytes."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.kit.sealed import seal
from alongside.kit.text import clean_words
from alongside.ledger.actions import note_erasure, note_step
from alongside.needs.kinds import KINDS
from alongside.needs.models import Need, Share, ToDo
from alongside.needs.queries.mine import MOST
from alongside.needs.rules import owns
from alongside.people.models import Person
from alongside.projects.models import Project

LONGEST = 1000


def checked(words: str) -> str:
    """The words as they are kept. ValueError when there are none, or far too many."""
    words = clean_words(words)
    if not words:
        raise ValueError(_("Write what you need, in your own words."))
    if len(words) > LONGEST:
        raise ValueError(_("This is very long. Make several needs of it."))
    return words


@transaction.atomic
def keep_need(person: Person, *, by: Person, words: str, kind: str = "") -> Need:
    """A person writes what they need, once, for all gatherings."""
    if by.pk != person.pk:
        raise PermissionDenied
    return keep(person, by=by, words=words, kind=kind)


def keep(person: Person, *, by: Person, words: str, kind: str = "", told: str = "") -> Need:
    """What `keep_need` does, for the verbs that have asked already. `told`: how a host was told."""
    Person.objects.select_for_update().get(pk=person.pk)
    if Need.objects.filter(person=person).count() >= MOST:
        raise ValueError(_("There are many needs here already. Change or remove one first."))
    need = Need(person=person, typed_by=by if by.pk != person.pk else None, told=told)
    seal(need, "words", checked(words))
    seal(need, "kind", kind if kind in KINDS else "")
    need.save(force_insert=True)
    note_step("need.written", subject=person, actor=by)
    return need


@transaction.atomic
def change_need(need: Need, *, by: Person, words: str, kind: str = "") -> Need:
    """Other words, by the person. Where it is shared it reads so from now on."""
    if not owns(by, need):
        raise PermissionDenied
    need = Need.objects.select_for_update().get(pk=need.pk)
    seal(need, "words", checked(words))
    seal(need, "kind", kind if kind in KINDS else "")
    need.changed_at, need.typed_by, need.told = timezone.now(), None, ""
    need.save(update_fields=["words", "kind", "changed_at", "typed_by", "told"])
    note_step("need.changed", subject=need.person, actor=by)
    transaction.on_commit(forget_now)
    return need


@transaction.atomic
def remove_need(need: Need, *, by: Person) -> None:
    """Gone everywhere, at once, also what hosts wrote to do about it. That it was shared, and met or not, stays."""
    if not owns(by, need):
        raise PermissionDenied
    end_shares(list(Share.objects.select_for_update().filter(need=need)), forget=True)
    Need.objects.filter(pk=need.pk).delete()
    note_erasure("need", need.pk, mark_of(need))
    note_step("need.removed", subject=need.person, actor=by)
    transaction.on_commit(forget_now)


def mark_of(need: Need) -> str:
    """What only this need has."""
    return keyed_hash("erased", f"need:{need.pk}")


@transaction.atomic
def remove_again(need_id: str, mark: str) -> bool:
    """An old backup brought a removed need back: it goes again, with what hosts wrote to do about it."""
    need = Need.objects.filter(pk=need_id).first()
    if need is None or mark_of(need) != mark:
        return False
    end_shares(list(Share.objects.filter(need=need)), forget=True)
    Need.objects.filter(pk=need.pk).delete()
    return True


@transaction.atomic
def stop_sharing_in(project: Project, person: Person) -> int:
    """The person asked that nothing of theirs is kept in this project; `ethics` asked who may. Answers how many."""
    shares = list(Share.objects.select_for_update().filter(person=person, gathering__project=project))
    end_shares(shares, forget=True)
    return len(shares)


def end_shares(shares: list[Share], *, forget: bool = False) -> None:
    """Hosts no longer read these; what they wrote to do about them is emptied. `forget`: so is what the person said."""
    now, keys = timezone.now(), [share.pk for share in shares]
    Share.objects.filter(pk__in=keys, ended_at=None).update(ended_at=now)
    if forget:
        Share.objects.filter(pk__in=keys).update(outcome_words=b"")
    ToDo.objects.filter(share__in=keys).update(share=None, words=b"", reason=b"", state=ToDo.State.GONE, ended_at=now)
    if keys:
        transaction.on_commit(forget_now)
