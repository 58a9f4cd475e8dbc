"""Every page of the project opens for those it is for, and for nobody else."""

import pytest
from django.urls import reverse

from alongside.projects import actions
from alongside.projects.models import Membership, Role

EVERYONE = ["project", "promise", "people", "history"]
HOSTS = ["desk", "edit", "edit_promise", "phases", "choices", "manage", "add_people", "invitations", "end"]


@pytest.mark.parametrize("name", EVERYONE + HOSTS + ["me", "leave"])
def test_it_hides_a_members_only_project_from_outsiders(cast, as_, name):
    address = reverse(f"projects:{name}", args=[cast.other.slug])
    for person in (None, cast.amina, cast.hana):
        assert as_(person).get(address).status_code == 404
    assert as_(cast.olga).get(address).status_code == 200


@pytest.mark.parametrize("name", HOSTS)
def test_it_opens_host_pages_to_hosts_only(cast, as_, name):
    address = reverse(f"projects:{name}", args=[cast.project.slug])
    assert as_(None).get(address).status_code == 302
    for person in (cast.olga, cast.amina, cast.dev):
        assert as_(person).get(address).status_code == 403
    for person in (cast.hana, cast.cole, cast.ada):
        assert as_(person).get(address).status_code == 200


@pytest.mark.parametrize("name", EVERYONE)
def test_it_shows_a_public_project_to_strangers(cast, as_, name):
    assert as_(None).get(reverse(f"projects:{name}", args=[cast.project.slug])).status_code == 200


def test_it_takes_host_pages_away_on_the_next_request(cast, as_):
    browser, desk = as_(cast.cole), reverse("projects:desk", args=[cast.project.slug])
    assert browser.get(desk).status_code == 200
    member = Membership.objects.get(project=cast.project, person=cast.cole)
    as_(cast.hana).post(reverse("projects:remove_member", args=[cast.project.slug, member.pk]))
    assert browser.get(desk).status_code == 403


def test_it_keeps_the_last_host(cast, as_):
    actions.remove_member(Membership.objects.get(project=cast.project, person=cast.cole), by=cast.hana)
    mine = Membership.objects.get(project=cast.project, person=cast.hana)
    browser = as_(cast.hana)
    answer = browser.post(reverse("projects:leave", args=[cast.project.slug]), follow=True)
    assert "needs a host" in answer.content.decode()
    answer = browser.post(reverse("projects:member", args=[cast.project.slug, mine.pk]), {"side": "staff"})
    assert answer.status_code == 422
    assert Role.objects.filter(membership=mine, name="host").exists()


def test_it_answers_404_for_a_member_of_another_project(cast, as_):
    theirs = Membership.objects.get(person=cast.olga)
    for name in ("member", "card"):
        assert as_(cast.hana).get(reverse(f"projects:{name}", args=[cast.project.slug, theirs.pk])).status_code == 404


def test_it_starts_a_project_with_its_promise_and_plan(cast, as_):
    assert as_(cast.amina).get("/projects/start/").status_code == 403
    sent = {
        "project-title": "Warm homes", "project-question": "What next?", "project-community_side": "Us",
        "project-staff_side": "Them", "project-visibility": "members", "project-starts_on": "2026-01-01",
        "promise-who_decides": "A board", "promise-answer_days": "84", "promise-playback_days": "14",
        "promise-first_look_days": "182", "promise-second_look_days": "365",
        "phases-TOTAL_FORMS": "2", "phases-INITIAL_FORMS": "0", "phases-0-title": "Listen",
        "phases-0-starts_on": "2026-02-01", "phases-0-ends_on": "2026-01-01",
        "choices-TOTAL_FORMS": "1", "choices-INITIAL_FORMS": "0",
    }  # fmt: skip
    wrong = as_(cast.hana).post("/projects/start/", sent)
    assert wrong.status_code == 422
    assert "A phase ends after it starts." in wrong.content.decode()
    assert 'value="Listen"' in wrong.content.decode()
    right = as_(cast.hana).post("/projects/start/", sent | {"phases-0-ends_on": "2026-03-01"})
    assert right["Location"] == "/p/warm-homes-2/desk/"


def test_it_prints_a_card_once_and_only_for_those_a_host_looks_after(cast, as_):
    amina = Membership.objects.get(project=cast.project, person=cast.amina)
    dev = Membership.objects.get(project=cast.project, person=cast.tess)
    browser = as_(cast.hana)
    assert browser.post(reverse("projects:card", args=[cast.project.slug, dev.pk])).status_code == 403
    assert (
        "data:image/svg" in browser.post(reverse("projects:card", args=[cast.project.slug, amina.pk])).content.decode()
    )


def test_it_adds_many_people_and_shows_their_cards(cast, as_):
    sent = {"many-nicknames": "Una\n\n Vik \n", "many-side": "community"}
    answer = as_(cast.hana).post(reverse("projects:add_many", args=[cast.project.slug]), sent)
    assert answer.content.decode().count("data:image/svg") == 2
    assert Membership.objects.filter(project=cast.project, person__nickname__in=["Una", "Vik"]).count() == 2


def test_it_joins_somebody_new_and_shows_the_card_once(cast, as_):
    token = actions.invite(cast.other, by=cast.olga, side="community")
    browser = as_(None)
    for _look in range(3):
        assert browser.get(f"/join/{token}/").status_code == 200
    answer = browser.post(f"/join/{token}/", {"nickname": "Una"})
    assert "data:image/svg" in answer.content.decode()
    assert browser.get(f"/p/{cast.other.slug}/").status_code == 200
    assert as_(None).get(f"/join/{token}/").status_code == 404
    assert as_(None).get("/join/NOSUCHCODE22/").status_code == 404


def test_it_lists_only_those_who_chose_a_name(cast, as_):
    Membership.objects.filter(project=cast.project, person=cast.amina).update(naming="anonymous")
    page = as_(cast.hana).get(f"/p/{cast.project.slug}/people/").content.decode()
    listed = page[page.index("<main") :]
    assert "Amina" not in listed
    assert "Bryn" in listed
    assert "Bryn Parry" not in listed


def test_it_names_nobody_in_the_history(cast, as_):
    actions.make_promise(cast.project, by=cast.hana, open="More")
    page = as_(None).get(f"/p/{cast.project.slug}/history/").content.decode()
    assert "A host made version 2 of the promise." in page
    assert "Hana" not in page


def _queries(browser, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as seen:
        assert browser.get(address).status_code == 200
    return len(seen.captured_queries)


@pytest.mark.parametrize("name", ["people", "history", "manage", "project"])
def test_it_costs_the_same_however_many_there_are(cast, as_, name, django_assert_max_num_queries):
    browser, address = as_(cast.hana), reverse(f"projects:{name}", args=[cast.project.slug])
    actions.make_promise(cast.project, by=cast.hana, open="A")
    actions.set_phase(cast.project, by=cast.hana, title="A", starts_on=cast.project.starts_on)
    before = _queries(browser, address, django_assert_max_num_queries)
    actions.add_new_people(cast.project, [f"N{n}" for n in range(25)], by=cast.cole)
    Membership.objects.filter(person__nickname__startswith="N").update(naming="first")
    for n in range(5):
        actions.set_phase(cast.project, by=cast.cole, title=f"P{n}", starts_on=cast.project.starts_on)
    assert _queries(browser, address, django_assert_max_num_queries) == before
