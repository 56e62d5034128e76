"""What somebody has set up as the second step of signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from cyfran.web.account.second_step.presenters import Steps
from cyfran.web.ui.requests import StaffRequest


@login_required
def show(request: StaffRequest) -> HttpResponse:
    return render(request, "account/second_step/show.html", {"steps": Steps.of(request.user)})
