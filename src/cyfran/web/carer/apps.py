from django.apps import AppConfig


class CarerConfig(AppConfig):
    name = "cyfran.web.carer"
    label = "web_carer"
