from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "cyfran.domain.projects"
