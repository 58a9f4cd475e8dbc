"""To arrive and to leave: the first and the last minutes, and what a group agrees on."""

from django.utils.translation import gettext_lazy as _

from alongside.gatherings.models import Kind
from alongside.gatherings.techniques.shape import Part, Technique, Use

ARRIVING = (
    Technique(
        key="check-in",
        title=_("Check-in"),
        use=Use.ARRIVE,
        what=_("Everyone says a few words at the start. A person who has spoken once will speak again."),
        least=4,
        most=20,
        each=(1, 2),
        minutes=(4, 40),
        usual=15,
        kind=Kind.PULSE,
        materials=_("A circle of chairs. The question on a sheet that everyone can see."),
        say=_(
            "Let us hear every voice once before we begin.\n"
            "Say your name, and one word for how you are today.\n"
            "We go round the circle. Nobody answers or asks. You can pass."
        ),
        access=_(
            "Say the question and show it. Give people a minute to think first.\n"
            "Pointing, a picture, a card or a supporter's words count as much as speaking.\n"
            "Tell people beforehand what you will ask. Nobody has to say how they really are."
        ),
    ),
    Technique(
        key="check-out",
        title=_("Check-out"),
        use=Use.ARRIVE,
        what=_("Everyone says at the end how it was: were they heard, did they feel safe, can they change things?"),
        least=4,
        most=20,
        each=(1, 2),
        minutes=(4, 40),
        usual=15,
        kind=Kind.PULSE,
        materials=_("Three short questions on phones or paper. A box for the sheets."),
        say=_(
            "Before we go: how was it for you?\n"
            "There are three questions. Zero is not at all, ten is very much.\n"
            "Nobody sees your name. Hosts answer the same questions."
        ),
        access=_(
            "Read the questions out, slowly, twice. Faces from sad to happy can stand beside the numbers.\n"
            "Keep a place to sit with somebody for those who leave with a heavy heart.\n"
            "Those who go early get the sheet before they leave."
        ),
    ),
    Technique(
        key="group-agreement",
        title=_("Group agreement"),
        use=Use.ARRIVE,
        what=_("The group makes its own rules for being together, and looks at them again each time."),
        minutes=(15, 30),
        usual=25,
        kind=Kind.OPEN,
        materials=_("A large sheet, thick pens. The agreement from last time, if there is one."),
        say=_(
            "What do you need from the others, so that you can speak freely here?\n"
            "Here are five rules to begin with. Keep them, change them, add your own:\n"
            "· We can disagree and stay kind.\n"
            "· What I mean is mine, and so is what my words do to you.\n"
            "· You choose how far you go. Nobody pushes you.\n"
            "· Respect means what this group says it means.\n"
            "· We question ideas hard. We never attack a person.\n"
            "Is there anything here that you could not live with?"
        ),
        access=_(
            "Ask in pairs first: some things are easier to say to one person.\n"
            "Draw a picture beside each rule. Read all of it out at the end.\n"
            "People can tell a host alone what they need. It goes on the sheet without a name."
        ),
    ),
    Technique(
        key="what-so-what-now-what",
        title=_("What? So what? Now what?"),
        use=Use.ARRIVE,
        what=_("The group looks back at something in three steps: what happened, why it matters, what to do."),
        minutes=(45, 45),
        usual=45,
        kind=Kind.OPEN,
        parts=(
            Part(_("What happened?"), (15, 15)),
            Part(_("So what? Why does it matter?"), (15, 15)),
            Part(_("Now what? What do we do?"), (15, 15)),
        ),
        materials=_("Three large sheets, one for each question. Sticky notes or phones."),
        say=_(
            "First only what happened: what did you see and hear?\n"
            "Then: so what? Why does that matter, and to whom?\n"
            "Last: now what? What do we do next, and who does it?\n"
            "Stay with each question until it is time for the next."
        ),
        access=_(
            "Say aloud which question it is now, and point at its sheet.\n"
            "Think alone, then in pairs, then all together. Nobody must speak before everyone.\n"
            "A host or a supporter can write for anyone who wants that."
        ),
    ),
)
