from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    name = "cyfran.domain.involvement"
