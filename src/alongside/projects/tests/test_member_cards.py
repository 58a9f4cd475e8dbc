"""A host makes cards for members only they look after; nobody's account is taken over."""

import pytest

from alongside.people.actions import give_card
from alongside.people.models import Card
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
