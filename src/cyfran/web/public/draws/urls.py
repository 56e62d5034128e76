from django.urls import path

from cyfran.web.public.draws import views

app_name = "draws"
urlpatterns = [
    path("", views.list_draws, name="list"),
    path("<slug:public_id>/", views.show, name="show"),
    path("<slug:public_id>/public_lottery.csv", views.lottery, name="lottery"),
    path("<slug:public_id>/draw.json", views.record, name="record"),
]
