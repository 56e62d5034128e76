"""Pages for coordinators, after sign-in."""

app_name = "staff"
urlpatterns: list = []
