"""How people read; easy words, pictures, films and languages of public texts."""

from django.urls import path

from alongside.easy.views import forms, reading, words

app_name = "easy"
TEXT = "p/<slug:slug>/easy/<slug:text>/<int:subject>/"
urlpatterns = [
    path("my/reading/", reading.mine, name="mine"),
    path("my/reading/forget/", reading.forget, name="forget"),
    path("p/<slug:slug>/people/<int:pk>/reading/", reading.member, name="member"),
    path("p/<slug:slug>/easy/", words.words, name="words"),
    path("p/<slug:slug>/easy/print/", words.to_print, name="print"),
    path("p/<slug:slug>/easy/forms/<int:pk>/checked/", forms.checked, name="checked"),
    path("p/<slug:slug>/easy/forms/<int:pk>/still-fits/", forms.still_fits, name="still_fits"),
    path("p/<slug:slug>/easy/forms/<int:pk>/remove/", forms.remove, name="remove"),
    path(TEXT, words.text, name="text"),
    path(TEXT + "film/", forms.film, name="film"),
    path(TEXT + "language/", forms.language, name="language"),
]
