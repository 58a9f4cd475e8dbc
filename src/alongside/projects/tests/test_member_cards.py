"""A host makes cards for members only they look after; nobody's account is taken over."""

import pytest

from alongside.people.actions import give_card
from alongside.people.models import Card, Person
from alongside.people.queries import person_by_card
from alongside.projects.models import Membership, Project


def page(project, person):
    return f"/p/{project.slug}/people/{Membership.objects.get(project=project, person=person).pk}/card/"


def test_it_opens_to_hosts_of_this_project_only(cast, as_):
    there = page(cast.project, cast.amina)
    for person in (cast.bryn, cast.dev, cast.olga):
        assert as_(person).get(there).status_code == 403
        assert as_(person).post(there).status_code == 403
    assert as_(None).post(there).status_code == 302
    foreign = Membership.objects.get(person=cast.olga).pk
    assert as_(cast.hana).get(f"/p/warm-homes/people/{foreign}/card/").status_code == 404
    assert not Card.objects.exists()


@pytest.mark.parametrize("name", ["bryn", "cole", "dev", "tess"])
def test_it_refuses_people_with_an_email_or_a_role(cast, as_, name):
    there = page(cast.project, getattr(cast, name))
    assert as_(cast.hana).post(there).status_code == 403
    assert not Card.objects.exists()


def test_it_refuses_people_who_are_elsewhere_too(cast, as_):
    Membership.objects.create(project=cast.other, person=cast.amina)
    assert as_(cast.hana).post(page(cast.project, cast.amina)).status_code == 403
    assert Project.objects.count() == 2


def test_it_shows_the_card_once_and_ends_the_old_one(cast, as_):
    old = give_card(cast.amina, by=cast.hana)
    browser, there = as_(cast.hana), page(cast.project, cast.amina)
    browser.get(there)
    assert person_by_card(old) == cast.amina
    answer = browser.post(there)
    code = answer.context["cards"][0].code
    assert person_by_card(old) is None
    assert person_by_card(code) == cast.amina
    assert "no-store" in answer["Cache-Control"]
    assert code not in browser.get(there).content.decode()


def test_loading_a_sheet_of_cards_again_adds_nobody_and_kills_no_card(cast, as_):
    host, people = as_(cast.hana), "/p/warm-homes/people/"
    for form, to, field in (
        ("many", f"{people}add/many/", {"many-nicknames": "Nia\nOla", "many-side": "community"}),
        ("form", f"{people}add/", {"nickname": "Pia", "side": "community"}),
    ):
        page = host.get(f"{people}add/")
        prefix = "many-" if form == "many" else ""
        body = field | {f"{prefix}submit_key": page.context[form]["submit_key"].value()}
        assert "data:image/svg" in host.post(to, body).content.decode()
        before = Person.objects.count()
        again = host.post(to, body, follow=True)
        assert "Nothing was done again." in again.content.decode()
        assert Person.objects.count() == before
    assert Person.objects.filter(nickname__in=["Nia", "Ola", "Pia"]).count() == 3
    where = f"{people}{cast.project.memberships.get(person__nickname='Nia').pk}/card/"
    body = {"submit_key": host.get(where).context["form"]["submit_key"].value()}
    host.post(where, body)
    card = Card.objects.latest("pk")
    host.post(where, body)
    assert Card.objects.latest("pk") == card
    assert card.ended_at is None
