from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "cyfran.web.account"
    label = "web_account"
