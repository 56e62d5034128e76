"""Requests whose reader is known, for the types of views behind sign-in."""

from django.http import HttpRequest

from cyfran.domain.base.models import User


class StaffRequest(HttpRequest):
    """A request of somebody who has signed in: what a view behind `login_required` gets."""

    user: User
