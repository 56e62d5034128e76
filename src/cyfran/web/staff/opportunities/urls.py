"""Ways to take part, as staff offer them, ask people to them and take down what they answer."""

from django.urls import path

from cyfran.web.staff.opportunities import every_form, views

app_name = "opportunities"
urlpatterns = [
    path("", views.list_opportunities, name="list"),
    path("add/<slug:public_id>/", views.add_opportunity, name="add"),
    path("small/<slug:public_id>/", views.begin_small, name="small"),
    path("<slug:public_id>/", views.show_opportunity, name="show"),
    path("<slug:public_id>/change/", views.change, name="change"),
    path("<slug:public_id>/beforehand/", views.say_beforehand, name="beforehand"),
    path("<slug:public_id>/past/", views.read_past, name="past"),
    path("<slug:public_id>/publish/", views.publish, name="publish"),
    path("<slug:public_id>/invite/", views.invite_people, name="invite"),
    path("<slug:public_id>/close/", views.close, name="close"),
    path("<slug:public_id>/forms/", every_form.show_every_form, name="forms"),
    path("<slug:public_id>/forms/<slug:sheet>.pdf", every_form.print_sheet, name="sheet"),
    path("replies/<slug:public_id>/", views.take_down_reply, name="reply"),
]
