"""Each page opens for those it is for, and is not there for the others."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.gatherings.models import Gathering
from alongside.ledger.models import Step
from alongside.people.models import Person
from alongside.projects.models import Membership, Side
from alongside.voices import actions
from alongside.voices.models import OutputNaming, Stance, Statement, Voice

SLUG = "warm-homes"


def at(name, *args):
    return reverse(f"voices:{name}", args=[SLUG, *args])


@pytest.fixture
def gathering(cast):
    return Gathering.objects.create(project=cast.project, title="Kitchen table", on=date(2026, 2, 3))


@pytest.fixture
def elsewhere(cast):
    return Gathering.objects.create(project=cast.other, title="Other table", on=date(2026, 2, 3))


# saying


def test_it_lets_only_members_say(cast, as_):
    assert as_(cast.olga).post(at("say"), {"words": "x"}).status_code == 403
    assert as_(None).post(at("say"), {"words": "x"}).status_code == 302
    assert not Voice.objects.exists()
    assert as_(cast.olga).get("/p/quiet-streets/voices/").status_code == 200
    assert as_(cast.amina).get("/p/quiet-streets/say/").status_code == 404


def test_it_keeps_what_a_member_says_and_tells_what_happens_next(cast, as_, gathering):
    answer = as_(cast.amina).post(
        at("say"),
        {"words": "Cold\r\n  and   damp", "naming": "initials", "gathering": gathering.pk, "submit_key": "abc"},
        follow=True,
    )
    voice = Voice.objects.get()
    assert voice.words == "Cold\n  and   damp"
    assert (voice.person, voice.gathering, voice.naming) == (cast.amina, gathering, "initials")
    assert b"What happens next" in answer.content


def test_it_ignores_fields_that_are_not_asked_for(cast, as_):
    extra = {"person": cast.bryn.pk, "typed_by": cast.hana.pk, "taken_back_at": "2026-01-01", "source": "import"}
    as_(cast.amina).post(at("say"), {"words": "Mine", **extra})
    voice = Voice.objects.get()
    assert (voice.person, voice.typed_by, voice.taken_back_at, voice.source) == (cast.amina, None, None, "online")


def test_it_counts_a_double_click_once_and_leaks_nothing_to_others(cast, as_):
    amina = as_(cast.amina)
    places = {amina.post(at("say"), {"words": "Once", "submit_key": "k"}).url for _ in range(50)}
    assert len(places) == 1 == Voice.objects.count()
    other = as_(cast.bryn).post(at("say"), {"words": "Once", "submit_key": "k"})
    assert other.url not in places
    assert as_(cast.bryn).get(places.pop()).status_code == 404


@pytest.mark.parametrize("bad", ["", "   ", "\x00", "\u200b", "x" * 5001, "y" * 1_000_000])
def test_it_says_what_is_wrong_beside_the_words(cast, as_, bad):
    answer = as_(cast.amina).post(at("say"), {"words": bad, "naming": "full"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["words"]
    if len(bad) == 5001:
        assert bad.encode() in answer.content
    assert not Voice.objects.exists()


def test_it_drops_only_what_hides_or_turns_text(cast, as_):
    as_(cast.amina).post(at("say"), {"words": "A\x00b\u202ec\u200bd می‌خواهم"})
    assert Voice.objects.get().words == "Abcd می‌خواهم"


@pytest.mark.parametrize("foreign", ["99999", "x", "-1", "9" * 40])
def test_it_refuses_foreign_gatherings(cast, as_, elsewhere, foreign):
    for pk in (foreign, elsewhere.pk):
        answer = as_(cast.amina).post(at("say"), {"words": "Words", "gathering": pk})
        assert answer.status_code == 422
        assert answer.context["form"].errors["gathering"]
    assert not Voice.objects.exists()


def test_it_takes_no_new_words_after_the_end(cast, as_):
    cast.project.ended_on = date(2026, 3, 1)
    cast.project.save()
    assert as_(cast.amina).post(at("say"), {"words": "Late"}).status_code == 403


# reading


def test_it_lists_voices_with_marks(cast, as_, say):
    say(cast.bryn, "Seen", naming="full")
    say(cast.bryn, "Quiet please", naming="do_not_quote")
    actions.take_back(say(cast.amina, "Gone away"), by=cast.amina)
    page = as_(None).get(at("list")).content.decode()
    assert "Seen" in page
    assert "Bryn Parry" in page
    assert "Quiet please" not in page
    assert "Gone away" not in page
    assert "1 voice was taken back" in page
    assert "Quiet please" in as_(cast.hana).get(at("list")).content.decode()


def test_it_finds_words_but_never_withheld_ones(cast, as_, say):
    say(cast.amina, "Damp in 100% of rooms")
    say(cast.amina, "Damp in one room")
    say(cast.bryn, "Secret damp", naming="do_not_quote")
    say(cast.bryn, "Été très froid")

    def found(person, **query):
        return [voice.words for voice in as_(person).get(at("list"), query).context["voices"]]

    assert found(None, q="damp 100%") == ["Damp in 100% of rooms"]
    assert found(None, q="damp_in") == []
    assert found(None, q="été") == ["Été très froid"]
    assert found(None, q="secret") == []
    assert found(cast.amina, q="secret") == []
    assert found(cast.bryn, q="secret") == ["Secret damp"]
    assert found(cast.hana, q="secret") == ["Secret damp"]
    OutputNaming.objects.create(voice=Voice.objects.get(words="Secret damp"), output="pages", naming="first")
    assert found(None, q="secret") == ["Secret damp"]
    Membership.objects.filter(person=cast.amina).update(naming="do_not_quote")
    assert found(None, q="rooms") == []


def test_it_offers_only_gatherings_that_have_been_the_last_one_first(cast, as_, gathering):
    today = timezone.localdate()
    now = Gathering.objects.create(project=cast.project, title="Today's table", on=today)
    later = Gathering.objects.create(project=cast.project, title="Not yet", on=today + timedelta(days=1))
    for person, page in ((cast.amina, "say"), (cast.hana, "record")):
        assert [*as_(person).get(at(page)).context["form"].fields["gathering"].queryset] == [now, gathering]
    assert as_(cast.amina).post(at("say"), {"words": "Words", "gathering": later.pk}).status_code == 422


def test_it_filters_by_gathering_and_side_and_forgives_nonsense(cast, as_, say, gathering, elsewhere):
    say(cast.amina, "At the table", gathering=gathering)
    say(cast.hana, "From the council")
    browser = as_(None)

    def found(**query):
        return [voice.words for voice in browser.get(at("list"), query).context["voices"]]

    assert found(gathering=gathering.pk) == ["At the table"]
    assert found(side="staff") == ["From the council"]
    assert len(found(gathering=elsewhere.pk, side="nobody", after="x", q="\x00")) == 2
    assert len(found(gathering="9" * 30, after="9" * 30)) == 2


def test_it_lists_thirty_in_as_few_queries_as_one(cast, as_, say, gathering):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert as_(None).get(at("list")).status_code == 200
        return len(seen)

    first = say(cast.amina, "One", gathering=gathering, typed_by=cast.hana)
    OutputNaming.objects.create(voice=first, output="draft", naming="full")
    one = cost()
    for number in range(40):
        say((cast.amina, cast.bryn, cast.cole, None)[number % 4], f"More {number}", gathering=gathering)
    assert cost() == one


def test_it_pages_through_all_without_repeating(cast, as_, say):
    for number in range(65):
        say(cast.amina, f"Voice {number}")
    browser, url, seen = as_(None), at("list"), []
    while url:
        answer = browser.get(url)
        seen += [voice.id for voice in answer.context["voices"]]
        url = answer.context["page"].next_url and at("list") + answer.context["page"].next_url
    assert len(seen) == 65 == len(set(seen))


def test_it_keeps_foreign_voices_out_of_sight(cast, as_, say):
    foreign = say(cast.olga, "Elsewhere", project=cast.other)
    for name in ("voice", "read_back", "retype", "take_back_for"):
        assert as_(cast.hana).get(at(name, foreign.pk)).status_code == 404
    assert as_(cast.hana).post(at("make_statement", foreign.pk)).status_code == 404
    assert as_(cast.amina).get(f"/p/quiet-streets/voices/{foreign.pk}/").status_code == 404
    assert as_(None).get(f"/p/warm-homes/voices/{'9' * 30}/").status_code == 404


def test_it_tells_who_typed_only_to_those_concerned(cast, as_):
    Membership.objects.filter(person=cast.hana).update(naming="anonymous")
    voice = actions.record_voice(cast.project, words="Said", by=cast.hana, person=cast.amina, source="live")
    for reader, named in ((None, False), (cast.bryn, False), (cast.amina, True), (cast.cole, True)):
        page = as_(reader).get(at("voice", voice.pk)).content.decode()
        assert ("Typed in by Hana" in page) is named
        assert "typed in by a host" in page


# recording


def record(browser, **typed):
    return browser.post(at("record"), {"words": "Said aloud", "source": "live", "who": "none", "do": "save", **typed})


def test_it_lets_only_hosts_record(cast, as_):
    for wrong in (cast.olga, cast.amina, cast.dev, cast.tess):
        assert record(as_(wrong)).status_code == 403
    assert not Voice.objects.exists()


def test_it_records_and_reads_back(cast, as_, gathering):
    browser = as_(cast.hana)
    answer = record(browser, who=cast.amina.pk, gathering=gathering.pk, naming="first")
    voice = Voice.objects.get()
    assert answer.url == at("read_back", voice.pk)
    assert (voice.person, voice.typed_by, voice.source, voice.naming) == (cast.amina, cast.hana, "live", "first")
    assert voice.said_at.date() == gathering.on
    assert b"Said aloud" in browser.get(answer.url).content
    again = browser.post(answer.url)
    voice.refresh_from_db()
    assert voice.read_back_at is not None
    page = browser.get(again.url)
    assert page.context["form"]["who"].value() == str(cast.amina.pk)
    assert page.context["form"]["gathering"].value() == str(gathering.pk)


def test_it_goes_on_to_the_next_with_the_same_choices(cast, as_, gathering):
    answer = record(as_(cast.hana), who=cast.bryn.pk, gathering=gathering.pk, source="paper", do="next")
    assert f"who={cast.bryn.pk}" in answer.url
    assert "source=paper" in answer.url
    assert answer.url.endswith("#id_words")


def test_it_brings_somebody_new_in_once(cast, as_):
    browser = as_(cast.hana)
    for _ in range(5):
        record(browser, who="new", new_nickname="Nia", submit_key="k")
    person = Person.objects.get(nickname="Nia")
    assert Voice.objects.get().person == person
    assert Membership.objects.get(person=person).side == Side.COMMUNITY


@pytest.mark.parametrize("who", ["", "99999", "x", "9" * 18])
def test_it_refuses_people_who_are_not_here(cast, as_, who):
    for value in (who, cast.olga.pk):
        answer = record(as_(cast.hana), who=value)
        assert answer.status_code == 422
        assert answer.context["form"].errors["who"]
    assert record(as_(cast.hana), who="new").context["form"].errors["new_nickname"]
    assert not Voice.objects.exists()


def test_it_finds_people_without_losing_the_words(cast, as_):
    answer = record(as_(cast.hana), do="find", find="Bry", words="Half a sen")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Half a sen" in page
    assert "Bryn (People who live here)" in page
    assert "Amina" not in page


def test_it_types_again_once(cast, as_):
    browser = as_(cast.hana)
    record(browser, who=cast.amina.pk)
    first = Voice.objects.get()
    assert as_(cast.cole).post(at("retype", first.pk), {"words": "Other"}).status_code == 409
    places = {browser.post(at("retype", first.pk), {"words": "Said aloud, twice", "submit_key": "z"}).url for _ in "ab"}
    newer = Voice.objects.get(taken_back_at__isnull=True)
    assert places == {at("read_back", newer.pk)}
    assert newer.words == "Said aloud, twice"
    assert browser.get(at("voice", first.pk)).status_code == 404


def test_it_previews_a_batch_before_keeping_it(cast, as_):
    browser = as_(cast.hana)
    typed = {"text": "One\n\n Two \nThree", "split": "line", "source": "paper", "who": "none", "submit_key": "b"}
    preview = browser.post(at("record_many"), {**typed, "do": "preview"})
    assert preview.context["form"].cleaned_data["voices"] == ["One", "Two", "Three"]
    assert not Voice.objects.exists()
    for _ in "ab":
        browser.post(at("record_many"), {**typed, "do": "save"})
    assert [v.words for v in Voice.objects.order_by("id")] == ["One", "Two", "Three"]
    gap = browser.post(at("record_many"), {**typed, "split": "gap", "do": "preview"})
    assert gap.context["form"].cleaned_data["voices"] == ["One", "Two \nThree"]


def test_it_brings_somebody_new_in_with_a_batch(cast, as_):
    typed = {"text": "One\nTwo", "split": "line", "source": "paper", "who": "new", "new_nickname": "Nia", "do": "save"}
    for _ in "ab":
        as_(cast.hana).post(at("record_many"), {**typed, "submit_key": "n"})
    assert Voice.objects.filter(person__nickname="Nia").count() == 2
    assert Person.objects.filter(nickname="Nia").count() == 1


def test_it_refuses_batches_that_are_too_big(cast, as_):
    typed = {"split": "line", "source": "paper", "who": "none", "do": "save"}
    for text in ("x\n" * 201, "y" * 5001, ""):
        answer = as_(cast.hana).post(at("record_many"), {**typed, "text": text})
        assert answer.status_code == 422
        assert answer.context["form"].errors["text"]
    assert not Voice.objects.exists()


# answering


def test_it_takes_one_stance_per_person(cast, as_, say):
    statement = actions.make_statement(say(cast.amina, "Heat first"), by=cast.hana)
    assert as_(cast.olga).post(at("stance", statement.pk), {"value": 1}).status_code == 403
    browser = as_(cast.bryn)
    for value in (1, -1, 0, 1):
        browser.post(at("stance", statement.pk), {"value": value, "person": cast.amina.pk})
    stance = Stance.objects.get()
    assert (stance.person, stance.value) == (cast.bryn, 1)
    for bad in ("2", "", "x", "1e9"):
        browser.post(at("stance", statement.pk), {"value": bad})
    assert Stance.objects.get().value == 1
    assert "1 has answered." in browser.get(at("statements")).content.decode()
    assert "value" not in str(Step.objects.filter(verb="stance.taken").values_list("facts"))


def test_it_swaps_one_statement_in_place(cast, as_, say):
    statement = actions.make_statement(say(cast.amina, "Heat first"), by=cast.hana)
    part = as_(cast.bryn).post(at("stance", statement.pk), {"value": -1}, headers={"hx-request": "true"})
    assert part.status_code == 200
    assert b"1 has answered." in part.content
    assert b"<html" not in part.content


def test_how_people_answered_is_told_from_five_on(cast, as_, say):
    statement = actions.make_statement(say(cast.amina, "Heat first"), by=cast.hana)
    for person, value in ((cast.amina, 1), (cast.bryn, 1), (cast.hana, -1), (cast.cole, 0)):
        actions.take_stance(statement, person, value)
    page = as_(cast.bryn).get(at("statements")).content.decode()
    assert "4 have answered." in page
    assert "agree</li>" not in page
    assert "al-tally-bar" not in page
    actions.take_stance(statement, cast.tess, -1)
    page = as_(cast.bryn).get(at("statements")).content.decode()
    assert "2 agree</li>" in page
    assert "al-tally-bar" in page


def test_it_lets_hosts_stop_offering_a_statement(cast, as_, say):
    statement = actions.make_statement(say(cast.amina, "Heat first"), by=cast.hana)
    assert as_(cast.bryn).post(at("moderate", statement.pk), {"shown": "0"}).status_code == 403
    as_(cast.hana).post(at("moderate", statement.pk), {"shown": "0"})
    assert "Heat first" not in as_(cast.bryn).get(at("statements")).content.decode()
    assert "Heat first" in as_(cast.hana).get(at("statements")).content.decode()
    as_(cast.bryn).post(at("stance", statement.pk), {"value": 1})
    assert not Stance.objects.exists()
    as_(cast.hana).post(at("moderate", statement.pk), {"shown": "1"})
    assert Statement.objects.get().moderation == 1


def test_it_makes_a_statement_only_for_hosts(cast, as_, say):
    voice = say(cast.amina, "Heat first")
    assert as_(cast.amina).post(at("make_statement", voice.pk)).status_code == 403
    as_(cast.cole).post(at("make_statement", voice.pk))
    as_(cast.cole).post(at("make_statement", voice.pk))
    assert Statement.objects.get().voice == voice


# my own


def test_it_keeps_my_pages_to_myself(cast, as_, say):
    voice = say(cast.amina, "Mine")
    for wrong in (cast.olga, cast.bryn, cast.hana):
        for name in ("naming", "take_back"):
            url = reverse(f"voices:{name}", args=[voice.pk])
            assert as_(wrong).get(url).status_code == 404
            assert as_(wrong).post(url, {"naming": "full"}).status_code == 404
    assert as_(None).get(reverse("voices:mine")).status_code == 302
    assert b"Mine" not in as_(cast.bryn).get(reverse("voices:mine")).content
    voice.refresh_from_db()
    assert (voice.words, voice.naming) == ("Mine", "")


def test_i_find_all_my_words_and_the_way_to_take_them_back(cast, as_, say):
    voice, gone = say(cast.amina, "Mine"), say(cast.amina, "Gone away")
    back, all_mine = reverse("voices:take_back", args=[voice.pk]), reverse("voices:mine")
    trail = reverse("impact:trail_of_voice", args=["warm-homes", voice.pk])
    for wrong in (cast.bryn, cast.hana, None):
        assert back not in as_(wrong).get(trail).content.decode()
        assert back not in as_(wrong).get("/my/", follow=True).content.decode()
    assert all_mine not in as_(cast.bryn).get("/my/").content.decode(), "nothing was said yet"
    actions.take_back(gone, by=cast.amina)
    for page in (trail, "/my/", all_mine):
        told = as_(cast.amina).get(page).content.decode()
        assert f'"{back}"' in told
        assert reverse("voices:take_back", args=[gone.pk]) not in told
    assert f'"{all_mine}"' in as_(cast.amina).get("/my/").content.decode()


def test_it_names_me_as_i_choose(cast, as_, say):
    voice = say(cast.bryn, "Mine")
    url = reverse("voices:naming", args=[voice.pk])
    browser = as_(cast.bryn)
    assert "My full name: Bryn Parry" in browser.get(url).content.decode()
    browser.post(url, {"naming": "full", "pages": "", "draft": "initials", "report": "do_not_quote"})
    voice.refresh_from_db()
    assert voice.naming == "full"
    assert dict(OutputNaming.objects.values_list("output", "naming")) == {
        "draft": "initials",
        "report": "do_not_quote",
    }
    browser.post(url, {"naming": "", "pages": "", "draft": "", "report": ""})
    assert not OutputNaming.objects.exists()
    assert browser.post(url, {"naming": "emperor"}).status_code == 422


def test_it_asks_before_taking_back_and_then_does(cast, as_, say):
    voice = say(cast.amina, "Canary in the pages")
    url = reverse("voices:take_back", args=[voice.pk])
    browser = as_(cast.amina)
    assert b"cannot be undone" in browser.get(url).content
    assert Voice.objects.get().words
    browser.post(url)
    assert Voice.objects.get().words == ""
    assert browser.post(url).status_code == 404
    for reader in (None, cast.amina, cast.hana, cast.ada):
        for page in (at("list"), at("voice", voice.pk), at("statements")):
            assert b"Canary" not in as_(reader).get(page).content


def test_it_lets_a_host_take_back_and_says_so(cast, as_, say):
    voice = say(cast.amina, "Please remove")
    for wrong in (cast.olga, cast.bryn, cast.dev):
        assert as_(wrong).post(at("take_back_for", voice.pk), {"how": "phone"}).status_code == 403
    assert as_(cast.hana).post(at("take_back_for", voice.pk), {}).status_code == 422
    assert as_(cast.hana).post(at("take_back_for", voice.pk), {"how": "slip"}).status_code == 422
    as_(cast.hana).post(at("take_back_for", voice.pk), {"how": "phone"})
    assert b"A host took it back for you" in as_(cast.amina).get(reverse("voices:mine")).content


def test_it_shows_my_voices_of_every_project_in_as_few_queries_as_two(cast, as_, say):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            page = as_(cast.olga).get(reverse("voices:mine")).content.decode()
        return len(seen), page

    say(cast.olga, "There", project=cast.other)
    say(cast.olga, "Here")
    two, _page = cost()
    for number in range(14):
        say(cast.olga, f"There {number}", project=cast.other)
        say(cast.olga, f"Here {number}")
    many, page = cost()
    assert many == two
    assert "There 3" in page
    assert "Here 3" in page
