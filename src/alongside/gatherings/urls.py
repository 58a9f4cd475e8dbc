from django.urls import path

from alongside.gatherings import views

app_name = "gatherings"
urlpatterns = [
    path("p/<slug:slug>/gatherings/", views.gatherings, name="list"),
    path("p/<slug:slug>/gatherings/add/", views.add, name="add"),
    path("p/<slug:slug>/gatherings/<int:pk>/", views.gathering, name="gathering"),
    path("p/<slug:slug>/gatherings/<int:pk>/edit/", views.edit, name="edit"),
    path("p/<slug:slug>/gatherings/<int:pk>/attendance/", views.attendance, name="attendance"),
    path("p/<slug:slug>/gatherings/<int:pk>/notes/", views.give_back, name="give_back"),
]
