"""To choose together: what matters most, what we share, where the money goes."""

from django.utils.translation import gettext_lazy as _

from alongside.gatherings.models import Kind
from alongside.gatherings.techniques.shape import Part, Technique, Use

CHOOSING = (
    Technique(
        key="nominal-group",
        title=_("Nominal group"),
        use=Use.CHOOSE,
        what=_("Write alone, collect one idea from each in turn, make all clear, and vote. Loud people do not win."),
        least=7,
        most=9,
        minutes=(90, 160),
        usual=120,
        kind=Kind.NOMINAL,
        picks=5,
        parts=(
            Part(_("Write in silence"), (10, 20)),
            Part(_("One idea from each, round by round"), (20, 40)),
            Part(_("Make clear what each idea means"), (20, 40)),
            Part(_("First vote"), (10, 10)),
            Part(_("Talk about the result"), (20, 40)),
            Part(_("Last vote"), (10, 10)),
        ),
        materials=_("Paper and pens, or phones. A large sheet for all ideas. Cards for the vote."),
        say=_(
            "Write down your own ideas, in silence.\n"
            "Now each of you gives one idea in turn. We go round until there are no new ones.\n"
            "Is each idea clear? We ask what it means; we do not yet say if it is good.\n"
            "Now put your five most important ideas in order, on your own. We talk about what we see, and vote again."
        ),
        access=_(
            "Ideas can be told to a host, drawn or recorded instead of written.\n"
            "Read the whole list out before each vote, with its numbers.\n"
            "It is long: plan a break after the second and the fourth part."
        ),
    ),
    Technique(
        key="diamond-9",
        title=_("Diamond 9"),
        use=Use.CHOOSE,
        what=_("Nine cards are laid in the shape of a diamond: the most important on top. The talk about it matters."),
        table=(2, 6),
        minutes=(10, 90),
        usual=60,
        kind=Kind.DIAMOND,
        parts=(Part(_("Lay the cards"), (10, 20)), Part(_("Tell each other why"), (0, 70))),
        materials=_("Nine cards for each group, with few words and a picture. A sheet with rows of 1, 2, 3, 2 and 1."),
        say=_(
            "Here are nine cards. The most important goes on top, alone.\n"
            "Then two, then three that are as important as each other, then two, then the least important.\n"
            "Talk while you move them. Every card can still move until the end.\n"
            "What was hard to agree on? Why is this one on top?"
        ),
        access=_(
            "Large cards with pictures, light to lift. Read each card out first.\n"
            "A person can point or say where a card goes, and somebody else lays it.\n"
            "On the floor some cannot reach: use a table, or a phone."
        ),
    ),
    Technique(
        key="dot-voting",
        title=_("Dot voting"),
        use=Use.CHOOSE,
        what=_("Everyone gives a few dots to what matters most to them. It is quick, and shows where energy is."),
        minutes=(10, 15),
        usual=15,
        kind=Kind.DOTS,
        picks=3,
        materials=_("The choices, each with a number. Dots or pens, or phones. Something to cover the counts."),
        say=_(
            "You have three dots. Give them to what matters most to you.\n"
            "All on one, or one each: you choose.\n"
            "We see the counts only at the end, so that nobody just follows the others."
        ),
        access=_(
            "Read the choices out, with their numbers. Hang them where people who sit can reach them.\n"
            "A person can whisper the numbers to a host or supporter, who places the dots.\n"
            "Do not tell choices apart by colour alone."
        ),
    ),
    Technique(
        key="agree-disagree",
        title=_("Agree or disagree"),
        use=Use.CHOOSE,
        what=_("People answer short statements: agree, disagree or pass. It shows what everyone shares."),
        minutes=(10, 20),
        usual=15,
        kind=Kind.STATEMENTS,
        may_add=True,
        materials=_("Short statements, one thought each. Phones, or sheets of paper that are typed in later."),
        say=_(
            "You will see short statements that people like you have said.\n"
            "Agree, disagree or pass. There is no right answer, and pass is fine.\n"
            "Is something missing? Add your own; others will answer it.\n"
            "Then we look together: what do we all share, and where do we differ?"
        ),
        access=_(
            "Read each statement out, twice. Phones can read aloud and show large letters.\n"
            "Paper counts the same as phones. Thumbs up, thumbs down or a card can be typed in by a host.\n"
            "Nobody has to stand up or move to show what they think."
        ),
    ),
    Technique(
        key="shared-budget",
        title=_("Shared budget"),
        use=Use.CHOOSE,
        what=_("The group decides together what a sum of money is spent on, with the real prices in sight."),
        minutes=(30, 90),
        usual=60,
        materials=_("A list of ideas with what each costs. Play money or counters, and the sum written large."),
        say=_(
            "This is the money we have. This is what each idea costs.\n"
            "You cannot have everything. What would you choose, and what would you leave for later?\n"
            "Choose alone first. Then find something your table can live with.\n"
            "Tell us what it was hard to give up."
        ),
        access=_(
            "Use counters that can be felt and told apart by shape. Do the sums for everyone, aloud.\n"
            "Say who will have the last word, and what cannot be changed, before people begin.\n"
            "Nobody has to say how much money they have themselves."
        ),
    ),
)
