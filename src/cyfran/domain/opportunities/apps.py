from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "cyfran.domain.opportunities"
