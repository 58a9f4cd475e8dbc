"""A person says once how they like to read; pages follow on every device, and the device's own choice wins."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from alongside.easy.actions import forget_reading, set_reading
from alongside.easy.models import Reading
from alongside.easy.reading import readers_of
from alongside.ledger.models import Step

pytestmark = pytest.mark.django_db
PAGE = "/p/warm-homes/"
WISH = {"size": "2", "easy_first": "on", "language": "so", "sign": "bfi", "news": "paper"}


def test_nobody_says_it_for_somebody_else(cast):
    for by, project in ((cast.bryn, None), (cast.bryn, cast.project), (cast.hana, None), (cast.olga, cast.other)):
        with pytest.raises(PermissionDenied):
            set_reading(cast.amina, by=by, project=project, told="paper", size="3")
    assert not Reading.objects.exists()


def test_a_host_says_how_they_were_told_and_the_person_sees_it(cast, as_):
    with pytest.raises(ValueError, match="how they told you"):
        set_reading(cast.amina, by=cast.hana, project=cast.project, size="3")
    member = cast.project.memberships.get(person=cast.amina)
    page = f"{PAGE}people/{member.pk}/reading/"
    assert as_(cast.hana).post(page, WISH).status_code == 422
    assert as_(cast.hana).post(page, WISH | {"told": "phone"}).status_code == 302
    told = as_(cast.amina).get("/my/reading/").content.decode()
    assert "Hana wrote this down for you" in told
    assert "on the phone" in told
    as_(cast.amina).post("/my/reading/", WISH)
    assert Reading.objects.get().typed_by is None


def test_pages_follow_on_every_device_and_the_device_wins(cast, as_, reads):
    assert "data-size" not in as_(cast.amina).get(PAGE).content.decode()
    reads(cast.amina, size="3")
    assert 'data-size="3"' in as_(cast.amina).get(PAGE).content.decode()
    assert "data-size" not in Client().get(PAGE).content.decode()
    here = as_(cast.amina)
    here.post("/look/choose/", {"size": "2"})
    assert 'data-size="2"' in here.get(PAGE).content.decode()
    form = here.get("/my/reading/")
    assert form.context["form"]["size"].value() == "2", "what the device was told stands there, to be kept everywhere"
    assert "holds on every device" in form.content.decode()
    here.post("/my/reading/", WISH | {"size": "3"})
    assert "holds on every device" not in here.get("/my/reading/").content.decode()
    assert 'data-size="3"' in here.get(PAGE).content.decode(), "what the person says now is newer than the device"


@pytest.mark.parametrize(
    "sent", [{"size": "9"}, {"size": '"><b>'}, {"news": "pigeon"}, {"language": "xx"}, {"size": ""}]
)
def test_it_takes_nothing_that_is_no_choice(cast, as_, sent):
    answer = as_(cast.amina).post("/my/reading/", WISH | sent)
    assert answer.status_code == 422
    assert not Reading.objects.exists()


def test_a_language_nobody_thought_of_has_a_name(cast, as_):
    sent = WISH | {"language": "other", "language_named": ""}
    assert "Write its name." in as_(cast.amina).post("/my/reading/", sent).content.decode()
    as_(cast.amina).post("/my/reading/", sent | {"language_named": "Gegë <b>"})
    page = as_(cast.amina).get("/my/reading/").content.decode()
    assert "Gegë &lt;b&gt;" in page
    assert Reading.objects.get().language == "Gegë <b>"


def test_email_needs_an_address(cast, as_):
    answer = as_(cast.amina).post("/my/reading/", WISH | {"news": "email"})
    assert answer.status_code == 422
    assert "no email address" in answer.content.decode()
    assert as_(cast.bryn).post("/my/reading/", WISH | {"news": "email"}).status_code == 302


def test_steps_hold_no_word_of_it(cast, reads):
    reads(cast.amina, size="3", language="so", sign="bfi")
    step = Step.objects.get(verb="person.reading")
    assert step.facts == {}
    assert step.project_id is None


def test_it_is_asked_once(cast, as_):
    assert "How do you like to read?" in as_(cast.amina).get("/my/").content.decode()
    as_(cast.amina).post("/my/reading/", {"size": "1"})
    assert "How do you like to read?" not in as_(cast.amina).get("/my/").content.decode()


def test_it_is_forgotten(cast, as_, reads):
    reads(cast.amina, size="3")
    assert readers_of([cast.amina.pk])
    as_(cast.bryn).post("/my/reading/forget/")
    assert Reading.objects.count() == 1
    as_(cast.amina).post("/my/reading/forget/")
    assert not Reading.objects.exists()
    forget_reading(cast.amina, by=cast.amina)  # nothing to forget: nothing happens
