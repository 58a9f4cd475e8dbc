"""The cast stands on the stage it says it does."""

from alongside.projects.rules import may_host, may_see


def test_it_keeps_an_outsider_out_and_lets_the_host_in(cast):
    assert not may_see(cast.hana, cast.other)
    assert not may_host(cast.olga, cast.project)
    assert may_host(cast.hana, cast.project)
    assert may_host(cast.cole, cast.project)
