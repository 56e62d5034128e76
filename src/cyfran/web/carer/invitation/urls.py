from django.urls import path

from cyfran.web.carer.invitation import views

app_name = "invitation"
urlpatterns = [path("<str:link>/", views.show, name="show")]
