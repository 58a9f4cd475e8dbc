"""Access needs: asked once, sealed, shared per gathering."""

from django.urls import path

from alongside.needs.views import access, mine, people, promised, sharing, to_dos

app_name = "needs"
HERE = "p/<slug:slug>/gatherings/<int:pk>/"
ACCESS = HERE + "access/"
urlpatterns = [
    path("my/needs/", mine.mine, name="mine"),
    path("my/needs/read/", mine.who_read, name="who_read"),
    path("my/needs/<uuid:pk>/", mine.change, name="change"),
    path("my/needs/<uuid:pk>/remove/", mine.remove, name="remove"),
    path("my/needs/shared/<uuid:pk>/stop/", sharing.stop, name="stop"),
    path("my/needs/shared/<uuid:pk>/how-it-was/", sharing.how_it_was, name="how_it_was"),
    path(HERE + "needs/", sharing.share, name="share"),
    path(ACCESS, access.access, name="access"),
    path(ACCESS + "ask/", access.ask, name="ask"),
    path(ACCESS + "slips/", access.slips, name="slips"),
    path(ACCESS + "type-in/", people.type_in, name="type_in"),
    path(ACCESS + "checklist/", to_dos.checklist, name="checklist"),
    path(ACCESS + "to-do/", to_dos.add, name="add_to_do"),
    path(ACCESS + "sent/", promised.sent_on, name="sent_on"),
    path("p/<slug:slug>/access/promise/", promised.promise, name="promise"),
    path("p/<slug:slug>/access/people/<int:pk>/", people.person, name="person"),
    path("p/<slug:slug>/access/shared/<uuid:pk>/to-do/", people.to_do_from, name="to_do_from"),
    path("p/<slug:slug>/access/shared/<uuid:pk>/told/", people.told, name="told"),
    path("p/<slug:slug>/access/to-do/<uuid:pk>/", to_dos.change, name="to_do"),
    path("p/<slug:slug>/access/to-do/<uuid:pk>/done/", to_dos.done, name="done"),
]
