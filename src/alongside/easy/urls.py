from django.urls import URLPattern

app_name = "easy"
urlpatterns: list[URLPattern] = []
