"""Pages for people who look after somebody."""

app_name = "carer"
urlpatterns: list = []
