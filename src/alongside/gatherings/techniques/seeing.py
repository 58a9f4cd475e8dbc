"""To see and to make: pictures, maps and lines, where words alone are not enough."""

from django.utils.translation import gettext_lazy as _

from alongside.gatherings.models import Kind
from alongside.gatherings.techniques.shape import Technique, Use

SEEING = (
    Technique(
        key="timeline",
        title=_("Timeline or journey map"),
        use=Use.SEE,
        what=_("People put what happened along a line: a year in this place, or one person's way through a service."),
        least=6,
        most=20,
        minutes=(45, 60),
        usual=60,
        kind=Kind.TIMELINE,
        materials=_("A long roll of paper on a wall or table. Cards in several shapes, pens, pictures."),
        say=_(
            "This line is time. Here it begins, here is today.\n"
            "What happened? Write or draw it on a card and put it where it belongs.\n"
            "High up is good, low down is hard. You choose what you share.\n"
            "Now walk or look along the line: where does it turn, and why?"
        ),
        access=_(
            "Hang the line so low that everyone reaches it, or lay it on a table.\n"
            "A host can write, and read the line out from its beginning to its end.\n"
            "Nobody has to put their own story there. “Somebody I know” is fine."
        ),
    ),
    Technique(
        key="ketso",
        title=_("Ketso"),
        use=Use.SEE,
        what=_("Groups grow a tree on a cloth: leaves are ideas, branches are topics. Nobody holds the only pen."),
        least=2,
        table=(4, 8),
        minutes=(60, 120),
        usual=90,
        kind=Kind.OPEN,
        materials=_(
            "A cloth for each table, branches, leaves in four colours, signs for what matters. All can be moved."
        ),
        say=_(
            "Each colour of leaf is one question. Write one idea on each leaf, in silence first.\n"
            "Then one after the other lays a leaf and says it aloud. Put it where it fits, or grow a new branch.\n"
            "Now put a sign on what matters most. What do you see?"
        ),
        access=_(
            "Give each colour its own shape or sign, for those who do not see colours.\n"
            "Somebody may write or draw a leaf for another person, in that person's words.\n"
            "Use a table that wheelchairs fit under, and turn the cloth now and then."
        ),
    ),
    Technique(
        key="image-guided-exchange",
        title=_("Exchange with pictures"),
        use=Use.SEE,
        what=_("Pictures open the talk. It works without reading and writing, and across languages."),
        most=24,
        hosts=2,
        minutes=(180, 240),
        usual=180,
        lasts=_("half a day"),
        materials=_("Many different pictures, more than there are people. Tables to lay them out. Food and drinks."),
        say=_(
            "Look at the pictures and take your time. Choose one that says something about our question.\n"
            "Show it to us and tell us what it says to you. There is no wrong picture.\n"
            "Now lay the pictures together. What belongs together, and what is missing?"
        ),
        access=_(
            "Describe the pictures aloud for people who do not see them; have things to touch as well.\n"
            "One host leads, the other looks after people. Interpreters and supporters are welcome.\n"
            "Leave out pictures of violence or need. Pointing is an answer."
        ),
    ),
    Technique(
        key="photovoice",
        title=_("Photovoice"),
        use=Use.SEE,
        what=_("People take photos of their lives for some weeks, choose some, and tell what should change."),
        least=7,
        most=10,
        minutes=(60, 120),
        usual=90,
        lasts=_("some weeks; the minutes are for one meeting"),
        materials=_(
            "Cameras or phones. Three separate permissions: to take part, of everyone who can be seen,"
            " and for each photo that is shown to others."
        ),
        say=_(
            "Take photos of what helps you here and what gets in your way.\n"
            "Ask before you photograph anybody. Never put yourself in danger for a photo.\n"
            "Next time each of you brings a few and tells us: what do you see here, what is really happening,"
            " what has it to do with our lives, why is it so, and what can we do?\n"
            "You decide which photos others may see. You can take one back."
        ),
        access=_(
            "Lend cameras, and show how they work. Sounds and drawings count as photos.\n"
            "A supporter may press the button; the person chooses what is in the picture.\n"
            "Read the three permissions out, one by one, and ask for each again before anything is shown."
        ),
    ),
    Technique(
        key="ripple-effects",
        title=_("Ripple Effects Mapping"),
        use=Use.SEE,
        what=_("The group draws what came out of its work, wanted or not, like rings on water."),
        least=8,
        most=20,
        hosts=2,
        minutes=(120, 120),
        usual=120,
        kind=Kind.OPEN,
        materials=_("A wall of paper, cards, pens, string. One host asks, the other draws the map."),
        say=_(
            "Talk in twos first: what is different because of what we did? What are you proud of?\n"
            "Tell us, and we draw it. And what came of that? And then?\n"
            "Was there anything nobody wanted or expected? That belongs on the map too.\n"
            "What here matters most? What shall we do with it?"
        ),
        access=_(
            "The host who draws says aloud what is being written. Read the map out at the end.\n"
            "Twelve people or fewer is easier to follow. Plan a break in the middle.\n"
            "People who could not come can add to the map later."
        ),
    ),
)
