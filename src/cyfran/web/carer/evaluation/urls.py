from django.urls import path

from cyfran.web.carer.evaluation import views

app_name = "evaluation"
urlpatterns = [path("<str:link>/", views.show, name="show")]
