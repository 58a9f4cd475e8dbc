from django.urls import path

from alongside.sensemaking.views import board, disputes, shaping, themes

app_name = "sensemaking"
urlpatterns = [
    path("p/<slug:slug>/themes/", themes.themes, name="themes"),
    path("p/<slug:slug>/themes.svg", themes.themes_svg, name="themes_svg"),
    path("p/<slug:slug>/themes/<int:pk>/", themes.theme, name="theme"),
    path("p/<slug:slug>/themes/make/", shaping.make, name="make"),
    path("p/<slug:slug>/themes/merge/", shaping.merge, name="merge"),
    path("p/<slug:slug>/themes/<int:pk>/edit/", shaping.edit, name="edit"),
    path("p/<slug:slug>/themes/<int:pk>/split/", shaping.split, name="split"),
    path("p/<slug:slug>/themes/<int:pk>/ask/", shaping.ask, name="ask"),
    path("p/<slug:slug>/themes/<int:pk>/voices/<int:voice_pk>/dispute/", disputes.dispute, name="dispute"),
    path("p/<slug:slug>/disputes/<int:pk>/reply/", disputes.reply, name="reply"),
    path("p/<slug:slug>/board/", board.board, name="board"),
    path("p/<slug:slug>/board/sort/", board.sort, name="sort"),
    path("my/checks/", disputes.my_checks, name="my_checks"),
    path("my/checks/<int:pk>/answer/", disputes.answer_check, name="answer_check"),
    path("my/checks/<int:pk>/settle/", disputes.settle, name="settle"),
]
