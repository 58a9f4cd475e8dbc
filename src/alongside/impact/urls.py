from django.urls import path

from alongside.impact import views

app_name = "impact"
urlpatterns = [
    path("my/receipts/", views.receipts, name="receipts"),
    path("my/receipts/email/", views.wish, name="wish"),
    path("my/receipts/<int:pk>/", views.receipt, name="receipt"),
    path("p/<slug:slug>/changes/", views.changes, name="changes"),
    path("p/<slug:slug>/decisions/<int:pk>/changes/note/", views.note_change, name="note_change"),
    path("p/<slug:slug>/decisions/<int:pk>/receipts/again/", views.issue_again, name="issue_again"),
    path("p/<slug:slug>/clocks/", views.clocks, name="clocks"),
    path("p/<slug:slug>/clocks/answers.svg", views.clocks_svg, name="clocks_svg"),
    path("p/<slug:slug>/waiting/", views.waiting, name="waiting"),
    path("p/<slug:slug>/letters/", views.letters, name="letters"),
    path("p/<slug:slug>/voices/<int:pk>/trail/", views.trail_of_voice, name="trail_of_voice"),
    path("p/<slug:slug>/voices/<int:pk>/trail/trail.svg", views.voice_svg, name="voice_svg"),
    path("p/<slug:slug>/voices/<int:pk>/trail.prov.json", views.voice_prov, name="voice_prov"),
    path("p/<slug:slug>/passages/<int:pk>/trail/", views.trail_of_passage, name="trail_of_passage"),
    path("p/<slug:slug>/passages/<int:pk>/trail/trail.svg", views.passage_svg, name="passage_svg"),
    path("p/<slug:slug>/themes/<int:pk>/trail/", views.trail_of_theme, name="trail_of_theme"),
    path("p/<slug:slug>/themes/<int:pk>/trail/trail.svg", views.theme_svg, name="theme_svg"),
    path("p/<slug:slug>/decisions/<int:pk>/trail/", views.trail_of_decision, name="trail_of_decision"),
    path("p/<slug:slug>/decisions/<int:pk>/trail/trail.svg", views.decision_svg, name="decision_svg"),
]
