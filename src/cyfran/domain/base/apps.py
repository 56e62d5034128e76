from django.apps import AppConfig

from cyfran.domain.base.terms import take_part_in_translation


class BaseConfig(AppConfig):
    name = "cyfran.domain.base"

    def ready(self) -> None:
        take_part_in_translation()
