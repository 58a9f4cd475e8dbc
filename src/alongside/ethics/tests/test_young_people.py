"""Young people keep their own voice: both must allow, their no wins, and few know that they are young."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from tests.access.matrix import PAGES
from tests.access.test_canaries import api_reads, unpacked
from tests.access.test_pages import addresses
from tests.access.world import build

from alongside.ethics import actions, queries
from alongside.ethics.models import NotSo, Permission, Supporter, Young
from alongside.ledger.actions import replay_erasures
from alongside.ledger.models import Erasure, Step
from alongside.people.actions import make_token
from alongside.people.models import Person
from alongside.projects.parts import what_is_asked, what_waits
from alongside.voices.actions import record_voice
from alongside.voices.models import Voice
from alongside.voices.queries import show_one, withheld_in


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.KEYS_FOLDER, settings.ERASED_FILE = tmp_path, tmp_path / "erased.jsonl"


@pytest.fixture
def place(cast) -> int:
    return int(cast.project.memberships.get(person=cast.amina).pk)


def rules(cast, both=("quote",), is_on=True) -> None:
    actions.set_young_rules(cast.project, by=cast.hana, is_on=is_on, cut_off=16, both=list(both))


def parent(cast) -> Person:
    actions.record_authority(
        cast.project, cast.amina, cast.bryn, by=cast.hana, acting="parent", ground="She is in year seven."
    )
    return cast.bryn


def says(cast, by, yes: bool, kind: str = "quote", **more) -> Permission:
    return actions.answer(cast.project, cast.amina, kind, yes=yes, by=by, **more)


def goes_out(voice: Voice) -> bool:
    """The rule in Python and the rule in SQL are one."""
    seen = bool(show_one(voice, viewer=None, project=voice.project).words)
    assert seen != Voice.objects.filter(withheld_in(voice.project), pk=voice.pk).exists()
    return seen


def test_it_is_off_by_default_and_only_hosts_turn_it_on(cast):
    with pytest.raises(ValueError, match="has not said"):
        actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    for other in (cast.bryn, cast.dev, cast.olga, cast.sam):
        with pytest.raises(PermissionDenied):
            actions.set_young_rules(cast.project, by=other, is_on=True, cut_off=16, both=[])
    for age in (9, 19):
        with pytest.raises(ValueError, match="10 to 18"):
            actions.set_young_rules(cast.project, by=cast.hana, is_on=True, cut_off=age, both=[])


def test_they_or_a_parent_say_so_or_a_host_who_was_told(cast, as_, place):
    rules(cast)
    for other in (cast.bryn, cast.dev, cast.olga, cast.hana, cast.sam):
        with pytest.raises(PermissionDenied):
            actions.mark_young(cast.project, cast.amina, by=other, group="younger")
    row = actions.ask_for_supporter(cast.project, cast.amina, cast.tess, by=cast.hana)
    actions.agree_to_supporter(row, by=cast.amina)
    with pytest.raises(PermissionDenied):  # a supporter is no parent
        actions.mark_young(cast.project, cast.amina, by=cast.tess, group="younger")
    assert as_(cast.tess).post(f"/my/permissions/{place}/age/", {"group": "older"}).status_code == 404
    as_(cast.amina).post(f"/my/permissions/{place}/age/", {"group": "older"})
    assert Young.objects.get(ended_at=None).group == "older"
    actions.mark_young(cast.project, cast.amina, by=parent(cast), group="younger")
    assert Young.objects.get(ended_at=None).said_by == "parent"
    as_(cast.hana).post(f"/p/warm-homes/permissions/member/{place}/age/", {"group": ""})
    assert not Young.objects.filter(ended_at=None).exists()
    assert as_(cast.amina).post(f"/my/permissions/{place}/age/", {"group": "2011-04-01"}).status_code == 302
    assert not Young.objects.filter(ended_at=None).exists(), "an age group, never a date"


def test_both_must_say_yes_and_either_no_keeps_it_inside(cast):
    voice = record_voice(cast.project, words="The stairs are dark.", by=cast.amina, person=cast.amina)
    assert goes_out(voice)
    rules(cast)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    assert not goes_out(voice), "a parent was not asked yet"
    mum = parent(cast)
    assert says(cast, mum, True).is_second
    assert goes_out(voice)
    says(cast, cast.amina, False)
    assert not goes_out(voice)
    says(cast, mum, True)
    assert not goes_out(voice), "the young person's no always wins"
    says(cast, cast.amina, True)
    assert goes_out(voice)
    says(cast, mum, False)
    assert not goes_out(voice), "a parent's no keeps it inside too"
    actions.withdraw(cast.project, cast.amina, ["quote"], by=mum)
    says(cast, cast.amina, True)
    assert not goes_out(voice)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="older")
    assert goes_out(voice), "old enough to decide alone"


def test_a_parent_finds_what_they_are_asked_and_reads_their_own_answer_apart_from_the_childs(cast, as_, place):
    rules(cast)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    says(cast, cast.amina, True)
    mum = parent(cast)
    asked = '<a href="#kind-quote">'
    assert asked not in as_(cast.amina).get(f"/my/permissions/{place}/").content.decode(), "she has answered"
    page = as_(mum).get(f"/my/permissions/{place}/").content.decode()
    for words in (asked, "What Amina says:", "You are asked too. Your answer:"):
        assert words in page
    assert "Yes, still" not in page, "the child's yes is not hers"
    assert "#all-of-it" not in page, "no link to what only the person can do"
    says(cast, mum, True)
    page = as_(mum).get(f"/my/permissions/{place}/").content.decode()
    assert "Yes, still" in page
    assert asked not in page


def test_a_parent_alone_allows_nothing(cast):
    voice = record_voice(cast.project, words="The stairs are dark.", by=cast.amina, person=cast.amina)
    Permission.objects.all().delete()
    rules(cast)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    says(cast, parent(cast), True)
    assert not goes_out(voice)


def test_what_needs_not_both_a_parent_answers_as_a_supporter_would(cast):
    rules(cast, both=("photo_of_me",))
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    mum = parent(cast)
    says(cast, cast.amina, False)
    with pytest.raises(ValueError, match="Only Amina"):
        says(cast, mum, True)


def test_changed_rules_ask_or_stop_asking_a_parent(cast):
    rules(cast, both=("quote",))
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    seconds = Permission.objects.filter(is_second=True, until=None)
    assert set(seconds.values_list("kind", flat=True)) == {"quote"}
    rules(cast, both=("recording", "nonsense", "join"))
    assert set(seconds.values_list("kind", flat=True)) == {"recording"}
    rules(cast, both=("recording",), is_on=False)
    assert not seconds.exists()


def test_they_read_easy_words_and_these_are_kept(cast, as_, place):
    rules(cast)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    page = as_(cast.amina).get(f"/my/permissions/{place}/").content.decode()
    assert "Other people may read what you said." in page
    assert "A parent or carer is asked too, but nobody answers as one now." in page
    notice = says(cast, cast.amina, True).notice
    assert "Nobody will be cross" in notice.words
    assert "Nobody will be cross" not in says(cast, parent(cast), True).notice.words


CHANGES = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": ?"[^"]+"|submit_key" value="[^"]*"|nonce-\w+')


def told(answer) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    return CHANGES.sub("", unpacked(body))


def test_whether_somebody_is_young_changes_no_page_of_others(cast, as_):
    """What others can see is the same whether or not somebody is young."""
    world = build(cast)
    actions.set_young_rules(cast.project, by=cast.hana, is_on=True, cut_off=16, both=["photo_of_me"])

    def seen(person) -> dict[str, str]:
        """Every page and every read of the API. A PDF and the log's proof are made anew each time."""
        client, token = Client(raise_request_exception=False), ""
        if person:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            token = tokens[person.pk]
        paths = [path for name in PAGES for path in addresses(name, world, "warm-homes")]
        paths = [path for path in paths if not any(part in path for part in ("sign-out", "/log", "/my/data/", ".pdf"))]
        return {path: told(client.get(path)) for path in paths} | api_reads(world, token)

    others = [None, cast.bryn, cast.dev]
    tokens = {one.pk: make_token(one, by=one, name="all", scopes=["read"]) for one in others if one}
    before, steps = [seen(person) for person in others], Step.objects.count()
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    assert Step.objects.count() == steps, "no step of the ledger tells of it"
    for person, old in zip(others, before, strict=True):
        new = seen(person)
        assert [path for path in old if old[path] != new[path]] == [], person
    for person in (cast.sam, cast.hana):
        page = as_(person).get("/p/warm-homes/young-people/who/").content.decode()
        assert "Under 16" in page
        assert "Amina" in page
    for person in (cast.bryn, cast.dev, cast.tess):
        assert as_(person).get("/p/warm-homes/young-people/who/").status_code == 403


def test_four_parts_are_read_from_what_is_so_and_can_be_contradicted(cast, as_):
    rules(cast)
    url = "/p/warm-homes/young-people/"
    page = as_(None).get(url).content.decode()
    told = ("There is a safeguarding lead", "We have not agreed yet", "Who decides: The board")
    for words in (*told, "Nothing has become different yet", "Under 16: you are asked, and a parent or carer too"):
        assert words in page
    assert as_(cast.bryn).get(url + "space/").status_code == 403
    assert as_(cast.hana).get(url + "nonsense/").status_code == 404
    assert as_(cast.hana).post(url + "space/", {"words": ""}).status_code == 422
    as_(cast.hana).post(url + "space/", {"words": "Two grown-ups are always there."})
    with pytest.raises(PermissionDenied):
        actions.say_not_so(cast.project, by=cast.olga, part="space", words="No")
    wrong = as_(cast.amina).post(url + "space/not-so/", {"words": " "})
    assert wrong.status_code == 422
    for _n in range(2):
        as_(cast.amina).post(url + "space/not-so/", {"words": "There was one only.", "submit_key": "a-key-of-a-form"})
    row = NotSo.objects.get()
    page = as_(None).get(url).content.decode()
    assert "There was one only." in page
    assert "Amina" not in page
    assert any("that is not so" in one.words for one in what_waits(cast.project, cast.hana))
    assert as_(cast.dev).get(url + f"not-so/{row.pk}/").status_code == 403
    as_(cast.hana).post(url + f"not-so/{row.pk}/", {"words": "You are right. Now there are two."})
    assert "Now there are two." in as_(None).get(url).content.decode()


def test_what_they_said_goes_when_they_take_it_back_and_stays_gone(cast, django_capture_on_commit_callbacks):
    row = actions.say_not_so(cast.project, by=cast.amina, part="voice", words="Nobody asked me.")
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(cast.project, cast.amina, ["notes"], by=cast.amina)
    row.refresh_from_db()
    assert (row.words, row.person) == ("", None)
    Erasure.objects.filter(what="not_so").delete()
    NotSo.objects.update(words="Nobody asked me.", person=cast.amina)
    assert replay_erasures() == 1
    assert NotSo.objects.get().words == ""


def test_as_many_queries_for_many_as_for_few(cast, as_, django_assert_max_num_queries):
    rules(cast)
    for n in range(12):
        person = Person.objects.create_user(f"Y{n}")
        cast.project.memberships.create(person=person)
        actions.mark_young(cast.project, person, by=person, group="younger")
        actions.say_not_so(cast.project, by=person, part="space", words=f"No {n}")
    stranger, host = as_(None), as_(cast.hana)
    with django_assert_max_num_queries(26):
        stranger.get("/p/warm-homes/young-people/")
    with django_assert_max_num_queries(11):
        host.get("/p/warm-homes/young-people/who/")
    assert queries.kind_rows(cast.project, cast.amina)


def test_a_parents_say_that_ran_out_is_one_story_on_every_page(cast, as_, place):
    rules(cast)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    father = parent(cast)
    says(cast, father, True)
    who = f"/p/{cast.project.slug}/young-people/who/"
    assert "any more" not in " ".join(one.words for one in what_is_asked(father))
    day = timezone.localdate() - timedelta(days=3)
    Supporter.objects.update(ends_on=day)
    until = f"until {date_format(day, 'j F Y')}"
    page = as_(cast.amina).get(f"/my/permissions/{place}/").content.decode()
    assert f"Bryn could answer for you here {until}" in page
    assert "may answer for you here" not in page
    assert "nobody answers as one now" in page
    theirs = as_(father).get("/my/permissions/").content.decode()
    assert f"You could answer for Amina in “Warm homes” {until}" in theirs
    assert "you may not answer for Amina any more" in " ".join(one.words for one in what_is_asked(father))
    for other in (cast.tess, cast.amina):
        assert "You could answer" not in as_(other).get("/my/permissions/").content.decode()
    for reader in (cast.hana, cast.sam):
        told = as_(reader).get(who).content.decode()
        assert f"Bryn could answer {until}. It ran out." in told
        assert "No parent or carer is written down" not in told
        assert ("Look at it again" in told) == (reader == cast.hana)
    actions.object_to_supporter(Supporter.objects.get(), by=cast.amina)
    assert "the young person objects" in as_(cast.hana).get(who).content.decode()
    assert "You could answer" not in as_(father).get("/my/permissions/").content.decode()


def test_a_worry_can_be_told_from_the_page_of_four_parts(cast, as_):
    rules(cast)
    page = as_(cast.amina).get("/p/warm-homes/young-people/").content.decode()
    worry = reverse("care:worried", args=["warm-homes"])
    assert f'<a href="{worry}">There is a safeguarding lead.' in page
    cast.project.memberships.get(person=cast.sam).roles.all().delete()
    page = as_(cast.amina).get("/p/warm-homes/young-people/").content.decode()
    assert f'<a href="{worry}">There is' not in page


def test_a_parent_reads_how_to_answer_too_where_young_people_take_part(cast, as_):
    assert "Are you a parent or carer?" not in as_(None).get("/p/warm-homes/young-people/").content.decode()
    rules(cast)
    assert "Are you a parent or carer?" in as_(None).get("/p/warm-homes/young-people/").content.decode()
