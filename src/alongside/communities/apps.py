from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "alongside.communities"
    label = "communities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import desk, easy_words, held, tasks, withdrawal  # noqa: F401 (what they show, hold, follow and take back)
