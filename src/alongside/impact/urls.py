from django.urls import path

from alongside.impact.views import answers, changes, trails, waiting

app_name = "impact"
urlpatterns = [
    path("my/receipts/", answers.receipts, name="receipts"),
    path("my/receipts/email/", answers.wish, name="wish"),
    path("my/receipts/<int:pk>/", answers.receipt, name="receipt"),
    path("p/<slug:slug>/changes/", changes.changes, name="changes"),
    path("p/<slug:slug>/decisions/<int:pk>/changes/note/", changes.note_change, name="note_change"),
    path("p/<slug:slug>/decisions/<int:pk>/receipts/again/", answers.issue_again, name="issue_again"),
    path("p/<slug:slug>/clocks/", waiting.clocks, name="clocks"),
    path("p/<slug:slug>/clocks/answers.svg", waiting.clocks_svg, name="clocks_svg"),
    path("p/<slug:slug>/waiting/", waiting.waiting, name="waiting"),
    path("p/<slug:slug>/letters/", answers.letters, name="letters"),
    path("p/<slug:slug>/voices/<int:pk>/trail/", trails.trail, {"kind": "voice"}, name="trail_of_voice"),
    path("p/<slug:slug>/voices/<int:pk>/trail/trail.svg", trails.drawing, {"kind": "voice"}, name="voice_svg"),
    path("p/<slug:slug>/voices/<int:pk>/trail.prov.json", trails.prov, {"kind": "voice"}, name="voice_prov"),
    path("p/<slug:slug>/passages/<int:pk>/trail/", trails.trail, {"kind": "passage"}, name="trail_of_passage"),
    path("p/<slug:slug>/passages/<int:pk>/trail/trail.svg", trails.drawing, {"kind": "passage"}, name="passage_svg"),
    path("p/<slug:slug>/passages/<int:pk>/trail.prov.json", trails.prov, {"kind": "passage"}, name="passage_prov"),
    path("p/<slug:slug>/themes/<int:pk>/trail/", trails.trail, {"kind": "theme"}, name="trail_of_theme"),
    path("p/<slug:slug>/themes/<int:pk>/trail/trail.svg", trails.drawing, {"kind": "theme"}, name="theme_svg"),
    path("p/<slug:slug>/themes/<int:pk>/trail.prov.json", trails.prov, {"kind": "theme"}, name="theme_prov"),
    path("p/<slug:slug>/decisions/<int:pk>/trail/", trails.trail, {"kind": "decision"}, name="trail_of_decision"),
    path("p/<slug:slug>/decisions/<int:pk>/trail/trail.svg", trails.drawing, {"kind": "decision"}, name="decision_svg"),
    path(
        "p/<slug:slug>/decisions/<int:pk>/trail.prov.json",
        trails.prov,
        {"kind": "decision"},
        name="decision_prov",
    ),
]
