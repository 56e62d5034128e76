"""Registering in three steps, as whoever comes by the website or by what a partner passed on does it."""

from tests.journeys.walker import Walker


def register(walker: Walker, *, name: str, area: str, email: str) -> None:
    """Fill in the pages from the first to the last, in the language in which they are read."""
    walker.write(age_band="FROM_45_TO_64", relations=["PARTNER"], hours="FROM_50")
    walker.press("Continue")
    walker.press("Continue")
    walker.write(name=name, area=area, channel="EMAIL")
    walker.press("Continue")
    walker.press("Continue")
    walker.write(email=email, language=walker.language.upper())
    walker.press("Continue")
    walker.write(uses=["CONTACT", "QUOTE"])
    walker.press("Register")
    walker.is_told("Thank you. You are registered.")
