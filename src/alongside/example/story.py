"""The example's story, as plain data. Days are counted from the project's first day; today is about day 426.

People, places and words are made up. What went wrong is in here on purpose: a refusal, a dispute that is
still open, an answer that came late, a look back where nothing had changed.
"""

from typing import Any

NETWORK = {
    "name": "Harbourside Together",
    "about": (
        "Neighbours, carers, bus drivers, the hospital, the council and the university. "
        "We work out hard things side by side, and we tell each other what came of it."
    ),
    "contact": "Ring the library on Quay Street and ask for Together. Or say it to any host.",
}

PROJECT = {
    "title": "Getting there and back",
    "question": "What would make it easier for all of us to get to the hospital and home again?",
    "about": (
        "A ten o'clock appointment can take a whole day and a week's bus money. People who make that journey, "
        "and people who plan it, are working out together what should change."
    ),
    "community_side": "People who make the journey, and their carers",
    "staff_side": "Harbour Hospital, the council's transport team and the bus company",
}

PROMISES: list[dict[str, Any]] = [
    {
        "day": 0,
        "open": "Appointment times. Letters and signs. Benches and paths. How drivers are trained.",
        "negotiable": "The timetable of the 14, once a year in February.",
        "fixed": "The fares budget. It is set by the region.",
        "who_decides": "The journey board: four staff.",
    },
    {
        "day": 61,
        "open": "Appointment times. Letters and signs. Benches and paths. How drivers are trained. How fares are claimed back.",
        "negotiable": "The timetable of the 14, once a year in February, with two of us in the room.",
        "fixed": "The fares budget. It is set by the region, and we will show the letter that says so.",
        "who_decides": "The journey board: three staff and three people who make the journey. Maureen is one of them.",
    },
]

# People who chose another name than their own, or their group's.
OTHER_NAMES = {
    "Sunny": {"pseudonym": "Marigold"},
    **{nickname: {"pseudonym": nickname} for nickname in ("Bluebell", "Skipper", "Pip")},
    **{nickname: {"group_name": "Wheels of Harbourside"} for nickname in ("Hassan", "Vic", "Abdi")},
}

PHASES = [
    ("Meet and listen", "Tea first. Then what the journey is like.", 0, 95),
    ("Make sense of it", "We sort what was said, together, on the wall.", 96, 190),
    ("Write and decide", "We write the plan. The board answers it, line by line.", 191, 305),
    ("Do it and look back", "Things change, or do not. We say which.", 306, 480),
]

CORE_CHOICES = [
    ("budget", -30, "The region", "staff", "The fares budget was set before we began."),
    ("question", 14, "The first gathering", "community", "We changed 'non-attendance' to 'getting there and back'."),
    (
        "who",
        40,
        "Hosts and connectors",
        "community",
        "Anyone who makes the journey, and their carers. Nobody has to prove it.",
    ),
    ("method", 40, "The second gathering", "community", "Eight gatherings. Paper, phones and talk count the same."),
    ("scope", 75, "The journey board", "staff", "Buses, walking, letters and times. Not hospital parking."),
]

# title, day, place, what for, how many came, day notes were given back (None: not yet)
GATHERINGS: list[tuple[str, int, str, str, int, int | None]] = [
    ("Tea and first stories", 14, "Quay Street Library", "To hear what the journey is like.", 31, 22),
    ("The wall of journeys", 46, "St Anne's Hall", "To draw our journeys on one long sheet of paper.", 28, 57),
    ("On the bus with us", 88, "The 14, then the depot canteen", "To ride it together, drivers too.", 24, 99),
    ("What belongs together?", 131, "Quay Street Library", "To sort what was said into themes.", 33, 163),
    (
        "What hurts most",
        174,
        "Harbour Hospital, family room",
        "To hear from people who could not come before.",
        27,
        186,
    ),
    ("Writing it down", 222, "St Anne's Hall", "To write the plan, in our words.", 26, 231),
    ("Is it different yet?", 341, "Quay Street Library", "To say what has changed and what has not.", 30, 352),
    ("Fourteen months on", 416, "Quay Street Library", "To look back, and say what is next.", 22, None),
]

THEMES: dict[str, tuple[str, str]] = {
    "cost": ("What it costs us", "Fares, claims, and the days that it takes."),
    "walk": ("The walk at each end", "Benches, crossings, light and kerbs."),
    "late": ("Late buses", "The bus that does not come."),
    "told": ("Nobody tells us", "Waiting without knowing."),
    "times": ("Times that work for us", "Who sets the time, and for whom."),
    "letters": ("Letters and signs", "Words we can read, names that stay the same."),
    "carer": ("The one who comes along", "Carers, children, and the one left at home."),
    "driver": ("Drivers and ramps", "Kind drivers, broken ramps, four minutes."),
    "trust": ("Will anything come of it?", "What happened to what we said last time."),
}
# On day 140 two themes turned out to be one, and one turned out to be two.
MERGE: dict[str, Any] = {
    "day": 140,
    "from": ["late", "told"],
    "into": "late",
    "title": "Tell us the truth about the bus",
}
SPLIT: dict[str, Any] = {
    "day": 142,
    "from": "letters",
    "parts": [("letters", "Letters we can read"), ("door", "Finding the right door")],
    "door_words": ["Level 2", "picture of the door", "same name", "coloured the doors", "old door"],
}
TOLD_WORDS = ["app said", "ring us", "being told", "Tell me the bus"]

DRAFT: dict[str, Any] = {
    "day": 222,
    "title": "The journey plan",
    "about": "Written by all of us. The board answers each part.",
}

# key, heading, text, themes cited, [(phrase of a voice to quote)]
PASSAGES: list[dict[str, Any]] = [
    {
        "key": "times",
        "heading": "We ask what time you can come",
        "text": "Before anyone is given a time, we ask: when can you get here? Nobody who relies on a bus pass is given a time before 10 o'clock unless they choose it. {0}",
        "themes": ["times"],
        "quotes": ["They gave me 8.15"],
        "revised": {
            "day": 262,
            "text": "Before anyone is given a time, we ask: when can you get here, and is there anything about your body or your day that we should know? Nobody who relies on a bus pass is given a time before 10 o'clock unless they choose it. {0}",
            "why": "Elsie's water tablet: we had not asked about bodies.",
        },
    },
    {
        "key": "late",
        "heading": "The bus tells the truth",
        "text": "Signs at the stop and in the waiting room show when the bus will really come. When nobody knows, they say so. The last bus home is shown in large numbers. {0}",
        "themes": ["late"],
        "quotes": ["Being on time is not the only thing"],
        "revised": {
            "day": 268,
            "text": "Signs at the stop and in the waiting rooms show when the bus will really come. When nobody knows, they say so, and tell people to go in and sit down. The last bus home is shown in large numbers. {0}",
            "why": "From the waiting room at Harbour Hospital: it is warmer inside.",
        },
    },
    {
        "key": "driver",
        "heading": "Six minutes and a ramp that works",
        "text": "The 14 stands six minutes at the hospital stop. A driver who waits for somebody gets no late mark. New drivers are trained on the bus, by people who use the ramp. {0}",
        "themes": ["driver"],
        "quotes": ["Train the new drivers with us"],
    },
    {
        "key": "walk",
        "heading": "Three benches, a light and a kerb",
        "text": "Three benches between the chemist and the main door. Light in the underpass. A real path through the car park. {0}",
        "themes": ["walk"],
        "quotes": ["You sit, you meet somebody"],
    },
    {
        "key": "letters",
        "heading": "One letter, one name for each door",
        "text": "Letters fit on one page, in the language of the person, with a picture of the door. A place has one name, on everything. A voice message is sent to anyone who wants it. {0}",
        "themes": ["letters", "door"],
        "quotes": ["Send a voice message"],
    },
    {
        "key": "claim",
        "heading": "Your fare back, the same day",
        "text": "The first line of every letter says that fares can be claimed. The desk is open until six. No form for less than £15. {0}",
        "themes": ["cost"],
        "quotes": ["I claimed my fare back once"],
    },
    {
        "key": "ticket",
        "heading": "A ticket that starts with your appointment",
        "text": "One ticket that lasts the day, bought with the appointment letter. Three days running cost no more than one. {0}",
        "themes": ["cost"],
        "quotes": ["A day ticket that starts"],
    },
    {
        "key": "carer",
        "heading": "The one who comes along is greeted too",
        "text": "Staff say hello to the person first, and then to the one beside them. Somebody can sit with the one left at home. {0}",
        "themes": ["carer"],
        "quotes": ["Nobody asks who is looking after him"],
    },
    {
        "key": "ring",
        "heading": "Somebody rings when the bus fails",
        "text": "When the 14 fails, the hospital rings the people who are on their way to the clinic. {0}",
        "themes": ["late"],
        "quotes": ["Why not ring us?"],
    },
]

COMMENTS = [
    ("driver", 240, "Big Dave", "Say who pays for the six minutes, or it will be the drivers."),
    ("walk", 244, "Dot", "The gardeners said yes. Please put their yes in here."),
    ("ticket", 246, "Fiona", "I want this too. The region holds the money, and I will ask them again in writing."),
    ("letters", 251, "Abdi", "Thank you for the voice message. Please also say in which language."),
]

# key, day, by, new text (None: the old with `add` put after it), why, outcome, day answered, reply
AMENDMENTS: list[dict[str, Any]] = [
    {
        "key": "driver",
        "day": 250,
        "by": "Mo",
        "add": " The late marks of drivers who waited are taken off, back to last year.",
        "why": "It is not fair to those who were kind before there was a rule.",
        "outcome": "accepted",
        "answered": 258,
        "reply": "Yes. The company has agreed to it. Thank you for thinking of them.",
    },
    {
        "key": "times",
        "day": 252,
        "by": "Noor",
        "add": " Nobody with a child at school is given a time before half past nine.",
        "why": "The school run is until quarter past nine.",
        "outcome": "declined",
        "answered": 259,
        "reply": "We ask everyone what time they can come, so this is inside it. A list of groups would leave somebody out. We wrote your reason into the notes for booking staff.",
    },
    {
        "key": "claim",
        "day": 380,
        "by": "Chidi",
        "add": " People in training can claim in the same way.",
        "why": "We have no pass and no car. I did say it in the third meeting.",
        "outcome": "",
    },
]

DECISIONS: list[dict[str, Any]] = [
    {
        "day": 284,
        "title": "Ask people what time they can come",
        "outcome": "adopted",
        "passages": ["times"],
        "reason": "You showed us that the first clinics were set for our day and not for yours. From 1 July booking staff ask first. It costs us nothing but habit.",
        "by": "The journey board",
        "side": "staff",
        "community": "decided",
        "recorder": "Dev",
    },
    {
        "day": 284,
        "title": "Signs that tell the truth",
        "outcome": "adopted",
        "passages": ["late"],
        "reason": "The company has the real times and will share them. We pay for four screens from the money saved on missed appointments.",
        "by": "The journey board",
        "side": "staff",
        "community": "decided",
        "recorder": "Dev",
    },
    {
        "day": 284,
        "title": "Six minutes at the hospital stop, and training with passengers",
        "outcome": "adopted",
        "passages": ["driver"],
        "reason": "We tried it with a watch on a Tuesday, together. Six minutes is enough. The drivers' union agrees, and the company has changed the timetable.",
        "by": "The journey board",
        "side": "staff",
        "community": "decided",
        "recorder": "Maureen",
    },
    {
        "day": 291,
        "title": "Benches, light and a path",
        "outcome": "partly",
        "passages": ["walk"],
        "reason": "Two benches, the light and a painted path now. The third bench stands on land that is sold; we have asked the new owner. A real kerb waits for the car park works in two years. We know that paint is not a kerb.",
        "by": "The council's transport team",
        "side": "staff",
        "community": "present",
        "recorder": "Dev",
    },
    {
        "day": 291,
        "title": "One letter, and one name for each door",
        "outcome": "adopted",
        "passages": ["letters"],
        "reason": "We counted eleven names for one door. From September there is one. Voice messages are ready in six languages, and more when people ask.",
        "by": "The journey board",
        "side": "staff",
        "community": "decided",
        "recorder": "Dev",
    },
    {
        "day": 298,
        "title": "Fares back on the same day",
        "outcome": "partly",
        "passages": ["claim"],
        "reason": "The desk stays open until six and the first line of the letter says so. A form is still needed above £5, because the auditor asks for it. We have asked to raise that to £15.",
        "by": "Harbour Hospital, finance",
        "side": "staff",
        "community": "none",
        "recorder": "Dev",
    },
    {
        "day": 372,
        "title": "A day ticket for appointments",
        "outcome": "no",
        "passages": ["ticket"],
        "reason": "The region sets the fares and said no: a ticket for one hospital would have to be offered to all of them, and they have not the money. We asked twice, and the letters are on the table at the library. We think that you are right, and we will ask again in March.",
        "by": "The region's transport board",
        "side": "staff",
        "community": "none",
        "recorder": "Dev",
    },
    {
        "day": 305,
        "title": "Ringing people when the bus fails",
        "outcome": "not_now",
        "passages": ["ring"],
        "reason": "Nobody at the clinic desk could make forty calls before nine, and we did not want to promise it and then not do it. We look at it again when the new phone system is in.",
        "by": "The journey board",
        "side": "staff",
        "community": "decided",
        "recorder": "Dev",
    },
]

CHANGES: list[tuple[int, str, str, str, str, str]] = [
    (
        330,
        "Ask people what time they can come",
        "wanted",
        "Booking staff ask the question. In the first month 212 people chose a later time.",
        "The hospital's own count, shown at the seventh gathering.",
        "Dev",
    ),
    (
        345,
        "Six minutes at the hospital stop, and training with passengers",
        "wanted",
        "Eleven drivers have been trained by passengers. The ramp worked in 57 of 60 tries.",
        "Our own tally, kept on the bus by Hassan's group.",
        "Hassan",
    ),
    (
        352,
        "Signs that tell the truth",
        "wanted",
        "Four screens are up. They say 'delayed, go in and sit down' when nobody knows.",
        "Seen by us at the seventh gathering.",
        "Mavis",
    ),
    (
        408,
        "Signs that tell the truth",
        "unwanted",
        "The waiting room screen went off in the storm and stayed off for two weeks.",
        "Ravi saw it, and the works team confirmed it.",
        "Ravi",
    ),
    (
        360,
        "Benches, light and a path",
        "mixed",
        "Two benches and the light are in. The third bench is behind a fence. Cars still back out over the painted path.",
        "Photographs on the library wall.",
        "Ken",
    ),
    (
        365,
        "One letter, and one name for each door",
        "wanted",
        "The new letter is out, with the person's language on the first line.",
        "Letters people brought to the table.",
        "Kasia",
    ),
    (
        384,
        "Fares back on the same day",
        "nothing_yet",
        "The form above £5 is still there, and the desk still closes at four: the auditor has not answered.",
        "Asked on the 3rd of the month.",
        "Hana",
    ),
]

# Whose voice, in which theme, what they say, day; the host's reply and day; settled day or None.
DISPUTES: list[dict[str, Any]] = [
    {
        "who": "Gita",
        "voice": "My son is autistic",
        "theme": "carer",
        "day": 190,
        "words": "This is not about carers. It is about him. Please do not put him under me.",
        "reply": "You are right that it is about him. We put it in 'Tell us the truth about the bus' as well. It stays here too unless you want it out.",
        "replied": 194,
        "settled": 197,
    },
    {
        "who": "Tariq",
        "voice": "You took out my bit",
        "theme": "late",
        "day": 356,
        "words": "Ringing us is not the same thing as a sign. A sign is for people who are already at the stop. I still say that somebody should ring.",
        "reply": "We put the ringing back as a passage of its own, so that it got its own answer. The answer was 'not now'. We leave your words here for all to see.",
        "replied": 361,
        "settled": None,
    },
]

TAKEN_BACK = [("Alma", "They asked who will be with you", 260)]
ASKED_TO_CHECK: dict[str, Any] = {"theme": "times", "day": 150, "fine": ["Maureen", "Gwen", "Iris", "Peggy", "Flo"]}
