from django.urls import path

from alongside.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("my/", views.my_space, name="my_space"),
    path("about/", views.about, name="about"),
    path("look/", views.look_book, name="look_book"),
    path("look/choose/", views.look, name="look"),
    path("language/", views.language, name="language"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
]
