"""Which words of a sentence do not speak of the job: what it denies, what others do, and fields of a degree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from mltracker.domain.phrases import Words
from mltracker.domain.posting_text import compiled_lower

_GROUP = (
    r"(?:teams?|groups?|squads?|colleagues|folks|guilds?|pods?|crew|units?|core|offices?|departments?|depts?|divisions?|orgs?|organi[sz]ations?|labs?|"
    r"institutes?|function|hub|partners?|vendors?|suppliers?|providers?|contractors?|agency|agencies|scientists|engineers|researchers|analysts|linguists|developers|specialists|statisticians|staff)"
)
_OUTSIDERS = r"(?:customers|clients|users|competitors|investors|founders|members|students|portfolio companies|companies|startups)"
_DONE = (
    r"(?:handled|owned|done|run|managed|maintained|taken care of|covered|built|made|deployed|operated|looked after|performed|undertaken|carried out|prepared|"
    r"provided|supplied|delivered|supported|developed|trained|produced|written|served|dealt with|hosted|administered|designed|implemented|created|conducted|executed|led|solved|picked up|shared out|staffed|analysed|analyzed|studied|treated|tracked|computed|predicted|forecast|centrali[sz]ed)"
)
_TO_BE = r"(?:is|are|was|were|gets?|got|being|been|will be|would be)"
_CLAUSE = (
    r"[;:!?]|\.(?=\s|$)|\s(?:[–—-]{1,2}\s|(?:but|however|although|though|yet|while|whereas|because|since|so|hence|therefore)\s|(?=and (?:you|we|they|it|our|there|another|others)\b))|"
    rf",\s(?:(?=(?:just|only|we|you|it|this|they|our|your|there|here|that's|another|others)\b)|(?=(?:and )?the (?:[\w&-]+ ){{1,3}}{_GROUP}\b))"
)
_AHEAD = (
    r"\bno(?! (?:fewer|less|later|matter|more than|one|two|doubt|problem|longer than|surprise|shortage|stranger|trick))\b|\bno one\b|\bnobody\b|"
    r"\bnot\b(?! (?:only|just|merely|limited|simply|to mention|afraid|necessarily|yet|least|exclusively|solely|all|every|always|be afraid|shy|mind|hesitate|surprisingly))|"
    r"\b(?:do|does|did|wo|will|is|are|was|were|should|need|would|have|has)n't\b(?! (?:just|only|merely|simply|afraid|be afraid|mind|hesitate|shy|worry))|"
    r"\bwithout(?! (?:hand|supervision|being|hesitation|breaking|losing|jargon))\b|\bnever\b|\bneither\b|\bnor\b|\bzero\b(?! (?:shot|trust|knowledge proofs?))|\bnone of\b|"
    r"\bnothing (?:to do with|about|against|like|in the way of)|\b(?:instead of|rather than|as opposed to|other than|apart from|except(?: for)?|aside from|far from|free of|stay(?:s|ing)? (?:away from|clear of|out of))\b|"
    r"^unlike\b|\b(?:more|rather|less|better) (?:[\w,]+ ){1,7}?than\b|\bmore than (?!\d|one\b|two\b|three\b|a\b|an\b|just\b|words|enough|half|once|ever|welcome|happy|any|most|the|[\w]+ (?:years|people|million|thousand))|"
    r"\bwe (?:have |had |once )?(?:gave up(?: on)?|given up(?: on)?|stopped|retired|dropped|abandoned|killed|outsourced?|moved away from|are done with|got rid of|tried and)\b|"
    r"\b(?:forget|skip)(?: about)?\b(?= )|\bdon't worry about\b|"
    r"\bleave (?:\w+ ){0,2}?(?=[\w -]{2,40} to (?:our|the|others))"
)
_LATER = r"^(?:more|rather|less|better)\b"
_SUBORDINATE = r"\b(?:if|when|whenever|where|who|whose|until|unless|why|whether|once|what|how|whom|which|that(?! (?:you|we|this|it|there|the (?:role|job|position|team))\b))\b[^,]*$"
_BEHIND = (
    r"\b(?:(?:is|are|was|will be|would be) (?:\w+ )?not|isn't|aren't|wasn't|not)(?: \w+)? "
    r"(?:required|needed|necessary|expected|essential|mandatory|part of|in scope|a requirement|a must|our focus|the focus|the job|relevant|wanted|sought|asked|"
    r"involved|included|covered|your (?:job|concern|problem|task|responsibility)|our (?:job|concern|problem|thing|business)|something|what|ours|yours|here|among|within|on (?:our|your|the) (?:plate|list|menu|roadmap)|used|done here|for (?:this|you))\b|"
    rf"\b{_TO_BE} (?:\w+ly |already |also |all |both |now |still )?{_DONE}(?: \w+){{0,2}}? (?:by(?! (?:hand|default|design|means|the hour|you|us)\b)|elsewhere|outside|upstream|downstream|next door|out of (?:our|the|a)\b|from (?:our|the) \w+ (?:office|site|campus|hub|branch|headquarters|studio|plant)|(?:in|at|from) (?:\w+ )?(?:another|a different|our \w+ (?:office|site|campus|hub|branch|headquarters|studio|plant)|our parent|other)\b)\b|"
    r"\b(?:is|are|was|were|has been|have been|will be) (?:\w+ )?(?:outsourced|bought in|contracted out|licensed from|farmed out|handed (?:off|over) to)\b|\b(?:done|handled|owned|run|managed|covered|built|looked after|maintained) by (?:it|others|another|a (?:different|separate)|our \w+ (?:team|group|colleagues)|the [\w ]{2,30}? (?:team|group|department))\b|"
    rf"\b(?:belongs?|sits?|lives?|stays?|remains?|rests?|resides?|happens?|falls?|goes|lies?) (?:to|with|within|in|under|at|over)? ?(?:elsewhere|next door|upstream|downstream|someone else|somebody else|(?:an)?other\b|a (?:different|separate)|different|separate|(?:the |a |an |our |its |their )?(?:own )?(?:[\w&'-]+ ){{0,4}}?(?:{_GROUP}|it|others|engineering|research|ops|operations)\b)|"
    rf"\b(?:is|are|will be|remains?) (?:left to|with|up to|for|in the hands of|(?:the )?(?:job|task|responsibility|business|domain|remit|turf|territory|work|realm|province|concern|property) of) (?:the |a |an |our |another |other )?(?:[\w&'-]+ ){{0,4}}?(?:{_GROUP}|others|someone|somebody|research|engineering|it)\b|\b(?:is|are) left to\b|"
    r"(?:\b(?:is|are)|'s) (?:\w+ )?(?:somebody|someone|other people|another \w+) ?(?:else)?'s\b|(?:\b(?:is|are)|'s) (?:the|our|a|another) (?:[\w-]+ ){0,3}(?:team|group|department|squad|unit|office|division|people|lab|partner)'s?'?\W*$|(?:\b(?:is|are)|'s) (?:theirs|(?:[\w-]+ ){0,3}[\w-]+s' (?:job|business|project|problem|task|work|affairs?|domain|concern|responsibility|territory))\b|(?:\b(?:is|are)|'s|,) (?:[\w-]+'s|their|others') (?:own )?(?:job|project|problem|task|team|domain|turf|area|world|responsibility|thing|role|patch|remit|baby|department|business|work|affairs?|toys?|headache|story|concern|territory|call|hobby|turn|duty)\b|"
    r"\b(?:have|has|had|got) (?:that|it|this|those|them|all of (?:that|it)) covered\b|\b(?:has|have) (?:its|their) own (?:\w+ )?(?:team|group|people|department|squad|owners?)\b|"
    r"\b(?:comes?|came|bought|licensed|arrives?) (?:\w+ )?from (?:a|an|our|another|the|external|outside) (?:[\w-]+ )?(?:suppliers?|vendors?|partners?|third part\w+|provider|agency|contractor|team|group)\b|"
    r"\b(?:out of|not in|off|outwith|outside (?:of )?(?:the|your|this|of this)) (?:scope|the scope|role|this role|job|remit)\b|\bin (?:other|good|safe|different|others') hands\b|\bunnecessary\b|\boff the table\b|\bneed(?:s)? no (?:prior |previous )?(?:knowledge|experience|background|skills)\W*$|"
    r",? (?:not here|not you|not us|no thanks)\W*$"
)
# Words without one of which no sentence matches _AHEAD, and none matches _BEHIND.
_NEGATIVE = (
    "no nobody not t without never neither nor zero none nothing instead rather opposed other apart except aside far free stay stays staying "
    "unlike than gave given stopped retired dropped abandoned killed outsource outsourced moved done rid tried forget skip leave"
)
_PASSIVE = (
    "is are was were will be gets get got being been not t belongs belong sits sit lives live stays stay remains remain rests resides rest "
    "reside happens happen falls fall goes go lies lie done handled owned run managed covered built looked maintained have has had comes come "
    "came bought licensed arrives arrive out outwith off outside unnecessary needs need here us you thanks s their others in"
)
_BY_YOU = r"\bby [^,;]{0,40}\byou\b|\byou own\b"
_OF_THE_ROLE = r"\b(?:role|position|job|post|you|candidate|vacancy|team|reports?)\b"
_OF_THE_CLAUSE_BEFORE = (
    r"\W*(?:our|the|other|another|some)\b[^,]{0,60}\b(?:have|has) (?:that|it|this|those|them) covered\b|"
    r"\W*(?:no|not)(?: prior| previous)?(?: knowledge| experience| background| skills)? (?:needed|required|necessary|expected|wanted|here)\b"
)
_SAME_FOR_THE_REST = r"[^,;]{0,40}, (?:and )?[\w -]{3,60} (?:by|to|with) [\w &-]+\W*$"
_ONWARD = r" (?:to|in|of|for|with|on|as|by)\b"
_OWN = (
    r"\b(?:role|position|job|post|you|candidate|vacancy|join|joining|looking|this|hiring|we are|we're|need)\b"
)
_WELCOME = r"\b(?:a plus|plus|bonus|nice|welcome|helpful|preferred|desirable|advantage|appreciated|useful|beneficial|valued|ideal)\b"
_FUNCTION = r"(?:data (?:engineering|science|platform|ops)|platform|infrastructure|infra|it|mlops|devops|research|marketing|legal|operations|ops|security|bioinformatics|engineering|finance|analytics|r&d|the business)"
_OTHERS = (
    r"^\W*(?:(?:and|but|here|currently|elsewhere|meanwhile|around us|next door|in parallel|today|right now|please note that|note that|also),? )*(?:"
    rf"(?:another|other|the other) (?:[\w&/-]+ ){{0,3}}?(?:{_GROUP}|{_OUTSIDERS})\b|(?:others|someone else|somebody else|another one|another|the others)(?= (?:is|are|do|does|has|have|work|own|run|build|handle|train|look|take|will|who)\w*\b)|"
    rf"(?:a|an|the|our|one|two|three|four|several|some) (?:separate|different|sister|dedicated|neighbou?ring|parallel|second|specialist|partner|external|adjacent|specialised|specialized|central) (?:[\w&/-]+ ){{0,3}}?{_GROUP}\b|"
    rf"(?:our|the|two|three|several|some|many|most of our) (?:[\w&/'-]+ ){{1,4}}?(?:{_GROUP}|{_OUTSIDERS})\b|(?:our|some|many|most|their) (?:{_OUTSIDERS}|partners|colleagues|researchers|scientists|engineers)\b|colleagues\b|[\w-]+'s (?:team|group|people|squad|crew|lab)\b|"
    rf"(?:sister|neighbou?ring|partner|other|separate) (?:[\w&/-]+ ){{0,2}}?{_GROUP}\b|(?:{_FUNCTION}|{_OUTSIDERS}) (?:will |already )?(?:delivers?|provides?|hands?|handles?|owns?|runs?|takes? care|looks? after|does|builds?|maintains?|manages?|supplies|gives?|brings?|trains?|deploys?)\b)"
)
_TO_THE_READER = (
    r"\byou(?:'ll| will| can|'d| would)? (?:\w+ly )?(?:build|own|ship|design|run|train|maintain|deploy|develop|write|make|create|work|join|lead|provide|serve|need|help|"
    r"are|have|support|bring|use|know)\b|\byour (?:team|platform|tools?|services?|work|job|tasks?|role|colleagues)\b|\b(?:this role|looking for|hiring|seeking|seeks|needs)\b"
)
_THEIR_WORK = rf"\b{_GROUP},? (?:who|which|that|whose (?:work|members)) (?:[\w]+ly |all |mostly )?(?:work|build|do|run|train|develop|research|use|own|make|operate|speciali[sz]e|focus|study|explore|takes? care|looks? after|handle|cover|are (?:building|working|training))\w*\b"
_PEOPLE = r"(?:teams?|engineers?|scientists?|researchers?|analysts?|designers?|managers?|experts?|developers?|specialists?|colleagues|groups?|squads?|partners|organi[sz]ations?|departments?|folks|units?|leads?|leaders|architects?)"
_WITH_OTHERS = (
    r"\b(?:work|partner|collaborat|pair|liais|coordinat|interact|interfac|communicat|sit|engag|support|alongside|help|advis|embedd?|serv|team up|talk|consult|align)\w*\b(?: [\w-]+){0,5}? ?(?:\b(?:with|alongside|between|across|beside|to|among|of|closely)\b)?"
    rf"\s(?P<who>(?:(?!(?:to|that|who|which|is|are|build|using|by)\b)[\w&/'-]+,? ){{0,9}}?{_PEOPLE}\b(?:(?:,? and|,? or|,|/)\s?(?:[\w-]+ ){{0,4}}?{_PEOPLE}\b)*)"
)
_DEGREE = (
    r"\b(?:degrees?|bachelor'?s?|master'?s?|b\.?\s?sc|m\.?\s?sc|b\.?a|bs|ms|phd|ph\.\s?d\.?|doctorate|diploma|graduates?|graduated|studies|study|majoring|major|studied|training|background|education|qualification)\b"
    r"(?: (?:or|and|in|of|degree|level|equivalent|a|relevant|technical|quantitative|student|candidate|phd|master'?s?|msc|ms|university|higher|completed|advanced|similar)|[/,]| ?\([^()]{0,50}\))* (?:in|of|from|such as|field|\()"
    r"(?P<fields>.{0,240}?)(?=\bwith\b|\bplus\b|\band \d|\b(?:and|or) (?:\w+ )?(?:experience|track|years|strong|solid|proven|research of)|\bor (?:equivalent|comparable) (?:experience|practical)|\bwho\b|;|\.\s|$)"
)
_OTHER_FIELD = (
    r"(?:(?:applied |computational |theoretical |industrial |electrical |software |computer |systems )?(?:mathematics|maths?|physics|economics|engineering|computing|informatics|business(?: administration)?|"
    r"finance|accounting|information (?:systems|technology|science)|psychology|biology|chemistry|sociology|political science|public health|geography|(?:social|natural|life|computer|actuarial|management) sciences?|mis|stem|marketing))"
)
_ANY_FIELD = (
    rf"(?:{_OTHER_FIELD}|(?:bio|applied )?statistics|econometrics|operations research|data (?:science|mining|analytics)|analytics|machine learning|artificial intelligence|ai|robotics|"
    r"bioinformatics|epidemiology|linguistics|computational linguistics|cognitive science|neuroscience|natural language processing|computer vision|quantitative (?:field|discipline|subject)s?)"
)
_FIELD_RUN = rf"\b{_ANY_FIELD}(?:(?:,|/| or| and| &|, or|, and) {{0,1}}(?:an? )?{_ANY_FIELD})+\b"
_DEGREE_WORD = r"\b(?:degrees?|bachelor'?s?|master'?s?|b\.?sc|m\.?sc|bs|ms|phd|doctorate|diploma|graduates?)\b|\b(?:or|and)(?: a| other| another)? (?:related|similar|equivalent|comparable|relevant) (?:fields?|disciplines?|subjects?|area)"
_FIELDS_WITHOUT_DEGREE = 3
_SUBJECTS = (
    "mathematics math maths physics economics engineering computing informatics business finance accounting systems technology "
    "science sciences psychology biology chemistry sociology health geography mis stem marketing"
)
_LOOSE_DEGREE = r"\b(?:training|background|education|qualification)\b"
_FIELD_LIST = r"\b(?:or (?:a )?(?:related|similar|comparable|equivalent|neighbou?ring|cognate|relevant|adjacent|other)|(?:related|similar|quantitative|technical|adjacent) (?:field|discipline|subject|area))"


def denied(words: Words) -> set[int]:
    """Places of the words that a sentence denies, leaves to others, or lists as fields of a degree."""
    text = _lower(words.text)
    barred = [
        match.span("fields")
        for match in compiled_lower(_DEGREE).finditer(text)
        if not compiled_lower(_LOOSE_DEGREE).match(match.group())
        or compiled_lower(_FIELD_LIST).search(match.group("fields"))
    ]
    signs = _Signs(
        negative=not _set_of(_NEGATIVE).isdisjoint(words.lower),
        passive=not _set_of(_PASSIVE).isdisjoint(words.lower),
    )
    barred += _fields(words)
    before = 0
    for start, end in _clauses(text):
        clause = text[start:end]
        if compiled_lower(_OF_THE_CLAUSE_BEFORE).match(clause):
            barred.append((before, end))
        before = start
        addressed = compiled_lower(_TO_THE_READER).search(clause)
        if not addressed and compiled_lower(_OTHERS).match(clause):
            barred.append((start, end))
            continue
        barred += [
            (start + first, start + last) for first, last in _denials(clause, text[end : end + 50], signs)
        ]
        theirs = None if addressed else compiled_lower(_THEIR_WORK).search(clause)
        if theirs and not compiled_lower(_OWN).search(clause[: theirs.start()]):
            barred.append((start + theirs.end(), end))
    return _places(words, barred)


def _fields(words: Words) -> Iterator[tuple[int, int]]:
    """Rows of fields of study: two beside a word for a degree, or three in which other subjects stand."""
    if _set_of(_SUBJECTS).isdisjoint(words.lower):
        return
    text = _lower(words.text)
    runs = list(compiled_lower(_FIELD_RUN).finditer(text))
    degree = runs and compiled_lower(_DEGREE_WORD).search(text)
    for run in runs:
        others = len(compiled_lower(rf"\b{_OTHER_FIELD}\b").findall(run.group()))
        if others >= (1 if degree else _FIELDS_WITHOUT_DEGREE):
            yield run.span()


def of_others(words: Words) -> set[int]:
    """Places of the words that only name colleagues and other teams."""
    text = _lower(words.text)
    return _places(words, [match.span("who") for match in compiled_lower(_WITH_OTHERS).finditer(text)])


def _lower(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in compiled_lower(_CLAUSE).finditer(text):
        yield start, match.start()
        start = match.start()
    yield start, len(text)


class _Signs(NamedTuple):
    """Whether a sentence has any word of _AHEAD, and any of _BEHIND."""

    negative: bool
    passive: bool


@cache
def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _denials(clause: str, following: str, signs: _Signs) -> Iterator[tuple[int, int]]:
    """Parts of a clause that it denies; what is not needed but welcome is not denied."""
    if not any(signs) or compiled_lower(_WELCOME).search(clause + following):
        return
    behind_to = 0
    for match in compiled_lower(_BEHIND).finditer(clause) if signs.passive else ():
        own = compiled_lower(_OF_THE_ROLE).search(clause[: match.start()]) and "not" not in match.group()
        if own or compiled_lower(_BY_YOU).search(clause):
            continue
        opened = clause.rfind("(", 0, match.start())
        inside = opened >= 0 and ")" not in clause[opened : match.start()] and match.start() - opened > 3
        onward = compiled_lower(_SAME_FOR_THE_REST).match(clause, match.end()) or (
            "own" in match.group()
            or ("not" in match.group() and compiled_lower(_ONWARD).match(clause, match.end()))
        )
        aside = compiled_lower(r"[\w\s]{0,20}\([^()]*\)").match(clause, match.end())
        end = len(clause) if onward else aside.end() if aside else match.end()
        yield (opened if inside else 0), end
        behind_to = match.end()
    for match in compiled_lower(_AHEAD).finditer(clause) if signs.negative else ():
        if match.start() < behind_to:
            continue
        if compiled_lower(_SUBORDINATE).search(clause, 0, match.start()):
            continue
        opened = clause.rfind("(", 0, match.start())
        closed = clause.find(")", match.start())
        end = (
            closed
            if opened >= 0 and closed > 0 and ")" not in clause[opened : match.start()]
            else len(clause)
        )
        yield (match.end() if compiled_lower(_LATER).match(match.group()) else match.start()), end


def _places(words: Words, barred: Sequence[tuple[int, int]]) -> set[int]:
    if not barred:
        return set()
    return {
        at
        for at, (start, end) in enumerate(words.spans)
        if any(first <= start and end <= last for first, last in barred)
    }
