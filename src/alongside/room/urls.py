from django.urls import path

from alongside.room.views import hosting, paper, paper_typing, phone, results, screen, tables, talking

app_name = "room"
HERE = "p/<slug:slug>/gatherings/<int:pk>/room/"
urlpatterns = [
    path("r/", phone.code, name="code"),
    path("r/<str:code>/", phone.phone, name="phone"),
    path("r/<str:code>/join/", phone.join, name="join"),
    path("r/<str:code>/put/", phone.put, name="put"),
    path("r/<str:code>/say/", phone.say, name="say"),
    path("r/<str:code>/park/", phone.park, name="park"),
    path("r/<str:code>/quiet/", phone.quiet, name="quiet"),
    path("r/<str:code>/claim/", phone.claim, name="claim"),
    path("r/<str:code>/mine/", phone.mine, name="mine"),
    path("r/<str:code>/leave/", phone.leave, name="leave"),
    path("r/<str:code>/choose/", phone.choose, name="choose"),
    path(HERE, hosting.room, name="room"),
    path(HERE + "now/", hosting.now, name="now"),
    path(HERE + "do/", hosting.do, name="do"),
    path(HERE + "screen/", screen.screen, name="screen"),
    path("screen/<str:token>/", screen.second, name="second_screen"),
    path(HERE + "tables/", tables.tables, name="tables"),
    path(HERE + "tables/make/", tables.make_tables, name="make_tables"),
    path(HERE + "tables/do/", tables.do_tables, name="do_tables"),
    path(HERE + "airtime/", talking.airtime, name="airtime"),
    path(HERE + "airtime/add/", talking.add_airtime, name="add_airtime"),
    path(HERE + "parked/", talking.parked, name="parked"),
    path(HERE + "activities/<int:activity>/", hosting.items, name="items"),
    path(HERE + "activities/<int:activity>/add/", hosting.add_items, name="add_items"),
    path(HERE + "paper/", paper.paper, name="paper"),
    path(HERE + "paper/pack.pdf", paper.pack, name="paper_pack"),
    path(HERE + "paper/begin/", paper.begin, name="paper_begin"),
    path(HERE + "paper/<int:activity>/", paper_typing.type_page, name="paper_type"),
    path(HERE + "paper/<int:activity>/whose/", paper_typing.whose, name="paper_whose"),
    path(HERE + "paper/<int:activity>/read-back/", paper_typing.read_back, name="paper_read_back"),
    path(HERE + "paper/<int:activity>/table.csv", paper.table, name="paper_table"),
    path(HERE + "paper/<int:activity>/bring/", paper.bring, name="paper_bring"),
    path("p/<slug:slug>/gatherings/<int:pk>/results/", results.results, name="results"),
    path("p/<slug:slug>/gatherings/<int:pk>/results/<int:activity>.svg", results.result_svg, name="result_svg"),
    path("p/<slug:slug>/gatherings/<int:pk>/results/<int:activity>.csv", results.result_csv, name="result_csv"),
]
