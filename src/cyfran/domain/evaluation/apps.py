from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "cyfran.domain.evaluation"
