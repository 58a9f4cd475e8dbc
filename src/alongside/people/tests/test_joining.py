"""A card person and an account become one, and nothing is lost."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.gatherings.models import Attendance, Gathering
from alongside.impact.models import ReceiptWish
from alongside.people.actions import give_card, join_people, make_token
from alongside.people.models import Person
from alongside.people.queries import person_by_card, person_by_token, pointing_counts
from alongside.projects.models import Membership, Role, RoleName, Side
from alongside.voices.models import Stance, Statement, Voice


def test_it_never_joins_an_admin_into_somebody(cast):
    with pytest.raises(ValueError):
        join_people(cast.bryn, cast.ada, by=cast.bryn)
    cast.ada.refresh_from_db()
    assert cast.ada.is_active


def test_it_does_not_join_a_person_with_themselves_or_twice(cast):
    with pytest.raises(ValueError):
        join_people(cast.bryn, cast.bryn, by=cast.bryn)
    join_people(cast.bryn, cast.amina, by=cast.bryn)
    with pytest.raises(ValueError):
        join_people(cast.bryn, cast.amina, by=cast.bryn)


def test_it_moves_voices_and_unites_memberships(cast, say):
    say(cast.amina, "The stairs are dark")
    say(cast.bryn, "So is the yard")
    early = timezone.now() - timedelta(days=90)
    Membership.objects.filter(person=cast.amina).update(joined_at=early, external_id="p7")
    theirs = Membership.objects.get(person=cast.amina)
    Role.objects.create(membership=theirs, name=RoleName.EVALUATOR)
    join_people(cast.bryn, cast.amina, by=cast.bryn)
    assert Voice.objects.filter(person=cast.bryn).count() == 2
    membership = Membership.objects.get(person=cast.bryn)
    assert membership.joined_at == early
    assert membership.external_id == "p7"
    assert [role.name for role in membership.roles.all()] == ["evaluator"]
    assert set(pointing_counts(cast.amina)) == set()


def test_it_gives_no_powers_of_groups(cast):
    from django.contrib.auth.models import Group

    cast.amina.groups.add(Group.objects.create(name="keepers"))
    join_people(cast.bryn, cast.amina, by=cast.bryn)
    assert not cast.bryn.groups.exists()
    assert pointing_counts(cast.amina) == {}


def test_it_keeps_the_newer_stance(cast, say):
    old, new = timezone.now() - timedelta(days=2), timezone.now()
    first = Statement.objects.create(voice=say(cast.hana, "One"))
    second = Statement.objects.create(voice=say(cast.hana, "Two"))
    Stance.objects.create(statement=first, person=cast.bryn, value=1, at=old)
    Stance.objects.create(statement=first, person=cast.amina, value=-1, at=new)
    Stance.objects.create(statement=second, person=cast.bryn, value=1, at=new)
    Stance.objects.create(statement=second, person=cast.amina, value=-1, at=old)
    join_people(cast.bryn, cast.amina, by=cast.bryn)
    found = dict(Stance.objects.filter(person=cast.bryn).values_list("statement_id", "value"))
    assert found == {first.pk: -1, second.pk: 1}


def test_it_keeps_one_live_card(cast):
    theirs = give_card(cast.amina, by=cast.amina)
    join_people(cast.bryn, cast.amina, by=cast.bryn)
    assert person_by_card(theirs) == cast.bryn
    other = Person.objects.create_user("Second card")
    dying = give_card(other, by=other)
    join_people(cast.bryn, other, by=cast.bryn)
    assert person_by_card(dying) is None
    assert person_by_card(theirs) == cast.bryn


def test_it_brings_email_and_keys_along(cast):
    token = make_token(cast.bryn, by=cast.bryn, name="script", scopes=["read"])
    join_people(cast.amina, cast.bryn, by=cast.amina)
    cast.amina.refresh_from_db()
    assert cast.amina.email == "bryn@example.org"
    assert cast.amina.full_name == "Bryn Parry"
    found = person_by_token(token)
    assert found is not None
    assert found[0] == cast.amina
    join_people(cast.hana, cast.amina, by=cast.hana)
    emails = dict(EmailAddress.objects.filter(user=cast.hana).values_list("email", "primary"))
    assert emails["bryn@example.org"] is False
    cast.hana.refresh_from_db()
    assert cast.hana.email == "hana@example.org"


def test_it_ends_the_others_sessions_and_way_in(cast, as_):
    browser = as_(cast.amina)
    code = give_card(cast.amina, by=cast.amina)
    join_people(cast.bryn, cast.amina, by=cast.bryn)
    assert browser.get("/my/name/").status_code == 302
    assert person_by_card(code) == cast.bryn


steps = st.lists(
    st.tuples(st.sampled_from(["voice", "stance", "attend", "role", "type", "card"]), st.booleans(), st.integers(0, 3)),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_it_loses_nothing_whatever_both_did(cast, say, story):
    new = Person.objects.create_user
    kept, other = new("Kept"), new("Other")
    home = cast.project
    memberships = {p: Membership.objects.create(project=home, person=p, side=Side.COMMUNITY) for p in (kept, other)}
    gatherings = [Gathering.objects.create(project=home, title=str(n), on=home.starts_on) for n in range(4)]
    statements = [Statement.objects.create(voice=say(cast.hana, str(n))) for n in range(4)]
    voices, typed = 0, 0
    sets: dict[str, set[object]] = {"stance": set(), "attend": set(), "role": set()}
    for what, is_kept, n in story:
        person = kept if is_kept else other
        if what == "voice":
            say(person, "w")
            voices += 1
        elif what == "type":
            say(cast.hana, "w", typed_by=person)
            typed += 1
        elif what == "card":
            give_card(person, by=person)
        else:
            sets[what].add(n)
            if what == "stance":
                Stance.objects.get_or_create(statement=statements[n], person=person, defaults={"value": 1})
            elif what == "attend":
                Attendance.objects.get_or_create(gathering=gatherings[n], person=person)
            else:
                Role.objects.get_or_create(membership=memberships[person], name=RoleName.values[n])
    join_people(kept, other, by=kept)
    assert set(pointing_counts(other)) <= {"people.person.joined_into"}
    assert pointing_counts(other) == {}
    assert Voice.objects.filter(person=kept).count() == voices
    assert Voice.objects.filter(typed_by=kept).count() == typed
    assert Stance.objects.filter(person=kept).count() == len(sets["stance"])
    assert Attendance.objects.filter(person=kept).count() == len(sets["attend"])
    assert Role.objects.filter(membership__person=kept).count() == len(sets["role"])
    assert kept.cards.filter(ended_at__isnull=True).count() <= 1


def test_it_keeps_ours_of_what_a_person_has_only_one_of(cast):
    ReceiptWish.objects.create(person=cast.bryn, by_email=True)
    ReceiptWish.objects.create(person=cast.amina, by_email=False)
    join_people(cast.bryn, cast.amina, by=cast.bryn)
    assert ReceiptWish.objects.get().by_email
    assert ReceiptWish.objects.get().person == cast.bryn
