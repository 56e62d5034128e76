"""Messages to people: what went, what waits to be posted or rung, and the letters to print."""

from django.urls import path

from cyfran.web.staff.messages import received, views

app_name = "messages"
urlpatterns = [
    path("", views.list_messages, name="list"),
    path("not-sent/", views.list_not_sent, name="not_sent"),
    path("received/", received.list_received, name="received"),
    path("received/read/", received.mark_as_read, name="read"),
    path("slip/", received.find_slip, name="slip"),
    path("letters/", views.list_letters, name="letters"),
    path("letters/letters.pdf", views.print_letters, name="print"),
    path("return-address/<slug:public_id>/", views.change_return_address, name="return_address"),
    path("<slug:public_id>/", views.show_message, name="show"),
    path("<slug:public_id>/letter.pdf", views.print_letter, name="letter"),
    path("<slug:public_id>/settled/", views.mark_as_settled, name="settle"),
    path("<slug:public_id>/rung/", views.take_down_call, name="rung"),
    path("<slug:public_id>/back/", views.mark_as_returned, name="back"),
    path("<slug:public_id>/again/", views.try_again, name="again"),
]
