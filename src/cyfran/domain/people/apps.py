from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "cyfran.domain.people"
