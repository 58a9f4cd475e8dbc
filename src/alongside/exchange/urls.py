from django.urls import path

from alongside.exchange import views

app_name = "exchange"
urlpatterns = [
    path("p/<slug:slug>/bring-in/", views.bring_in, name="bring_in"),
    path("p/<slug:slug>/bring-in/<uuid:pk>/", views.columns, name="columns"),
    path("p/<slug:slug>/bring-in/<uuid:pk>/bad-rows/", views.bad_rows, name="bad_rows"),
    path("p/<slug:slug>/jobs/<uuid:pk>/", views.job, name="job"),
    path("p/<slug:slug>/jobs/<uuid:pk>/stop/", views.cancel_job, name="cancel_job"),
    path("jobs/<uuid:pk>/", views.to_job, name="to_job"),
    path("jobs/<uuid:pk>/stop/", views.stop_job, name="stop_job"),
    path("p/<slug:slug>/export/", views.export, name="export"),
    path("p/<slug:slug>/export/<uuid:pk>/", views.download, name="download"),
]
