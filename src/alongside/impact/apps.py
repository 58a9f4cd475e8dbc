from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "alongside.impact"
    label = "impact"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as later

        from alongside.projects.history import leads, tell

        from . import aside_tasks, desk, easy_words, ending_tasks, endings, facts, kept, tasks, withdrawal  # noqa: F401 (they register what they give)

        tell(letters__rung=later("People were told their answers on the phone."))
        leads("impact.change", "impact:changes", each=False)
