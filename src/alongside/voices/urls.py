from django.urls import path

from alongside.voices.views import answering, mine, reading, recording, saying

app_name = "voices"
urlpatterns = [
    path("p/<slug:slug>/voices/", reading.list_page, name="list"),
    path("p/<slug:slug>/voices/<int:pk>/", reading.voice, name="voice"),
    path("p/<slug:slug>/say/", saying.say, name="say"),
    path("p/<slug:slug>/voices/<int:pk>/said/", saying.said, name="said"),
    path("p/<slug:slug>/record/", recording.record, name="record"),
    path("p/<slug:slug>/record/many/", recording.record_many, name="record_many"),
    path("p/<slug:slug>/record/waiting/", recording.waiting_to_be_read_back, name="waiting_to_be_read_back"),
    path("p/<slug:slug>/voices/<int:pk>/read-back/", recording.read_back, name="read_back"),
    path("p/<slug:slug>/voices/<int:pk>/retype/", recording.retype, name="retype"),
    path("p/<slug:slug>/voices/<int:pk>/take-back/", mine.take_back_for, name="take_back_for"),
    path("p/<slug:slug>/voices/<int:pk>/make-statement/", answering.make_statement, name="make_statement"),
    path("p/<slug:slug>/statements/", answering.statements, name="statements"),
    path("p/<slug:slug>/statements/<int:pk>/stance/", answering.stance, name="stance"),
    path("p/<slug:slug>/statements/<int:pk>/offer/", answering.moderate, name="moderate"),
    path("my/voices/", mine.mine, name="mine"),
    path("my/voices/<int:pk>/naming/", mine.naming, name="naming"),
    path("my/voices/<int:pk>/take-back/", mine.take_back_mine, name="take_back"),
]
