from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "cyfran.web.staff"
    label = "web_staff"
