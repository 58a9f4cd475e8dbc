from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "alongside.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 (registers its tasks and followers)
