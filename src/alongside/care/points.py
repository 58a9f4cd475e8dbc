"""Where an agreement can begin: five rules of a brave space, in our own words. A group changes them as it likes."""

from django.utils.translation import gettext_lazy as _

STARTING_POINTS = (
    _("We may disagree, and stay kind while we do."),
    _("We mean well, and we care how our words land. If something hurts, we say so, and we listen."),
    _("Each of us chooses how much to say and when to stop. You can always pass."),
    _("We show respect in the way this group needs it. We ask each other what that means."),
    _("We question ideas and never attack a person. A hard question is not an attack."),
)
MOST_LINES = 40
LONGEST_LINE = 300
