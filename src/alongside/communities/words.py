"""Words to begin with: what a connector is asked, and what letters and posters say. Hosts change all of them."""

from django.utils.translation import gettext as _

from alongside.communities.models import Community, PaperWords
from alongside.projects.models import Project
from alongside.projects.queries import network

MOST_COMMUNITIES = 60


def asked_of_a_connector() -> str:
    return _(
        "Tell people what this project is, in your own way. Give a letter or a card to those who may want to come. "
        "Tell us what would stop people from coming. You speak for nobody, and nobody has to say who they are."
    )


def what_a_connector_gets() -> str:
    return _("A host to ring, papers to give away, and the truth about what comes of it. You can stop at any time.")


def first_words(community: Community, project: Project) -> PaperWords:
    """Words for letters and posters before anybody wrote their own. Not saved."""
    return PaperWords(
        community=community,
        heading=project.question[:160],
        words=_(
            "You know things about this that nobody else here knows. Come and tell us, in your own way. "
            "We work on it side by side: %(community)s, and %(staff)s."
        )
        % {"community": project.community_side, "staff": project.staff_side},
        gets=_("An answer, with a reason, to what you tell us. You need no email: a nickname is enough."),
        access=_("Tell us what you need to take part. You need not say why."),
        offline=network().contact,
    )
