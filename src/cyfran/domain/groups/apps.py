from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "cyfran.domain.groups"
