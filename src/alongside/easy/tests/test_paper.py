"""Paper that is made for one person has their letters: cards, receipts of permissions, invitations."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.projects.forms import InvitationForm

pytestmark = pytest.mark.django_db
INVITE = {"side": "community", "uses": "1", "days": "30"}


def test_a_card_is_printed_in_its_persons_letters_not_in_the_hosts(cast, as_, reads):
    card = f"/p/warm-homes/people/{cast.project.memberships.get(person=cast.amina).pk}/card/"
    reads(cast.hana, size="3")
    assert "ez-size-" not in as_(cast.hana).post(card, {"submit_key": "one"}).content.decode()
    reads(cast.amina, size="3")
    assert "pj-card--wide ez-size-3" in as_(cast.hana).post(card, {"submit_key": "two"}).content.decode()


def test_a_sheet_of_cards_asks_once_for_all(cast, as_):
    def asked(names, key):
        with CaptureQueriesContext(connection) as found:
            many = {"many-nicknames": names, "many-side": "community", "many-submit_key": key}
            assert as_(cast.hana).post("/p/warm-homes/people/add/many/", many).status_code == 200
        return sum("easy_reading" in one["sql"] for one in found)

    assert asked("Ona", "k1") == asked("Pim\nQuin\nRui", "k2")


def test_a_receipt_of_permissions_is_in_their_letters(cast, as_, reads):
    reads(cast.amina, size="2")
    place = cast.project.memberships.get(person=cast.amina)
    paper = as_(cast.hana).post(f"/p/warm-homes/people/{place.pk}/permissions/receipt/")
    if paper.status_code == 404:
        paper = as_(cast.amina).post(f"/my/permissions/{place.pk}/receipt/")
    assert "et-receipt ez-size-2" in paper.content.decode()


def test_an_invitation_is_printed_large_and_in_easy_words_where_the_host_says_so(cast, as_, easy_promise):
    usual = as_(cast.hana).post("/p/warm-homes/invitations/", INVITE).content.decode()
    assert "ez-size-1" in usual
    assert "You can change how we do it." not in usual
    easy = as_(cast.hana).post("/p/warm-homes/invitations/", INVITE | {"letter_size": "3", "letter_easy": "on"})
    page = easy.content.decode()
    assert "ez-size-3" in page
    assert page.index("You can change how we do it.") < page.index("The full words:") < page.index("How we do it")
    assert "has checked" not in page, "that is for hosts to mend, not for a guest to read"
    assert "<details" not in page.split("<article")[1].split("</article>")[0]
    assert not InvitationForm(INVITE | {"letter_size": "9"}).is_valid()
