"""The headings of a posting: which section one opens, be it marked, in capitals, numbered, or `Requirements: SQL`."""

from __future__ import annotations

import re

from mltracker.domain.posting_text import Line, compiled

INTRO, COUNTED, COMPANY, LEFT_OUT, DENIED, META = (
    "intro",
    "counted",
    "company",
    "left-out",
    "denied",
    "meta",
)

WORKER = r"(?:engineer|scientist|analyst|developer|researcher|architect|specialist|statistician|consultant|lead|manager|expert|intern)s?"
_NOT = r"(?:not|n't|never)"
# Of each kind of section: what tells it wherever it stands in a heading, and the headings that name it as a whole.
_NOWHERE = ""
_SECTIONS = (
    (
        META,
        _NOWHERE,
        r"(?:job |work |office )?locations?|locations?|employer|organi[sz]ation|organi[sz]ational unit|company|client|department|dept|division|"
        r"business unit|unit|team|sector|industry|job (?:id|code|family|level|type|number)|requisition(?: id| number)?|req(?:uisition)? ?(?:id|#)?|"
        r"reference(?: number)?|ref|grade|band|level|contract(?: type)?|employment type|type|schedule|hours|start(?: date)?|duration|"
        r"reports to|reporting to|line manager|closing date|deadline|posted|date|flsa|fte|travel|language|languages|workplace|remote",
    ),
    (
        DENIED,
        rf"\b(?:you|we|they|this role|the role|this job|it|who)(?:'ll| will| do| would| are| is| should| need| must| 're|'re|'s)? ?{_NOT}\b|"
        r"\b(?:won't|don't|do not|needn't|isn't|aren't|shouldn't|wouldn't|doesn't)\b|"
        r"\b(?:out of scope|off scope|outside (?:the )?scope|not (?:required|needed|necessary|expected|included|in scope)|anti[- ](?:ask|requirements?|goals?|fit)s?|non[- ]?(?:goals?|requirements?)|unnecessary)\b",
        rf"(?:what|who|this|it|that) .*\b{_NOT}\b.*|(?:and )?not (?:you|us|the|here|needed|needed here|need(?:ed)?|required|our|part|in|your|for|a|looking|included|covered|on|expected|necessary|this)\b.*|not|nope|"
        r"no need.*|no,? thanks.*|(?:definitely |probably )?not .*\b(?:job|role|team|scope|plate|desk|you)|"
        r"(?:please )?(?:forget|skip|leave) .*|(?:other|another|different|neighbou?ring|sister) (?:teams?|chapters?|groups?|squads?|departments?|units?|pods?|guilds?|roles?|openings?|positions?|people|colleagues)\b.*|(?:done|handled|owned|taken) (?:by|care|elsewhere).*|elsewhere|"
        r"(?:some(?:body|one) else's|other people's|others') .*|somebody else .*|red flags?|what (?:others|other (?:teams|people)|(?:our|your) colleagues) .*",
    ),
    (
        LEFT_OUT,
        _NOWHERE,
        r"(?:[\w&'/,+ -]+ )?(?:benefits?|perks|compensation|salary|remuneration|total rewards|equal opportunit\w+|eeo|accommodations?|how to apply|disclaimer)(?: [\w&'/,+()-]+){0,5}|"
        r"(?:our |your |the )?(?:pay|rewards?|package|diversity|inclusion|privacy|legal|notice|visa|relocation|wellbeing|well-being|insurance|time off|holidays?|extras|goodies|deal|offer|money)"
        r"(?: (?:and|&|,|/) [\w&'/ -]{1,30})?(?: (?:statement|notice|policy|range|information|and .{1,20}))?|"
        r"(?:to apply|applying|applications?|apply.*|application (?:process|procedure|instructions?|details).*|how do i apply.*|interested|ready|sounds? (?:good|like you|interesting).*|does this sound.*|contact.*|enquiries.*|questions)|"
        r"(?:and )?what you(?:'ll| will| can| shall)? (?:get|receive|gain|enjoy|expect|earn)(?: .{1,24})?|(?:and )?what we(?:'ll| will| can)? (?:bring|offer|provide|give|promise|pay)(?: .{1,24})?|"
        r"what(?:'s| is) in it for you.*|what's on offer.*|what to expect(?: from us)?|(?:here's )?what we.*(?:offer|give|provide)\b.*|we (?:offer|give|provide|bring|pay|promise)\b.*|(?:our|the) (?:offer|promise to you)|you(?:'ll| will) (?:get|enjoy|receive|also (?:get|enjoy))|"
        r"why (?:join|work|us|you'll|you will|you might|we|choose|come|here|apply|this is|be)\b.*|why .*\?|in return|the (?:package|deal|offer|good stuff|small print|fine print|boring bits|details|practicalit\w+|facts|nuts and bolts)|"
        r"physical (?:demands?|requirements?).*|working conditions.*|work environment.*|work authori[sz]ation.*|training|onboarding|"
        r"good to know|also good to know|worth knowing|practical(?:it\w+| information| details| stuff)?|facts|key facts|key details|at a glance|details|logistics|terms|conditions|terms and conditions|dates|timeline|hours|schedule|"
        r"was wir (?:dir |ihnen )?bieten|wir bieten|das bieten wir.*|unser angebot|nous offrons|ce que nous (?:vous )?offrons|avantages|ofrecemos|qué ofrecemos|beneficios|wat (?:wij|we) bieden|"
        r"locations?|where|where you'll (?:work|be|sit)|office|our offices?",
    ),
    (
        COUNTED,
        r"\b(?:responsibilit\w+|requirements?|required|qualifications?|duties|skills?|experience|expertise|"
        r"nice to haves?|nice-to-haves?|must haves?|must-haves?|bonus|plus(?:es)?|preferred|desir\w+|ideal\w*|interview\w*|"
        r"hiring process|selection process|recruitment process|process|tasks?|tech stack|stack|technolog\w+|tools|toolbox|"
        r"profile|competenc\w+|expectations|essential|minimum|basic|day to day|day-to-day|your day|typical week|"
        r"first (?:month|90 days|year|six months|week)|anforderungen|aufgaben|aufgabengebiet|profil|missions?|requisitos|"
        r"responsabilidades|funciones|compétences|accountabilit\w+|functions|objectives|deliverables|person specification|selection criteria|criteria|assessment|selection|recruitment)\b",
        r"what you(?:'ll| will|'d| would)? (?:actually |mostly |really )?(?:do|bring|work|need|own|build|have|be|know|learn|face|ship|tackle|touch|take|spend|should|must|can do)\b.*|"
        r"what (?:we(?:'re| are|'d| would)? (?:look|need|expect|ask|want|seek|hope|value|like|love)\w*|the (?:job|role|work|post|position|research|person)|success|makes|your (?:days?|weeks?|job|work))\b.*|"
        r"(?:who|what) (?:you are|are you|we want|we need|should apply|fits|thrives|does well|will (?:love|enjoy))\b.*|who we(?:'re| are) (?:look|hir|after)\w*.*|"
        r"who you(?:'ll| will)? be|about (?:you|the (?:role|job|position|work|opportunity|post|vacancy))\b.*|the (?:role|job|work|position|opportunity|person|day|mission|challenge|ask|problem|post|candidate|gig)\b.*|"
        r"(?:your|our ideal) (?:role|job|work|mission|impact|profile|background|tasks?|candidate|days?|weeks?|challenge|toolkit|contribution|focus)\b.*|"
        r"you(?:'ll| will|'d| would)? (?:are|have|bring|do|be|own|need|might|may|should)?|in this role.*|role|job|position|the ask|scope|need|needs|we(?:'re| are) (?:looking|hiring|seeking).*|you should.*|"
        r"(?:job|role|position) (?:description|summary|overview|purpose)|purpose(?: of .*)?|description|summary|overview|how (?:we hire|we recruit|you'll work|we interview|it goes).*|"
        r"next steps|(?:it(?:'s| is|'d be| would be) )?(?:great|good|nice|helpful|lovely|an? (?:plus|advantage|bonus)).*|(?:it would|we'd|we would) .*|extra credit|good to have|to succeed.*|you(?:'ll| will) (?:thrive|love|fit|succeed|do great).*",
    ),
    (
        COMPANY,
        _NOWHERE,
        r"about|about (?:us|our|the (?:company|team|group|organi[sz]ation|business|product|project|employer|university|hospital|department|lab|programme)|[\w&.' -]{2,40})|who (?:we are|are we)|our (?:story|mission|company|"
        r"values|culture|product|vision|team|customers|purpose|commitment|client|people|history|business)\b.*|the (?:company|team|product|organi[sz]ation|employer|business|firm|startup|background|context|group|university|institute|client)\b.*|"
        r"company(?: \w+){0,2}|(?:team|organi[sz]ation|employer|group) (?:overview|description|profile)|"
        r"what we (?:do|believe|build|are building|stand for|make|are about)\b.*|how we (?:work|operate).*|life at .*|(?:culture|values|mission|vision)(?: (?:and|&) \w+)?|meet .*|über uns|background|introduction|context|"
        r"(?:further|additional|other) information|additional|a word about.*",
    ),
)

_LABEL = r"^([^:.!?]{2,60}?)(?::|\s[–—-]\s|\?\s)\s*(.*)$"
_LABEL_WORDS = 5
_TRIM = " \"'#*_:.!?…–—=-+~|>()/"
_PROSE = r",|\d|\b(?:with|using|such as|experience (?:in|of|as)|skills? in|expertise in|or)\b"
_DENIES_WHAT_FOLLOWS = (
    r"^(?:what|things|you|we|not|please|this|who|out|other|others|don't|some\w+|elsewhere|no|it|anti\W?\w+|non\W?\w+|red|done|handled|owned|forget|skip)\b.*?"
    r"(?:need\w*|do|does|doing|have(?: to)?|be|bring|own|touch|get|find|ask for|expect\w*|require\w*|work on|see|not|isn't|aren't|about|for|with|on|to|you|us|here|scope|role|job|departments?|teams?|else|goals?|asks?|flags?|elsewhere|care of)$"
)
_ROUND = r"\b(?:coding|design|sql|ml|machine learning|statistics|probability|algorithms?|notebook|case|values|behaviou?ral|research|programming)\b.*\b(?:interview|round|test|exercise|session|task|challenge|talk|discussion)"


def heading_of(line: Line, following: Line | None, section: str) -> tuple[str | None, str]:
    """The section that a line opens, and what of the line is left to read."""
    text = line.text
    bare = text.strip(_TRIM)
    plain = text.replace("**", "")
    if not bare or len(bare) > 80 or len(bare.split()) > 9:
        return None, plain
    if _is_marked(line, bare):
        found = _section(bare, marked=True)
        return found or INTRO, plain if found is None or _names_round(found, bare) else ""
    if (line.emblem or bare.isupper()) and len(bare.split()) <= 6 and not text.endswith((".", "!")):
        found = _section(bare, marked=False)
        if found is not None:
            return found, ""
    found = None if line.bulleted or text.endswith((".", "!")) else _unmarked(line, bare, following)
    if found is not None:
        return found, plain if _names_round(found, bare) else ""
    opens = section in (LEFT_OUT, DENIED, COMPANY) and _opens_something(line, following)
    return (INTRO if opens else None), plain


def _is_marked(line: Line, bare: str) -> bool:
    text = line.text
    if text.startswith("#") or re.fullmatch(r"\W*\*\*[^*]+\*\*\W*|__[^_]+__:?", text):
        return True
    if text.rstrip("*_ ").endswith(":"):
        return True
    return len(bare) > 3 and bare.isupper() and not line.bulleted and len(bare.split()) <= 7


def _unmarked(line: Line, bare: str, following: Line | None) -> str | None:
    """The section that a plain line of its own opens: it must be short, and must not read like a skill."""
    if len(bare.split()) > 7 or compiled(_PROSE).search(bare):
        return None
    found = _section(bare, marked=False)
    if found == DENIED and not (following and compiled(_DENIES_WHAT_FOLLOWS).search(bare)):
        return None
    return None if line.numbered and found == COUNTED else found


def _names_round(section: str, heading: str) -> bool:
    """Whether a heading is evidence itself, being the name of a round."""
    return section == COUNTED and bool(compiled(_ROUND).search(heading))


def _opens_something(line: Line, following: Line | None) -> bool:
    """Whether a short line of its own, in words that no list knows, looks like the next heading."""
    if following is None or not line.spaced or line.bulleted or line.numbered:
        return False
    if line.text.endswith((".", "!")) or compiled(_PROSE).search(line.text):
        return False
    return len(line.text.split()) <= 6 and (following.bulleted or len(following.text) > 80)


def opening_of(sentence: str, *, first: bool = False) -> tuple[str | None, str]:
    """The section that a sentence such as `Requirements: SQL` opens, and the sentence without its label.

    The first of a paragraph may be a label of its own, as in `The work. You train models.`
    """
    if first and ":" not in sentence and sentence.endswith(".") and len(sentence.split()) <= _LABEL_WORDS:
        section = _section(sentence.strip(_TRIM), marked=True)
        if section not in (None, META):
            return section, ""
    label = compiled(_LABEL).match(sentence)
    if label and len(label.group(1).split()) <= 7:
        name = label.group(1).strip(_TRIM)
        dashed = sentence[label.end(1) : label.end(1) + 1] != ":"
        section = _section(name, marked=not dashed)
        if section is not None and not (dashed and section in (META, COUNTED, COMPANY)):
            return section, label.group(2).strip(" *_")
    return None, sentence.strip()


def _section(name: str, *, marked: bool) -> str | None:
    """The kind of section that a heading names; None when it names none. Unmarked lines must not name a job."""
    if not marked and compiled(rf"\b{WORKER}\b").search(name):
        return None
    for section, anywhere, whole in _SECTIONS:
        if section == META and not marked:
            continue
        if (anywhere and compiled(anywhere).search(name)) or compiled(whole).fullmatch(name):
            welcome = section == DENIED and compiled(r"\b(?:plus|nice|bonus|welcome|advantage)\b").search(
                name
            )
            return COUNTED if welcome else section
    return None
