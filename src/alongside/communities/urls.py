"""Communities, who opens their doors, who is missing, and ways in."""

from django.urls import path

from alongside.communities.views import communities, connectors, doors, hints

app_name = "communities"
HERE = "p/<slug:slug>/communities/"
ONE = HERE + "<int:pk>/"
CONNECTOR = "p/<slug:slug>/connectors/<uuid:pk>/"
urlpatterns = [
    path(HERE, communities.communities, name="communities"),
    path(HERE + "map.svg", communities.map_svg, name="map_svg"),
    path(HERE + "add/", communities.add, name="add"),
    path(HERE + "who-is-not-here-yet/", hints.who_is_missing, name="who_is_missing"),
    path(HERE + "said/<int:pk>/", hints.answer_hint, name="answer_hint"),
    path(HERE + "said/<int:pk>/take-back/", hints.take_back_hint, name="take_back_hint"),
    path(HERE + "doors/<int:pk>/close/", doors.close, name="close"),
    path(ONE, communities.community, name="community"),
    path(ONE + "edit/", communities.edit, name="edit"),
    path(ONE + "how-far/", communities.how_far, name="how_far"),
    path(ONE + "tried/", communities.note_try, name="note_try"),
    path(ONE + "next/", communities.plan_next, name="plan_next"),
    path(ONE + "remove/", communities.remove, name="remove"),
    path(ONE + "ask/", connectors.ask_connector, name="ask_connector"),
    path(ONE + "ways-in/", doors.ways_in, name="ways_in"),
    path(ONE + "paper/", doors.paper_words, name="paper_words"),
    path(CONNECTOR, connectors.connector, name="connector"),
    path(CONNECTOR + "change/", connectors.change_connector, name="change_connector"),
    path(CONNECTOR + "said/", connectors.write_down_answer, name="write_down_answer"),
    path(CONNECTOR + "stop/", connectors.stop, name="stop"),
]
