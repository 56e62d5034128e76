"""Projects, as staff lead them."""

from django.urls import path

from cyfran.web.staff.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.list_projects, name="list"),
    path("add/", views.add_project, name="add"),
    path("<slug:public_id>/", views.show_project, name="show"),
    path("<slug:public_id>/change/", views.change, name="change"),
    path("<slug:public_id>/claim/", views.claim, name="claim"),
    path("<slug:public_id>/publish/", views.publish, name="publish"),
    path("<slug:public_id>/close/", views.close, name="close"),
    path("<slug:public_id>/<slug:kind>/plan/", views.plan, name="plan"),
    path("<slug:public_id>/<slug:kind>/done/", views.finish, name="finish"),
    path("<slug:public_id>/<slug:kind>/not-done/", views.reopen, name="reopen"),
    path("<slug:public_id>/<slug:kind>/leave-out/", views.leave_out, name="leave_out"),
]
