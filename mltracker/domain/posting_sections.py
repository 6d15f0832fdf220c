"""Which sentences of a posting count: what the work, the requirements and the interviews are.

The text is cut into sections by their headings. What describes the company, other teams, benefits, pay or equal
opportunity is left out, and so is what stands under "What you won't do".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mltracker.domain.posting_text import Line, compiled, lines_of, plain_text

READ = 60_000  # characters of plain text; whoever pastes more has pasted more than one posting
_STATEMENT_LIMIT = 2_000
_FIRST_LINES = 6
_LONGEST_TITLE = 12  # words


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or bullet that counts as evidence; `title` marks the name of the job itself."""

    text: str
    title: bool = False


def statements(text: str) -> list[Statement]:
    """What of a posting counts as evidence, in its order. Any text of any length is fine; most noise gives nothing."""
    kept: list[Statement] = []
    section, addressed = _INTRO, False
    lines = lines_of(plain_text(text)[:READ])
    names = _names(lines)
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if number == 0 and _looks_like_title(line.text):
            kept.append(Statement(compiled(_TITLE_LABEL).sub("", line.text.strip("#* ")), title=True))
            continue
        name, rest = _leading_title(line.text) if number == 0 else ("", line.text)
        if name:
            kept.append(Statement(name, title=True))
            line.text = rest
        heading, body = _heading(line, following, section)
        section = heading or section
        here, stays, first = section, False, len(kept)
        addressed = addressed and section == _INTRO and not line.spaced
        for sentence in _sentences(body):
            opened, rest = _opening(sentence)
            if opened == _META:
                continue
            if opened is not None:
                here = opened
                stays = not rest or (following is not None and following.bulleted and not line.bulleted)
            if _refers_back(sentence):
                del kept[max(first, len(kept) - 2) :]
            elif rest and not line.denied and _counts(rest, here, names, addressed=addressed):
                title = bool(compiled(_TITLE_LABEL).match(sentence))
                kept.append(Statement(rest[:_STATEMENT_LIMIT], title))
            addressed = addressed or bool(compiled(_ADDRESSED).search(rest))
        if stays:
            section = here
    return kept


_INTRO, _COUNTED, _COMPANY, _LEFT_OUT, _DENIED, _META = (
    "intro",
    "counted",
    "company",
    "left-out",
    "denied",
    "meta",
)

_TITLE_LABEL = (
    r"^\s*\W{0,3}(?:job title|job|title|position|position title|role|hiring|now hiring|vacancy|opening)\s*[:–-]\s*\W{0,3}"
)
_NOT = r"(?:not|n't|never)"
_SECTIONS = (
    (
        _META,
        r"(?:job |work |office )?locations?|locations?|employer|organi[sz]ation|organi[sz]ational unit|company|client|department|dept|division|"
        r"business unit|unit|team|sector|industry|job (?:id|code|family|level|type|number)|requisition(?: id| number)?|req(?:uisition)? ?(?:id|#)?|"
        r"reference(?: number)?|ref|grade|band|level|contract(?: type)?|employment type|type|schedule|hours|start(?: date)?|duration|"
        r"reports to|reporting to|line manager|closing date|deadline|posted|date|flsa|fte|travel|language|languages|workplace|remote",
    ),
    (
        _DENIED,
        rf".*\b(?:you|we|they|this role|the role|this job|it|who)(?:'ll| will| do| would| are| is| should| need| must| 're|'re|'s)? ?{_NOT}\b.*|"
        rf".*\b(?:won't|don't|do not|needn't|isn't|aren't|shouldn't|wouldn't|doesn't)\b.*|"
        rf"(?:what|who|this|it|that) .*\b{_NOT}\b.*|(?:and )?not (?:you|us|here|needed|needed here|need(?:ed)?|required|our|part|in|your|for|a|looking|included|covered|on|expected|necessary|this)\b.*|not|nope|"
        r"no need.*|no,? thanks.*|(?:definitely |probably )?not .*\b(?:job|role|team|scope|plate|desk|you)|"
        r".*\b(?:out of scope|off scope|outside (?:the )?scope|not (?:required|needed|necessary|expected|included|in scope)|anti[- ](?:ask|requirements?|goals?|fit)s?|non[- ]?(?:goals?|requirements?)|unnecessary)\b.*|"
        r"(?:please )?(?:forget|skip|leave) .*|(?:other|another|different|neighbou?ring|sister) teams?.*|(?:done|handled|owned|taken) (?:by|care|elsewhere).*|elsewhere|"
        r"(?:some(?:body|one) else's|other people's|others') .*|somebody else .*|red flags?|what (?:others|other (?:teams|people)|(?:our|your) colleagues) .*",
    ),
    (
        _LEFT_OUT,
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
        _COUNTED,
        r".*\b(?:responsibilit\w+|requirements?|required|qualifications?|duties|skills?|experience|expertise|"
        r"nice to haves?|nice-to-haves?|must haves?|must-haves?|bonus|plus(?:es)?|preferred|desir\w+|ideal\w*|interview\w*|"
        r"hiring process|selection process|recruitment process|process|tasks?|tech stack|stack|technolog\w+|tools|toolbox|"
        r"profile|competenc\w+|expectations|essential|minimum|basic|day to day|day-to-day|your day|typical week|"
        r"first (?:month|90 days|year|six months|week)|anforderungen|aufgaben|aufgabengebiet|profil|missions?|requisitos|"
        r"responsabilidades|funciones|compétences|accountabilit\w+|functions|objectives|deliverables|person specification|selection criteria|criteria|assessment|selection|recruitment)\b.*|"
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
        _COMPANY,
        r"about|about (?:us|our|the (?:company|team|group|organi[sz]ation|business|product|project|employer|university|hospital|department|lab|programme)|[\w&.' -]{2,40})|who (?:we are|are we)|our (?:story|mission|company|"
        r"values|culture|product|vision|team|customers|purpose|commitment|client|people|history|business)\b.*|the (?:company|team|product|organi[sz]ation|employer|business|firm|startup|background|context|group|university|institute|client)\b.*|"
        r"company(?: \w+){0,2}|(?:team|organi[sz]ation|employer|group) (?:overview|description|profile)|"
        r"what we (?:do|believe|build|are building|stand for|make|are about)\b.*|how we (?:work|operate).*|life at .*|(?:culture|values|mission|vision)(?: (?:and|&) \w+)?|meet .*|über uns|background|introduction|context|"
        r"(?:further|additional|other) information|additional|a word about.*",
    ),
)

_WORKER = r"(?:engineer|scientist|analyst|developer|researcher|architect|specialist|statistician|consultant|lead|manager|expert|intern)s?"
_ADDRESSED = (
    r"\b(?:you(?:'ll| will|r (?:role|job|work|tasks?|mission|responsib\w+|main|focus|team|first|days?)| would|'d| should| must| need| can| are| have| know| own|'ve| bring| join| "
    r"build| work| design| train| help| fix| make| take| keep| write| run| find)|we(?:'re| are)(?: currently| now| also)? (?:looking|hiring|seeking|searching|recruiting)|we (?:need|seek|want|require|expect)|"
    rf"(?:looking|searching) for|is (?:hiring|looking|seeking|recruiting|searching)|seeks|is after|the (?:role|job|position|post|vacancy|(?:successful |ideal |right |selected )?candidate|incumbent|post ?holder|fellow|"
    rf"{_WORKER}|person|hire)|this (?:role|position|job|person|post|vacancy|{_WORKER})|responsible for|responsibilit|must have|required|requirements?|ideally|candidates? (?:will|should|must|with|who|have|has)|"
    r"job is|interview|as (?:a|an|our) (?:\w+ ){0,4}" + _WORKER + r"|in this role|(?:engineer|scientist|analyst|developer|researcher)s? (?:wanted|needed)|nice to have|a plus|(?:\d\+?|two|three|four|five|several|many) ?(?:years|yrs)(?:'| of| with| as)|"
    r"experience (?:with|in)|join (?:us|our|the))\b"
)
_WE = (
    r"^(?:(?:at|in|since|for|from|over|every|with|today|currently|right now|last|here|every day|as|across|between|around|on|and|but|so|then|now|this year)\b[^.;]{0,70}?,? )?"
    r"(?:we(?:'re|'ve|'d|'ll)?|our|us)\b"
)
_COMPANY_NAME = (
    r"^(?:[Tt]he )?[A-Z][\w&.'-]*(?: (?:[A-Z][\w&.'-]*|&|and|of)){0,7},? (?:is|was|are|were|has|have|had|will|builds?|makes?|helps?|provides?|operates?|runs?|develops?|sells?|uses?|powers?|serves?|offers?|"
    r"delivers?|creates?|works|turns?|combines?|brings?|gives?|connects?|designs?|enables?|started|grew|lets?|supports?|manages?|specializes?|leads?|applies|lends?|lent|moves?|makes|"
    r"restores?|trains|answers|owns|reaches|processes|publishes|supplies|produces|translates|began|represents|insures|trades|plans|maps|tracks|handles|ships|rents|cleans|stores|"
    r"keeps|takes|flies|writes|collects|pays|matches|books|feeds|measures|does|reads|looks)\b"
)
_COMPANY_WORDS = (
    r"^(?:founded|backed by|headquartered|based in|series [a-e]|established|with (?:roots|offices|more than|over) |(?:we|they) were\b|the (?:company|group|firm|startup|organi[sz]ation|hospital|university|institute|team|business|commission|agency)\b)"
)
_BENEFIT = (
    r"(?:health|dental|medical|life|vision) (?:insurance|coverage|plan|benefits|and)|401\s?\(?k\)?|"
    r" paid (?:time|parental|vacation|leave|holidays)| pto\b|vacation days|days(?:'|) of (?:vacation|holiday|leave)|days'? (?:leave|holiday|vacation|off)|holidays|parental leave|"
    r"stock options|equity package| equity\b|salary| pension|relocation (?:support|package|assistance)|visa sponsor|"
    r"(?:learning|training|conference|education|home office|wellness|book|development|travel|housing|schooling|mobility) (?:and \w+ )?(?:budget|stipend|allowance|fund|wallet)\b|"
    r"budget for (?:books|conferences|courses|training|learning)| gym\b|free (?:lunch|snacks|coffee|fruit)|commuter|hybrid work|"
    r"work from home|flexible (?:hours|working)|unlimited|bonus (?:scheme|plan|of|up)|annual bonus|"
    r"competitive (?:pay|compensation|package|remuneration)|perks|team (?:events|retreats|lunch)|offsites?|macbook| per (?:year|annum|hour)\b|"
    r"[$€£]\s?\d|\d\s?[$€£]| (?:usd|eur|gbp|chf|sgd)\b"
)
_LEGAL = (
    r"equal[- ](?:opportunit|employment)|regardless of|without regard to|protected (?:veteran|class|characteristic|status)|"
    r"sexual orientation|gender identity|reasonable (?:accommodation|adjustment)|affirmative action|e-verify|background check|"
    r"by applying|by submitting|privacy (?:policy|notice)|personal data prot|(?:recruitment|staffing) agenc|unsolicited|under-?represented|"
    r"diverse (?:backgrounds|teams|perspectives)|all qualified applicants|"
    r"(?:artificial intelligence| ai |automated|matching technology)[^.]{0,80}(?:hiring|recruit|applica|screen|resume|candidate assess)|"
    r"(?:hiring|recruit|applica|screen)[^.]{0,60}(?: ai|artificial intelligence|automated) (?:tools?|systems?|assist|means|matching)"
)
_CALL = (
    r"^(?:please |to |kindly |then )?(?:apply (?:now|here|via|at|by|through|online|today|with|on|directly|before|in)|(?:send|submit|email|attach|upload|mail|whatsapp) "
    r"(?:us|your|a|an|me|it|the|in|to|please|resume|cv)\b|(?:write|drop) (?:us|me|to)\b)"
)
_ASKING = (
    r"^(?:please |kindly |just |instead,? |to apply,? |no cv \w+: )*(?:send|show|write|include|attach|share|tell|bring|link|point|submit|upload|mail|email|add|apply with)\b"
)
_WISH = r"\b(?:like|ask|expect|want|need) you to\b|\bask you (?:about|for)\b"
_SHOWING = r"\b(?:project|portfolio|github|publication|paper|thesis|example|repo|something you|work sample|link|half a page|a page|forecast|built|case)"
_SKILL_AFTER_ALL = r"\bexperience|\bmodel|\bdata|\bpredict|\bforecast"
_COMPANY_INSIDE = (
    r"^(?:our (?:mission|customers|clients|investors|culture|values|vision|founders|product|company)\b|founded\b|backed by|"
    r"we(?:'re| are) (?:an?|the|one of|proud|backed|passionate|committed)\b|we (?:believe|love|value|celebrate)\b)"
)
_BACK_ITEM = r"(?:those|that|them|it|these|this|either(?: of (?:them|those|these))?|any of (?:it|that|those|them|these|this)|both)"
_ELSEWHERE = (
    r"(?:another|other|a (?:different|separate)|elsewhere|someone else'?s?|somebody else'?s?|separate|next door|theirs|not (?:ours|yours|here|us|part|in|for|your|our|what|this|where|the)\b|"
    r"(?:done|run|handled|owned|made|built|covered|looked after|taken care of|bought) (?:by|elsewhere|in|from)|(?:in|with|at|for|by|to) (?:the|our|another|a|others|other)\b.*\b(?:team|group|department|office|building|colleagues|floor|division|unit|lab|company|hands)|"
    r"\w+'s (?:job|project|team|problem|world|task|desk|department))"
)
_REFERRING = (
    rf"^(?:(?:and|but|so|however|here),? )*(?:"
    rf"you(?:'ll| will| do| would| are|'d)?(?: not|n't|n't be| not be| never)\b[^,;.]*?\b{_BACK_ITEM}\W*$|you(?:'d| would|'ll| will| can| may)? (?:join|touch|do|own|work on|see|meet|need|inherit|be (?:asked|part|doing)\w*(?: about| for| of)?) (?:none|neither)\b.*|"
    rf"(?:neither|none|nothing)(?: (?:of (?:that|those|these|this|them|it|which|the two|both|the above)|one))? (?:is|are|will|concerns?|belongs?|applies|matters|needs?|does|do|of)\b.*|[\w' ]{{1,30}} (?:does|do|is|are) (?:neither|none of)\b.*|"
    rf"(?:that|those|these|they|it|this|which|both|all of (?:that|this|it))(?:'s| is|'re| are| will be| was| were| belongs?| sits?| lives?| stays?| exists?| happens?| goes| has| have| gets?)? (?:\w+ly )?{_ELSEWHERE}.*|"
    rf"not here\W*$|(?:a )?(?:different|another|other) (?:floor|team|building|department|group|job|role|people)\W*$|not (?:your|our) (?:job|problem|team|concern|department|business|desk|thing|call|floor).*|(?:not|nothing) (?:this|for this) .*|"
    rf"we (?:do|have|are|want|need|plan)(?: not|n't)\b[^,;.]*?\b{_BACK_ITEM}\W*$|neither\W*$|nope\b.*|not you\W*$)"
)
_LABEL = r"^([^:.!?]{2,60}?)(?::|\s[–—-]\s|\?\s)\s*(.*)$"
_SENTENCE_END = r"(?<=[.!?])\s+(?=\S)|(?<=[a-z)][.!?])(?=[A-Z][a-z])|\s*;\s+|\s+\|\s+|\s+//\s+"
_TRIM = " \"'#*_:.!?…–—=-+~|>()/"
_PROSE = r",|\d|\b(?:with|using|such as|experience (?:in|of|as)|skills? in|expertise in|or)\b"
_DENIES_WHAT_FOLLOWS = (
    r"^(?:what|things|you|we|not|please|this|who|out|other|others|don't|some\w+|elsewhere|no|it|anti\W?\w+|non\W?\w+|red|done|handled|owned|forget|skip)\b.*?"
    r"(?:need\w*|do|does|doing|have(?: to)?|be|bring|own|touch|get|find|ask for|expect\w*|require\w*|work on|see|not|isn't|aren't|about|for|with|on|to|you|us|here|scope|role|job|departments?|teams?|else|goals?|asks?|flags?|elsewhere|care of)$"
)
_ROUND = r"\b(?:coding|design|sql|ml|machine learning|statistics|probability|algorithms?|notebook|case|values|behaviou?ral|research|programming)\b.*\b(?:interview|round|test|exercise|session|task|challenge|talk|discussion)"


def _heading(line: Line, following: Line | None, section: str) -> tuple[str | None, str]:
    """The section that a line opens, and what of the line is left to read."""
    text = line.text
    marked = text.startswith("#") or bool(re.fullmatch(r"\W*\*\*[^*]+\*\*\W*|__[^_]+__:?", text))
    bare = text.strip(_TRIM)
    plain = text.replace("**", "")
    if not bare or len(bare) > 80 or len(bare.split()) > 9:
        return None, plain
    capitals = len(bare) > 3 and bare.isupper() and not line.bulleted and len(bare.split()) <= 7
    if marked or capitals or text.rstrip("*_ ").endswith(":"):
        found = _section(bare, marked=True)
        kept = found is None or (found == _COUNTED and bool(compiled(_ROUND).search(bare)))
        return found or _INTRO, plain if kept else ""
    if (line.emblem or bare.isupper()) and len(bare.split()) <= 6 and not text.endswith((".", "!")):
        found = _section(bare, marked=False)
        if found is not None:
            return found, ""
    if line.bulleted or text.endswith((".", "!")) or len(bare.split()) > 7:
        return None, plain
    found = _section(bare, marked=False)
    if line.numbered and found not in (_LEFT_OUT, _DENIED, _COMPANY):
        return None, plain
    if found == _DENIED and not (following and compiled(_DENIES_WHAT_FOLLOWS).search(bare)):
        found = None
    if found is not None and not compiled(_PROSE).search(bare):
        kept = found == _COUNTED and bool(compiled(_ROUND).search(bare))
        return found, plain if kept else ""
    if section in (_LEFT_OUT, _DENIED, _COMPANY) and _opens_something(line, following):
        return _INTRO, plain
    return None, plain


def _opens_something(line: Line, following: Line | None) -> bool:
    """Whether a short line of its own, in words that no list knows, looks like the next heading."""
    if following is None or not line.spaced or line.numbered or compiled(_PROSE).search(line.text):
        return False
    return len(line.text.split()) <= 6 and (following.bulleted or len(following.text) > 80)


def _opening(sentence: str) -> tuple[str | None, str]:
    """The section that a sentence such as `Requirements: SQL` opens, and the sentence without its label."""
    label = compiled(_LABEL).match(sentence)
    if label and len(label.group(1).split()) <= 7:
        name = label.group(1).strip(_TRIM)
        dashed = sentence[label.end(1) : label.end(1) + 1] != ":"
        section = _section(name, marked=not dashed)
        if section is not None and not (dashed and section in (_META, _COUNTED, _COMPANY)):
            return section, label.group(2).strip(" *_")
    return None, sentence.strip()


def _section(name: str, *, marked: bool) -> str | None:
    """The kind of section that a heading names; None when it names none. Unmarked lines must not name a job."""
    if not marked and compiled(rf"\b{_WORKER}\b").search(name):
        return None
    for section, pattern in _SECTIONS:
        if section == _META and not marked:
            continue
        if compiled(pattern).fullmatch(name):
            welcome = section == _DENIED and compiled(r"\b(?:plus|nice|bonus|welcome|advantage)\b").search(name)
            return _COUNTED if welcome else section
    return None


def _names(lines: Sequence[Line]) -> set[str]:
    """Words in capitals of the first lines, among which the name of the company is likely to be."""
    words: set[str] = set()
    for line in lines[:_FIRST_LINES]:
        if len(line.text) <= 160:
            words |= set(re.findall(r"\b[A-Z][\w&'-]{2,}", line.text))
    return words


def _sentences(line: str) -> list[str]:
    return [part for part in compiled(_SENTENCE_END).split(line) if part]


def _refers_back(sentence: str) -> bool:
    """Whether a sentence says of the one before that it is not about this job."""
    return len(sentence) <= 160 and bool(compiled(_REFERRING).match(sentence))


def _looks_like_title(line: str) -> bool:
    return len(line) <= 120 and len(line.split()) <= 16 and not line.rstrip().endswith((".", "!", "?", ":"))


def _leading_title(line: str) -> tuple[str, str]:
    """The name of the job that a posting without line breaks begins with, and the rest."""
    first, stop, rest = line.partition(". ")
    if not stop or len(first.split()) > _LONGEST_TITLE or compiled(_WE).match(first):
        return "", line
    return first.strip("#* "), rest


def _counts(sentence: str, section: str, names: set[str], *, addressed: bool) -> bool:
    """Whether a sentence is evidence; `addressed` says that its paragraph has begun to speak to the reader."""
    if section in (_DENIED, _META):
        return False
    shown = bool(compiled(_ASKING).match(sentence) and compiled(_SHOWING).search(sentence))
    if section == _LEFT_OUT:
        return shown or bool(compiled(_WISH).search(sentence))
    if compiled(_CALL).match(sentence) and not shown:
        return False
    lower = f" {sentence.lower()}"
    if compiled(_LEGAL).search(lower):
        return False
    if compiled(_BENEFIT).search(lower) and (
        section == _COMPANY or not compiled(_SKILL_AFTER_ALL).search(sentence)
    ):
        return False
    speaks = bool(compiled(_ADDRESSED).search(sentence))
    if section == _COMPANY:
        return speaks
    if section == _INTRO:
        return speaks or addressed or not _of_the_company(sentence, names)
    return speaks or not compiled(_COMPANY_INSIDE).match(sentence)


def _of_the_company(sentence: str, names: set[str]) -> bool:
    if compiled(_WE).match(sentence) or compiled(_COMPANY_WORDS).match(sentence):
        return True
    if re.match(_COMPANY_NAME, sentence):
        return True
    first = re.match(r"(?:The |At )?([A-Z][\w&'-]{2,})\S*(?: [A-Z&][\w&.'-]*)*,? [a-z]+(?:s|ed)\b", sentence)
    return bool(first) and first.group(1) in names if first else False
