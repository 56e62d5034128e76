"""Who has which role, and what each role lets somebody do."""

from django.urls import path

from cyfran.web.staff.roles import views

app_name = "roles"
urlpatterns = [
    path("", views.list_roles, name="list"),
    path("matrix/", views.show_matrix, name="matrix"),
    path("contact/", views.choose_contact, name="contact"),
    path("word/", views.choose_word, name="word"),
    path("carer/", views.also_a_carer, name="carer"),
    path("appoint/", views.appoint_somebody, name="appoint"),
    path("organisation/", views.add_another_organisation, name="add_organisation"),
    path("hand-over/", views.hand_over_work, name="hand_over"),
    path("<slug:public_id>/<slug:user_id>/end/", views.end, name="end"),
    path("<slug:public_id>/<slug:user_id>/second-step/", views.reset_step, name="reset_step"),
]
