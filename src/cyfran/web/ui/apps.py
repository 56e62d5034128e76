from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "cyfran.web.ui"
    label = "web_ui"
