from django.urls import path

from alongside.sensemaking.views import board, disputes, landscapes, shaping, suggestions, themes

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
    path("p/<slug:slug>/landscape/", landscapes.landscape, name="landscape"),
    path("p/<slug:slug>/landscape.svg", landscapes.landscape_svg, name="landscape_svg"),
    path("p/<slug:slug>/landscape/again/", landscapes.work_out, name="work_out"),
    path("p/<slug:slug>/landscape/<int:pk>/", landscapes.landscape_at, name="landscape_at"),
    path("p/<slug:slug>/landscape/why/<int:pk>/", landscapes.why, name="why"),
    path("p/<slug:slug>/suggestions/", suggestions.suggestions, name="suggestions"),
    path("p/<slug:slug>/suggestions/look/", suggestions.look, name="look"),
    path("p/<slug:slug>/suggestions/<int:pk>/", suggestions.suggestion, name="suggestion"),
    path("p/<slug:slug>/suggestions/<int:pk>/answer/", suggestions.answer_suggestion, name="answer_suggestion"),
    path("my/checks/", disputes.my_checks, name="my_checks"),
    path("my/checks/<int:pk>/answer/", disputes.answer_check, name="answer_check"),
    path("my/checks/<int:pk>/settle/", disputes.settle, name="settle"),
]
