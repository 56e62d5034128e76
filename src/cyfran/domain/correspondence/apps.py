from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "cyfran.domain.correspondence"
