from django.urls import path

from cyfran.web.public.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.list_reports, name="list"),
    path("<slug:public_id>/", views.show, name="show"),
    path("<slug:public_id>/report.csv", views.download_table, name="csv"),
    path("<slug:public_id>/report.json", views.download_account, name="json"),
]
