"""To talk with each other: from two people to some hundreds."""

from django.utils.translation import gettext_lazy as _

from alongside.gatherings.models import Kind
from alongside.gatherings.techniques.shape import Part, Technique, Use

TALKING = (
    Technique(
        key="1-2-4-all",
        title=_("1-2-4-All"),
        use=Use.TALK,
        what=_("Think alone, then in twos, then in fours, then all together. Good ideas grow from quiet people too."),
        least=4,
        minutes=(12, 12),
        usual=12,
        kind=Kind.ONE_TWO_FOUR,
        parts=(
            Part(_("Alone, in silence"), (1, 1)),
            Part(_("In twos"), (2, 2)),
            Part(_("In fours"), (4, 4)),
            Part(_("All: one idea from each four"), (5, 5)),
        ),
        materials=_("The question where everyone sees it. Paper and pens, or phones. A bell or a raised hand."),
        say=_(
            "Think about the question for one minute, alone and in silence.\n"
            "Now find one other person. Two minutes: what do you share?\n"
            "Now two pairs sit together. Four minutes: what is alike, what is different?\n"
            "Now all: what is the one thing that stands out for your four?"
        ),
        access=_(
            "Pairs form with whoever is nearest; people who sit stay seated, others come to them.\n"
            "A supporter goes along and is not counted. Three in a group is fine.\n"
            "Give the quiet minute more time where people write, sign or use a tablet to speak."
        ),
    ),
    Technique(
        key="world-cafe",
        title=_("World Café"),
        use=Use.TALK,
        what=_("Small tables talk in rounds. After each round people move on, and the thoughts mix."),
        least=12,
        table=(4, 5),
        minutes=(75, 120),
        usual=90,
        kind=Kind.OPEN,
        parts=(
            Part(_("First round"), (20, 20)),
            Part(_("Second round, at another table"), (20, 20)),
            Part(_("Third round, at another table"), (20, 20)),
            Part(_("Each table tells the most important things"), (15, 60)),
        ),
        materials=_("A table for each four or five people, paper as a tablecloth, pens, drinks, a bell."),
        say=_(
            "Talk at your table, and write and draw on the paper.\n"
            "At the bell one person stays and tells the next guests what was said. The others go to new tables.\n"
            "At the end each table tells us what mattered most."
        ),
        access=_(
            "Those who do not want to move stay, and are the one who tells. Leave wide ways between tables.\n"
            "Keep one table in a quiet room. Not everybody has to write: one person at each table offers to.\n"
            "Say how much time is left before each bell, so that nobody is startled."
        ),
    ),
    Technique(
        key="world-cafe-lite",
        title=_("World Café Lite"),
        use=Use.TALK,
        what=_("Fours talk three times for ten minutes, with new people each time. It needs no tables."),
        least=15,
        most=200,
        table=(4, 4),
        minutes=(40, 45),
        usual=45,
        kind=Kind.OPEN,
        parts=(
            Part(_("First round"), (10, 10)),
            Part(_("Second round, with others"), (10, 10)),
            Part(_("Third round, with others"), (10, 10)),
            Part(_("Each four gives three to five ideas"), (10, 15)),
        ),
        materials=_("Chairs that can be moved. A bell. Cards, or phones, for the ideas."),
        say=_(
            "Sit in fours with people you do not know well. You have ten minutes for the question.\n"
            "At the bell everyone finds three new people. We do this three times.\n"
            "In your last four write three to five ideas that stayed with you."
        ),
        access=_(
            "Those who stay seated keep their chair; the others come to them.\n"
            "In a loud room use two rooms or a corridor, and keep a hearing loop on for the question.\n"
            "A three or a five is fine. Supporters come along."
        ),
    ),
    Technique(
        key="conversation-cafe",
        title=_("Conversation Café"),
        use=Use.TALK,
        what=_("A small circle listens twice in turn, talks freely, and ends with a round of what each takes home."),
        least=5,
        table=(5, 7),
        minutes=(35, 60),
        usual=50,
        parts=(
            Part(_("First round: one minute each"), (5, 7)),
            Part(_("Second round: one minute each"), (5, 7)),
            Part(_("Open talk"), (20, 40)),
            Part(_("Last round: what I take home"), (5, 10)),
        ),
        materials=_("Circles of chairs. One thing to hold for each circle: a stone, a shell, a ball."),
        say=_(
            "Only the person who holds this speaks. All others listen.\n"
            "Two rounds: one minute for each of you. You can pass it on without a word.\n"
            "Then we talk freely. At the end everyone says what they take home.\n"
            "We try to understand each other, not to win."
        ),
        access=_(
            "Choose a thing that is light and easy to hold; or point to whose turn it is.\n"
            "The minute is a guide: those who speak slowly or through somebody else get more.\n"
            "Listening all the time is taking part."
        ),
    ),
    Technique(
        key="open-space",
        title=_("Open Space"),
        use=Use.TALK,
        what=_("People bring the topics themselves, put them on the wall and go where they have something to give."),
        least=10,
        minutes=(120, 480),
        usual=180,
        parts=(
            Part(_("Opening: topics go on the wall"), (30, 45)),
            Part(_("First talks"), (45, 90)),
            Part(_("More talks, as many as there is time for"), (30, 315)),
            Part(_("Closing circle"), (15, 30)),
        ),
        materials=_("A big circle of chairs, a wall with times and places, paper, thick pens, a sheet for notes."),
        say=_(
            "What do you want to talk about, so that something changes? Write it down and say it aloud.\n"
            "Put it on the wall, with a time and a place. If you bring it, you begin it.\n"
            "Then go where you like. If you are not learning or helping, go on to another group.\n"
            "Whoever comes is right. Write down what matters."
        ),
        access=_(
            "A host can write and read out a topic for anyone.\n"
            "All places are on one floor, near each other, with seats. Read the wall out, more than once.\n"
            "Keep a quiet corner; sitting there is taking part. A guide can go with those who want one."
        ),
    ),
    Technique(
        key="fishbowl",
        title=_("Fishbowl"),
        use=Use.TALK,
        what=_("A few people talk in the middle, all others listen around them; seats in the middle change hands."),
        least=10,
        most=50,
        minutes=(60, 60),
        usual=60,
        materials=_("Five chairs in the middle, one of them empty; the others in rings around. Maybe a microphone."),
        say=_(
            "Five chairs are in the middle. Those who sit there talk; all others listen.\n"
            "One chair is always empty. Whoever wants to say something sits down there, and somebody else gets up.\n"
            "It works best where we really see things differently. At the end everyone says what they heard."
        ),
        access=_(
            "Keep a wide way to the middle, and space for a wheelchair there.\n"
            "Those who do not want to sit in the middle send a note in, or ask somebody to speak for them.\n"
            "Where some people have power over others, choose another way: they will not speak freely here."
        ),
    ),
    Technique(
        key="talking-circle",
        title=_("Talking circle"),
        use=Use.TALK,
        what=_("One after the other speaks, with no answers in between. Everyone is on the same level."),
        least=5,
        most=15,
        each=(2, 5),
        minutes=(10, 75),
        usual=40,
        materials=_("A circle of chairs without a table. One thing to pass around. A quiet room."),
        say=_(
            "We go round. The person who holds this speaks, all others listen.\n"
            "Speak for yourself, from your own life, as much or as little as you like.\n"
            "Nobody answers, advises or asks. You can pass. What is said here stays here."
        ),
        access=_(
            "Nobody has to tell what hurts in order to belong. Say this aloud.\n"
            "A supporter may hold the thing and speak, if the person wants that.\n"
            "Say before you start how long it will take, and where people can go to rest."
        ),
    ),
)
