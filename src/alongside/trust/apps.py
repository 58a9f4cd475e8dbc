from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "alongside.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads

        from . import desk, easy_words, held, tasks, withdrawal  # noqa: F401 (what it shows, holds, follows, and keeps gone)

        leads("trust.expectation", "trust:expectations", each=False)
        leads("trust.look", "trust:looks", each=False)
        leads("trust.pulse", "trust:trust", each=False)
