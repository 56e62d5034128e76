"""Pages anyone may read."""

app_name = "public"
urlpatterns: list = []
