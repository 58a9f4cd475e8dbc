from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "alongside.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import desk, erasing, held, kept, withdrawal  # noqa: F401 (what they show, hold, take back, end)
