"""Where somebody is signed in, and ending it elsewhere."""

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cyfran.web.account.sessions.presenters import SessionOnPage
from cyfran.web.ui.requests import StaffRequest


@login_required
def show(request: StaffRequest) -> HttpResponse:
    """Show where she is signed in; a button ends one of them, or all but this one."""
    sessions = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        named = request.POST.get("session")
        ended = [session for session in sessions if not session.is_current() and named in (str(session.pk), "others")]
        end_sessions(request, ended)
        messages.success(request, _("It is ended: whoever sits there has to sign in again."))
        return redirect("account_sessions")
    on_page = sorted(map(SessionOnPage.of, sessions), key=lambda session: (session.is_this, session.since), reverse=True)
    return render(request, "account/sessions/show.html", {"sessions": on_page})
