from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "alongside.kit"
    label = "kit"
