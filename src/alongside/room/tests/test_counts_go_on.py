"""Counts that hosts show go on counting on phones, and are still made once for everybody."""

import pytest
from asgiref.sync import async_to_sync, sync_to_async

from alongside.room import actions
from alongside.room.hot import halls


@pytest.mark.django_db(transaction=True)
def test_a_piece_with_counts_is_made_anew_after_a_while_and_one_without_is_not(workshop, cast, monkeypatch):
    made = []
    first = halls._piece
    monkeypatch.setattr(halls, "_piece", lambda *given: made.append(1) or first(*given))
    activity = workshop.run("dots", "Sunday opening", picks=2)
    show = sync_to_async(lambda: actions.show(workshop.live(activity), by=cast.hana, shown=True))
    answer = sync_to_async(lambda: workshop.put(workshop.phone(), activity, **{"dots-1": 2}))

    async def looked():
        here = halls.Halls()

        async def see():
            hall = await here.get(workshop.room.code, workshop.room.pk)
            return await here.piece(hall, "en", zipped=False)

        monkeypatch.setattr(halls, "LOOK_EVERY", 0.0)
        monkeypatch.setattr(halls, "PIECE_FOR", 0.0)
        hidden = [await see(), await see()]
        assert len(made) == 1
        assert b"rm-result" not in hidden[0]
        await show()
        assert b"0 people have answered." in await see()
        await answer()
        halls.PIECE_FOR = 60.0
        for key, (body, _until) in list(here.by_code[workshop.room.code].pieces.items()):
            here.by_code[workshop.room.code].pieces[key] = (body, 0.0)  # its time is over
        assert b"1 person has answered." in await see()
        await answer()
        assert b"1 person has answered." in await see()
        assert len(made) == 3
        here.watch.cancel()

    async_to_sync(looked)()
