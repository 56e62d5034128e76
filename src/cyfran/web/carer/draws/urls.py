from django.urls import path

from cyfran.web.carer.draws import views

app_name = "draws"
urlpatterns = [path("my/<str:link>/draws/<slug:public_id>/", views.show, name="show")]
