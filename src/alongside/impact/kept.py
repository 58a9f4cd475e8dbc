"""The clock of emails that are written into files instead of being sent."""

from django.utils.translation import gettext_lazy as _

from alongside.impact.mail_files import days_of_mail, forget_old_mail
from alongside.projects.keeping import Keeping, keeps

keeps(Keeping("mail", _("Copies of emails, where this site keeps them in files"), _("since they were written"),
              _("They are removed; at once when somebody takes the words in them back."), 30,
              lambda _project: days_of_mail(), lambda _project, until: forget_old_mail(until),
              is_everywhere=True))  # fmt: skip
