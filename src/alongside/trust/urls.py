"""What each side expects, trust over months, buddies, endings."""

from django.urls import path

from alongside.trust.views import buddies, endings, expectations, looks, mine, pulse, pulse_hosts

app_name = "trust"
EXPECT = "p/<slug:slug>/expectations/"
TRUST = "p/<slug:slug>/trust/"
BUDDIES = "p/<slug:slug>/buddies/"
ENDINGS = "p/<slug:slug>/endings/"
urlpatterns = [
    path(EXPECT, expectations.expectations, name="expectations"),
    path(EXPECT + "write/", expectations.write_line, name="write_line"),
    path(EXPECT + "paper/", expectations.paper, name="paper"),
    path(EXPECT + "type-in/", expectations.type_in_line, name="type_in_line"),
    path(EXPECT + "looks/", looks.looks, name="looks"),
    path(EXPECT + "look/", looks.look, name="look"),
    path(EXPECT + "look/set/", looks.set_look, name="set_look"),
    path(EXPECT + "look/done/", looks.finish_look, name="finish_look"),
    path(EXPECT + "<int:pk>/answer/", expectations.reply, name="reply"),
    path(EXPECT + "<int:pk>/judge/", looks.judge, name="judge"),
    path(EXPECT + "<int:pk>/take-back/", expectations.take_back_line, name="take_back_line"),
    path(TRUST, pulse.trust, name="trust"),
    path(TRUST + "picture/", pulse.picture, name="picture"),
    path(TRUST + "table/", pulse.table, name="table"),
    path(TRUST + "answer/", pulse.answer, name="answer"),
    path(TRUST + "open/", pulse_hosts.open_pulse, name="open_pulse"),
    path(TRUST + "sheet/", pulse_hosts.sheet, name="sheet"),
    path(TRUST + "type-in/", pulse_hosts.type_in, name="type_in"),
    path(TRUST + "close/", pulse_hosts.close_pulse, name="close_pulse"),
    path(BUDDIES, buddies.buddies, name="buddies"),
    path(BUDDIES + "offer/", buddies.offer, name="offer"),
    path(BUDDIES + "ask/", buddies.ask, name="ask"),
    path(BUDDIES + "stop/", buddies.stop, name="stop"),
    path(BUDDIES + "told/", buddies.told, name="told"),
    path(BUDDIES + "suggest/", buddies.suggest, name="suggest"),
    path(BUDDIES + "<uuid:pk>/", buddies.pair, name="pair"),
    path(BUDDIES + "<uuid:pk>/yes-for/", buddies.yes_for, name="yes_for"),
    path(BUDDIES + "<uuid:pk>/end/", buddies.end_pair, name="end_pair"),
    path(BUDDIES + "<uuid:pk>/slip/", buddies.slip, name="slip"),
    path(ENDINGS, endings.endings, name="endings"),
    path(ENDINGS + "write/", endings.write_ending, name="write_ending"),
    path(ENDINGS + "said/", endings.said, name="said"),
    path(ENDINGS + "<int:pk>/", endings.ending, name="ending"),
    path(ENDINGS + "<int:pk>/letters/", endings.letters, name="letters"),
    path(ENDINGS + "told/<int:pk>/", endings.next_for, name="next_for"),
    path("my/endings/", mine.farewells, name="farewells"),
    path("my/endings/<int:pk>/", mine.farewell, name="farewell"),
]
