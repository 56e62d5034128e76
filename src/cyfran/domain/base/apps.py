from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "cyfran.domain.base"
