"""My permissions, the paper receipt, and taking back with its code: as people meet them."""

import re

import pytest

from alongside.ethics.actions import answer
from alongside.ethics.models import Permission, ReceiptCode
from alongside.voices.actions import record_voice
from alongside.voices.models import Voice


@pytest.fixture
def place(cast) -> int:
    return int(cast.project.memberships.get(person=cast.amina).pk)


def now(person, kind) -> str:
    return str(Permission.objects.get(person=person, kind=kind, until=None, gathering=None, output="").state)


def test_my_place_is_nobody_elses(cast, as_, place):
    for other in (cast.olga, cast.bryn, cast.hana, cast.ada):
        browser = as_(other)
        assert browser.get(f"/my/permissions/{place}/").status_code == 404
        assert browser.post(f"/my/permissions/{place}/answer/", {"kind": "quote", "answer": "yes"}).status_code == 404
    assert not Permission.objects.exists()


def test_a_person_says_yes_and_no(cast, as_, place):
    browser = as_(cast.amina)
    page = browser.get(f"/my/permissions/{place}/")
    assert page.content.decode().count("Not asked yet") == 13
    kept = browser.post(f"/my/permissions/{place}/answer/", {"kind": "photo_of_me", "answer": "no"})
    assert kept.url.endswith("#kind-photo_of_me"), "back to where they were, not to the top of fourteen"
    assert browser.get(kept.url).content.decode().count("Kept. You can change it") == 1
    browser.post(f"/my/permissions/{place}/answer/", {"kind": "phone", "answer": "yes"})
    assert (now(cast.amina, "photo_of_me"), now(cast.amina, "phone")) == ("refused", "given")
    odd = browser.post(f"/my/permissions/{place}/answer/", {"kind": "everything", "answer": "yes"}, follow=True)
    assert "There is no such permission" in odd.content.decode()


def test_a_no_to_words_shows_first_what_it_reaches(cast, as_, place):
    record_voice(cast.project, words="The stairs are dark.", by=cast.amina, person=cast.amina)
    browser = as_(cast.amina)
    asked = browser.post(f"/my/permissions/{place}/answer/", {"kind": "notes", "answer": "no"}, follow=True)
    assert "1 voice is removed" in asked.content.decode()
    assert Voice.objects.get().words, "nothing is done before the person says yes"
    browser.post(f"/my/permissions/{place}/notes/take-back/")
    assert Voice.objects.get().words == ""
    assert {now(cast.amina, kind) for kind in ("notes", "quote", "name", "publish")} == {"withdrawn"}


def test_for_one_gathering_only_with_its_errors_beside_the_field(cast, as_, place):
    browser = as_(cast.amina)
    page = browser.post(f"/my/permissions/{place}/quote/", {"output": "draft"})
    assert page.status_code == 422
    assert 'value="draft" selected' in page.content.decode()
    foreign = cast.other.gatherings.create(title="Theirs", on="2026-03-01")
    page = browser.post(f"/my/permissions/{place}/quote/", {"gathering": foreign.pk, "answer": "no"})
    assert page.status_code == 422
    browser.post(f"/my/permissions/{place}/name/", {"output": "draft", "answer": "no"})
    assert Permission.objects.get().output == "draft"
    assert browser.get(f"/my/permissions/{place}/nonsense/").status_code == 404


def test_no_form_goes_round_what_a_no_removes(cast, as_, place):
    record_voice(cast.project, words="The stairs are dark.", by=cast.amina, person=cast.amina)
    tea = cast.project.gatherings.create(title="Tea", on="2026-03-01")
    browser, notes = as_(cast.amina), f"/my/permissions/{place}/notes/"
    assert "Only for one gathering" not in browser.get(notes).content.decode()
    for sent in ({}, {"gathering": tea.pk}, {"output": "report"}):
        page = browser.post(notes, {**sent, "answer": "no"}, follow=True).content.decode()
        assert "1 voice is removed" in page
        assert "You can change it at any time" not in page
        with pytest.raises(ValueError, match="whole project"):
            answer(cast.project, cast.amina, "notes", yes=False, by=cast.amina, gathering=tea)
    browser.post(f"/my/permissions/{place}/answer/", {"kind": "notes", "answer": "no"})
    assert Voice.objects.get().words == "The stairs are dark."
    assert now(cast.amina, "notes") == "given"


def test_the_narrow_form_asks_for_a_gathering_or_a_place(cast, as_, place):
    browser = as_(cast.amina)
    for said in ("yes", "no"):
        page = browser.post(f"/my/permissions/{place}/quote/", {"answer": said})
        assert page.status_code == 422
        assert "Choose a gathering, or choose where" in page.content.decode()
    assert not Permission.objects.exists()


def test_a_narrow_no_to_words_shows_first_what_it_reaches_and_only_that(cast, as_, place):
    tea = cast.project.gatherings.create(title="Tea", on="2026-03-01")
    for gathering in (tea, None, None):
        record_voice(cast.project, words="It is dark.", by=cast.amina, person=cast.amina, gathering=gathering)
    browser, url = as_(cast.amina), f"/my/permissions/{place}/quote/"
    page = browser.post(url, {"gathering": tea.pk, "answer": "no"}).content.decode()
    assert "Tea" in page
    assert "1 voice can be read by you and the hosts only" in page
    assert not Permission.objects.filter(gathering=tea).exists()
    done = browser.post(url, {"gathering": tea.pk, "output": "", "answer": "no", "sure": "yes"}, follow=True)
    assert "You can change it at any time" not in done.content.decode()
    assert Permission.objects.get(gathering=tea).state == "refused"
    assert Voice.objects.exclude(words="").count() == 3


def test_a_host_reads_to_them_what_a_no_removes_before_it_counts(cast, as_, place):
    record_voice(cast.project, words="The stairs are dark.", by=cast.amina, person=cast.amina)
    host, url = as_(cast.hana), f"/p/{cast.project.slug}/permissions/member/{place}/"
    told = {"kind": "notes", "answer": "no", "how": "phone"}
    page = host.post(url, told).content.decode()
    assert "Read this to them first" in page
    assert "removed everywhere" in page
    assert "1 voice" not in page, "what they did is not for hosts to read"
    assert Voice.objects.get().words
    host.post(url, {**told, "sure": "yes"})
    assert Voice.objects.get().words == ""
    assert now(cast.amina, "notes") == "withdrawn"


def test_more_about_it_has_the_answers_and_a_way_back(cast, as_, place):
    for kind in ("phone", "notes", "quote"):
        page = as_(cast.amina).get(f"/my/permissions/{place}/{kind}/").content.decode()
        form = page.split(f'name="kind" value="{kind}"')[1].split("</form>")[0]
        assert form.count('name="answer" value="yes"') == form.count('name="answer" value="no"') == 1, kind
        assert f'href="/my/permissions/{place}/#kind-{kind}">Back' in page
    assert 'value="yes"' not in as_(cast.amina).get(f"/my/permissions/{place}/join/").content.decode()


def code_on(page) -> str:
    found = re.search(r'et-code"><bdi>([A-Z0-9-]+)<', page.content.decode())
    assert found
    return found.group(1)


def test_a_receipt_on_paper_takes_back_without_signing_in(cast, as_, place):
    voice = record_voice(cast.project, words="The stairs are dark.", by=cast.amina, person=cast.amina)
    host = as_(cast.hana)
    code = code_on(host.post(f"/p/{cast.project.slug}/permissions/member/{place}/receipt/"))
    assert code.replace("-", "") not in str(list(ReceiptCode.objects.values())), "only a hash is kept"
    assert "by Hana" in as_(cast.amina).get(f"/my/permissions/{place}/").content.decode(), "the person sees who made it"
    stranger = as_(None)
    wrong = stranger.post("/take-back/", {"code": "ABCD-2345"})
    assert wrong.status_code == 422
    assert "opens nothing" in wrong.content.decode()
    seen = stranger.post("/take-back/", {"code": code.lower()})
    assert "1 voice is removed" in seen.content.decode()
    assert "stairs" not in seen.content.decode(), "the code reads nothing"
    assert Voice.objects.get().words
    stranger.post("/take-back/", {"code": code, "kind": "quote", "sure": "yes"})
    assert (now(cast.amina, "quote"), now(cast.amina, "notes")) == ("withdrawn", "given")
    stranger.post("/take-back/", {"code": code, "sure": "yes"})
    voice.refresh_from_db()
    assert voice.words == ""
    assert Permission.objects.filter(kind="notes", until=None).get().how == "paper"


def test_a_newer_receipt_ends_the_older_code(cast, as_, place):
    browser = as_(cast.amina)
    first, _second = (code_on(browser.post(f"/my/permissions/{place}/receipt/")) for _ in (1, 2))
    assert as_(None).post("/take-back/", {"code": first}).status_code == 422


def test_codes_cannot_be_guessed_on_and_on(cast, as_):
    browser = as_(None)
    answers = [browser.post("/take-back/", {"code": f"ABCD-{n:04}"}) for n in range(60)]
    assert "too many wrong codes" in answers[-1].content.decode()


def test_hosts_see_ask_and_write_down(cast, as_, place):
    answer(cast.project, cast.bryn, "photo_of_me", yes=False, by=cast.bryn)
    host, slug = as_(cast.hana), cast.project.slug
    assert host.post(f"/p/{slug}/permissions/ask/", {}).status_code == 422
    host.post(f"/p/{slug}/permissions/ask/", {"kinds": ["photo_of_me"]})
    assert now(cast.amina, "photo_of_me") == "requested"
    assert "asks you to say yes or no to 1 thing" in as_(cast.amina).get("/my/").content.decode()
    told = {"kind": "photo_of_me", "answer": "yes", "how": "phone"}
    assert host.post(f"/p/{slug}/permissions/member/{place}/", {**told, "how": "screen"}).status_code == 422
    host.post(f"/p/{slug}/permissions/member/{place}/", told)
    assert now(cast.amina, "photo_of_me") == "given"
    page = host.get(f"/p/{slug}/permissions/of/photo_of_me/").content.decode()
    assert "Amina" in page
    history = as_(cast.amina).get(f"/my/permissions/{place}/photo_of_me/").content.decode()
    assert "written down by Hana" in history


def test_everybody_can_read_who_answers_for_it(cast, as_):
    slug = cast.project.slug
    assert "Harbour network" in as_(None).get(f"/p/{slug}/how-we-keep-it/").content.decode()
    host = as_(cast.hana)
    wrong = host.post(f"/p/{slug}/how-we-keep-it/edit/", {"controller": "The council", "keep_months": "9999"})
    assert wrong.status_code == 422
    assert "The council" in wrong.content.decode()
    host.post(
        f"/p/{slug}/how-we-keep-it/edit/", {"controller": "The council", "basis": "public_task", "keep_months": 12}
    )
    page = as_(None).get(f"/p/{slug}/how-we-keep-it/").content.decode()
    assert "The council" in page
    assert "A public task" in page


def test_as_many_queries_for_many_states_as_for_few(cast, as_, place, django_assert_max_num_queries):
    browser = as_(cast.amina)
    for _round in range(6):
        for kind in ("quote", "name", "phone", "photo_of_me"):
            answer(cast.project, cast.amina, kind, yes=True, by=cast.amina)
    with django_assert_max_num_queries(14):
        browser.get(f"/my/permissions/{place}/")
    for n in range(30):
        cast.project.memberships.create(person=type(cast.amina).objects.create_user(f"P{n}"))
    with django_assert_max_num_queries(27):
        as_(cast.hana).get(f"/p/{cast.project.slug}/permissions/of/quote/")


def test_a_mistake_is_told_once(cast, as_, place):
    for browser, path in ((as_(None), "/take-back/"), (as_(cast.amina), f"/my/permissions/{place}/quote/")):
        assert browser.post(path, {}).content.decode().count("Please look at this again") == 1


def test_who_is_signed_in_is_led_to_taking_back_without_a_code(cast, as_):
    assert "/my/permissions/" in as_(cast.amina).get("/take-back/").content.decode()
