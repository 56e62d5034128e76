from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "cyfran.domain.organisations"
