from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "cyfran.web.public"
    label = "web_public"
