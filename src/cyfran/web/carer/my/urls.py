from django.urls import path

from cyfran.web.carer.my import caring, codes, equality, views

app_name = "my"
urlpatterns = [
    path("my-link/", views.ask_for_link, name="again"),
    path("my-link/sent/", views.say_link_is_sent, name="again_sent"),
    path("my-code/", codes.ask, name="code"),
    path("my-code/type/", codes.type_code, name="code_type"),
    path("my-code/who/", codes.choose, name="code_who"),
    path("my-code/leave/", codes.leave, name="code_leave"),
    path("my-link/removed/", views.say_removed, name="removed"),
    path("my/<str:link>/", views.show, name="show"),
    path("my/<str:link>/say/<slug:project>/", views.say, name="say"),
    path("my/<str:link>/say/<slug:project>/check/", views.check, name="check"),
    path("my/<str:link>/withdraw/<slug:contribution>/", views.withdraw, name="withdraw"),
    path("my/<str:link>/permissions/", views.change_permissions, name="permissions"),
    path("my/<str:link>/known/", views.change_known_to, name="known"),
    path("my/<str:link>/copy/", views.show_copy, name="copy"),
    path("my/<str:link>/copy/cyfran.json", views.send_copy, name="copy_json"),
    path("my/<str:link>/looks/", views.show_looks, name="looks"),
    path("my/<str:link>/equality/", equality.answer_about_equality, name="equality"),
    path("my/<str:link>/remove/", views.ask_to_be_removed, name="remove"),
    path("my/<str:link>/load/", views.change_load, name="load"),
    path("my/<str:link>/preference/", views.change_preference, name="preference"),
    path("my/<str:link>/reach/", views.change_reach, name="reach"),
    path("my/<str:link>/caring/", caring.show, name="caring"),
    path("my/<str:link>/caring/add/", caring.change, name="caring_add"),
    path("my/<str:link>/caring/still/", caring.confirm, name="caring_still"),
    path("my/<str:link>/caring/<slug:role>/", caring.change, name="caring_role"),
    path("my/<str:link>/caring/<slug:role>/forget/", caring.forget, name="caring_forget"),
    path("my/<str:link>/help/", caring.ask_for_help, name="help"),
    path("my/<str:link>/stay/", caring.stay, name="stay"),
    path("my/<str:link>/here/", views.say_she_is_here, name="here"),
]
