"""Messages to people: what went, what waits to be posted or rung, and the letters to print."""

from django.urls import path

from cyfran.web.staff.messages import views

app_name = "messages"
urlpatterns = [
    path("", views.list_messages, name="list"),
    path("letters/", views.print_letters, name="letters"),
    path("<slug:public_id>/", views.show_message, name="show"),
    path("<slug:public_id>/letter/", views.print_letter, name="letter"),
    path("<slug:public_id>/settled/", views.mark_as_settled, name="settle"),
    path("<slug:public_id>/again/", views.try_again, name="again"),
]
