"""Who is not here yet: said by a member, read by hosts, answered."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.communities import actions
from alongside.communities.models import Community, Hint

HERE = "/p/warm-homes/communities/"
SAY = HERE + "who-is-not-here-yet/"


@pytest.fixture
def told(cast) -> Hint:
    return actions.hint(cast.project, by=cast.amina, words="zora-night workers", why="The bus stops at ten.")


def test_others_do_not_read_it(cast, as_, told):
    for wrong in (None, cast.olga, cast.bryn):
        assert "zora-night" not in as_(wrong).get(HERE).content.decode()
    assert "zora-night" not in as_(cast.bryn).get(SAY).content.decode()
    assert "zora-night" in as_(cast.amina).get(SAY).content.decode()
    assert "zora-night" in as_(cast.hana).get(HERE).content.decode()


def test_a_member_says_it_once_however_often_the_form_is_sent(cast, as_):
    assert as_(cast.amina).post(SAY, {"words": "", "why": "Because"}).status_code == 422
    for _n in range(2):
        as_(cast.amina).post(SAY, {"words": "Night workers", "submit_key": "k"})
    assert Hint.objects.count() == 1
    with pytest.raises(PermissionDenied):
        actions.hint(cast.project, by=cast.olga, words="Us")


def test_hosts_put_it_on_the_map(cast, as_, told):
    form = as_(cast.hana).get(f"{HERE}add/?from={told.pk}").content.decode()
    assert "zora-night workers" in form
    assert "The bus stops at ten." in form
    assert 'value="zora-night workers"' not in form, "their words stand beside the form, not in it"
    about = {
        "name": "Night workers",
        "kind": "experience",
        "why": "Buses",
        "shown_to": "members",
        "how_far": "not_asked",
    }
    as_(cast.hana).post(f"{HERE}add/?from={told.pk}", about)
    told.refresh_from_db()
    assert (told.outcome, told.community) == ("added", Community.objects.get())
    assert "On the map now" in as_(cast.amina).get(SAY).content.decode()


SAID = {"words": "People who work at night", "why": "my sister is one of them", "idea": "ring her"}
ABOUT = {"name": "Night shift", "kind": "experience", "why": "No bus", "reach": "", "shown_to": "members"}


@pytest.mark.parametrize(
    ("field", "copy"),
    [
        ("name", "People who work at night here"),
        ("why", "Somebody said: My  sister is one of us."),
        ("reach", "Ring her"),
    ],
)
def test_hosts_do_not_copy_a_member_s_words_onto_the_map(cast, as_, field, copy):
    said = actions.hint(cast.project, by=cast.amina, **SAID)
    add = f"{HERE}add/?from={said.pk}"
    sent = ABOUT | {"how_far": "not_asked"}
    answer = as_(cast.hana).post(add, sent | {field: copy})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    with pytest.raises(ValueError, match="own words"):
        actions.add_community(cast.project, by=cast.hana, hint=said, **(ABOUT | {field: copy}))
    assert as_(cast.hana).post(add, sent).status_code == 302
    row = Community.objects.get()
    assert as_(cast.hana).post(f"{HERE}{row.pk}/edit/", ABOUT | {field: copy}).status_code == 422
    with pytest.raises(ValueError, match="own words"):
        actions.edit_community(row, by=cast.hana, **(ABOUT | {field: copy}))


TODAY = {"on": "2026-03-01", "who": "A host"}
PAPER = {"heading": "Come", "words": "Tell us."}


@pytest.mark.parametrize(
    ("form", "sent", "field"),
    [
        ("edit", ABOUT, "size"),
        ("how-far", {"how_far": "asked"}, "words"),
        ("next", {"due": "2030-01-01"}, "words"),
        ("tried", TODAY, "what"),
        ("tried", TODAY | {"what": "A letter"}, "came_of_it"),
        ("paper", PAPER, "heading"),
        ("paper", PAPER, "words"),
        ("paper", PAPER, "offline"),
    ],
)
def test_nor_anywhere_else_about_that_community(cast, as_, form, sent, field):
    said = actions.hint(cast.project, by=cast.amina, **SAID)
    row = actions.add_community(cast.project, by=cast.hana, hint=said, **ABOUT)
    sent = sent | ({"owner": cast.hana.pk} if form == "next" else {})
    page = as_(cast.hana).post(f"{HERE}{row.pk}/{form}/", sent | {field: "Is here: my sister is one of them"})
    assert page.status_code == 422
    assert "Say it in your own words" in page.content.decode()
    assert as_(cast.hana).post(f"{HERE}{row.pk}/{form}/", sent | {field: "Our own."}).status_code == 302


def test_a_community_may_bear_the_name_that_the_member_gave_it_until_it_is_taken_back(cast, as_):
    said = actions.hint(cast.project, by=cast.amina, **SAID)
    sent = ABOUT | {"name": SAID["words"], "how_far": "not_asked"}
    assert as_(cast.hana).post(f"{HERE}add/?from={said.pk}", sent).status_code == 302
    row = Community.objects.get()
    assert as_(cast.hana).post(f"{HERE}{row.pk}/edit/", sent).status_code == 302
    actions.take_back_hint(said, by=cast.amina)
    row.refresh_from_db()
    assert row.name == f"Community {row.pk}"


def test_a_connector_is_not_told_what_members_said(cast):
    said = actions.hint(cast.project, by=cast.amina, **SAID)
    row = actions.add_community(cast.project, by=cast.hana, hint=said, **ABOUT)
    asked = actions.ask_connector(row, by=cast.hana, person=cast.bryn, asked_of_them="Give people a letter.")
    actions.answer_connecting(asked, by=cast.bryn, yes=True)
    with pytest.raises(ValueError, match="own words"):
        actions.write_paper_words(row, by=cast.hana, heading="Come", words=SAID["why"])
    assert actions.write_paper_words(row, by=cast.bryn, heading="Come", words=SAID["why"]).words == SAID["why"]


def test_a_short_name_is_a_name(cast):
    said = actions.hint(cast.project, by=cast.amina, words="Night workers", why="Buses")
    row = actions.add_community(cast.project, by=cast.hana, hint=said, **(ABOUT | {"name": "Night workers"}))
    actions.take_back_hint(said, by=cast.amina)
    row.refresh_from_db()
    assert row.name == "Night workers"


def test_or_answer_with_a_reason(cast, as_, told):
    answer = f"{HERE}said/{told.pk}/"
    assert as_(cast.bryn).post(answer, {"reason": "No"}).status_code == 403
    assert as_(cast.hana).post(answer, {"reason": ""}).status_code == 422
    as_(cast.hana).post(answer, {"reason": "They have a project of their own."})
    assert "They have a project of their own." in as_(cast.amina).get(SAY).content.decode()
    with pytest.raises(ValueError, match="already"):
        actions.answer_hint(told, by=cast.hana, reason="Again")


def test_a_host_of_another_project_reaches_none_of_it(cast, as_, told):
    assert as_(cast.olga).post(f"/p/quiet-streets/communities/said/{told.pk}/", {"reason": "x"}).status_code == 404
    as_(cast.olga).post(
        f"/p/quiet-streets/communities/add/?from={told.pk}",
        {"name": "N", "kind": "place", "why": "W", "shown_to": "members", "how_far": "not_asked"},
    )
    told.refresh_from_db()
    assert told.outcome == ""


def test_words_are_taken_back_by_their_person_only(cast, as_, told):
    back = f"{HERE}said/{told.pk}/take-back/"
    assert as_(cast.hana).post(back).status_code == 403
    as_(cast.amina).post(back)
    told.refresh_from_db()
    assert (told.words, told.why, told.outcome) == ("", "", "back")
    assert "zora-night" not in as_(cast.hana).get(HERE).content.decode()
