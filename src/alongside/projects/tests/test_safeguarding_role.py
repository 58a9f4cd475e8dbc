"""The safeguarding lead reads what people told nobody else, so nobody takes that role for themselves."""

import pytest

from alongside.projects.actions import accept_invitation, give_role, invite
from alongside.projects.models import Membership, Role


def place(cast, person) -> Membership:
    return Membership.objects.get(project=cast.project, person=person)


def is_lead(cast, person) -> bool:
    return Role.objects.filter(membership=place(cast, person), name="safeguarding").exists()


def test_a_host_does_not_make_themselves_the_lead(cast, as_):
    with pytest.raises(ValueError, match="Somebody else"):
        give_role(place(cast, cast.hana), "safeguarding", by=cast.hana)
    told = {"side": "staff", "roles": ["host", "safeguarding"]}
    page = as_(cast.hana).post(f"/p/{cast.project.slug}/people/{place(cast, cast.hana).pk}/", told)
    assert page.status_code == 422
    assert "Somebody else must make you the safeguarding lead." in page.content.decode()
    token = invite(cast.project, by=cast.hana, side="staff", roles=["safeguarding"])
    with pytest.raises(ValueError, match="Somebody else"):
        accept_invitation(token, cast.hana)
    assert not is_lead(cast, cast.hana)


def test_another_host_does_and_a_lead_may_be_invited(cast):
    give_role(place(cast, cast.hana), "safeguarding", by=cast.cole)
    assert is_lead(cast, cast.hana)
    accept_invitation(invite(cast.project, by=cast.hana, side="staff", roles=["safeguarding"]), cast.olga)
    assert is_lead(cast, cast.olga)
