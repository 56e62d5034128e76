from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "cyfran.domain.decisions"
