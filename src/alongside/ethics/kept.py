"""The clocks of this room and of the rooms just below it."""

from django.utils.translation import gettext_lazy as _

from alongside.ethics import waiting_to_go as go
from alongside.ethics.actions import forgetting
from alongside.projects.keeping import Keeping, keeps

REMOVED = _("It is removed.")

keeps(Keeping("sessions", _("Signed-in phones and computers that ran out"), _("since they ran out"), REMOVED,
              1, go.sessions, forgetting.forget_sessions, is_everywhere=True))  # fmt: skip
keeps(Keeping("invitations", _("Invitations that are over, and whom they were for"), _("since they were over"), REMOVED,
              90, go.invitations, forgetting.forget_invitations, least=7, most=365))  # fmt: skip
keeps(Keeping("answers", _("Earlier answers of people who left: what they once allowed, and their receipts"),
              _("since they left"), _("They are removed. How it stands now is kept as long as their words are."),
              730, go.answers, forgetting.forget_old_answers, least=90, most=2190))  # fmt: skip
keeps(Keeping("supporters", _("Who answered for somebody, when that has ended, and why"), _("since it ended"), REMOVED,
              365, go.supporters, forgetting.forget_supporters, least=30, most=1095, is_private=True))  # fmt: skip
keeps(Keeping("papers", _("The list of paper with words that were taken back, once it is done"), _("since it was done"),
              REMOVED, 365, go.papers, forgetting.forget_papers, least=30, most=1095))  # fmt: skip
keeps(Keeping("later", _("What people gave, when the project is over"), _("since the project ended"),
              _("Each person is asked whether it may be kept for a later project."),
              30, go.later, forgetting.ask_about_later, least=1, most=365))  # fmt: skip
