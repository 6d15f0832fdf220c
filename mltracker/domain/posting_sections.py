"""Which sentences of a posting count: what the work, the requirements and the interviews are.

The text is cut into sections by their headings. What describes the company, other teams, benefits, pay or equal
opportunity is left out, and so is what stands under "What you won't do".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from mltracker.domain.posting_headings import (
    COMPANY,
    DENIED,
    INTRO,
    LEFT_OUT,
    META,
    WORKER,
    heading_of,
    opening_of,
)
from mltracker.domain.posting_text import Line, compiled, compiled_lower, lines_of, plain_text

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
    section, addressed = INTRO, False
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
        heading, body = heading_of(line, following, section)
        section = heading or section
        here, stays, first = section, False, len(kept)
        addressed = addressed and section == INTRO and not line.spaced
        sentences = _sentences(body)
        for place, sentence in enumerate(sentences):
            opened, rest = opening_of(sentence, first=place == 0 < len(sentences) - 1)
            if opened == META:
                continue
            if opened is not None:
                here = opened
                stays = not rest or (following is not None and following.bulleted and not line.bulleted)
            if _refers_back(sentence):
                del kept[max(first, len(kept) - 2) :]
            elif rest and not line.denied and _counts(rest, here, names, addressed=addressed):
                title = bool(compiled(_TITLE_LABEL).match(sentence))
                kept.append(Statement(rest[:_STATEMENT_LIMIT], title))
            addressed = addressed or (here == INTRO and bool(compiled(_ADDRESSED).search(rest)))
        if stays:
            section = here
    return kept


_TITLE_LABEL = r"^\s*\W{0,3}(?:job title|job|title|position|position title|role|hiring|now hiring|vacancy|opening)\s*[:–-]\s*\W{0,3}"
_ADDRESSED = (
    r"\b(?:you(?:'ll| will|r (?:role|job|work|tasks?|mission|responsib\w+|main|focus|team|first|days?)| would|'d| should| must| need| can| are| have| know| own|'ve| bring| join| "
    r"build| work| design| train| help| fix| make| take| keep| write| run| find)|we(?:'re| are)(?: currently| now| also)? (?:looking|hiring|seeking|searching|recruiting)|we (?:need|seek|want|require|expect)|"
    rf"(?:looking|searching) for|is (?:hiring|looking|seeking|recruiting|searching)|seeks|is after|the (?:role|job|position|post|vacancy|(?:successful |ideal |right |selected )?candidate|incumbent|post ?holder|fellow|"
    rf"{WORKER}|person|hire)|this (?:role|position|job|person|post|vacancy|{WORKER})|responsible for|responsibilit|must have|required|requirements?|ideally|candidates? (?:will|should|must|with|who|have|has)|"
    r"job is|interview|as (?:a|an|our) (?:\w+ ){0,4}"
    + WORKER
    + r"|in this role|(?:engineer|scientist|analyst|developer|researcher)s? (?:wanted|needed)|nice to have|a plus|(?:\d\+?|two|three|four|five|several|many) ?(?:years|yrs)(?:'| of| with| as)|"
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
_COMPANY_WORDS = r"^(?:founded|backed by|headquartered|based in|series [a-e]|established|with (?:roots|offices|more than|over) |(?:we|they) were\b|the (?:company|group|firm|startup|organi[sz]ation|hospital|university|institute|team|business|commission|agency)\b)"
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
# One of these is in whatever _LEGAL or _BENEFIT finds; a comma parts them.
_LEGAL_HINTS = (
    "equal,regard,protected,orientation,gender,reasonable,affirmative,verify,background,applying,submitting,privacy,personal,agenc,"
    "unsolicited,represented,diverse,qualified, ai ,hiring,artificial,automated,matching,recruit,applica,screen"
)
_BENEFIT_HINTS = (
    "insurance,coverage,plan,benefit,health ,dental ,medical ,life ,vision ,401, paid , pto,vacation,days,holiday,parental,stock,equity,"
    "salary,pension,relocation,visa,budget,stipend,allowance,fund,wallet, gym,free ,commuter,hybrid,work from,flexible,unlimited,bonus,"
    "competitive,perks,team ,offsite,macbook, per ,$,€,£, usd, eur, gbp, chf, sgd"
)
_CALL = (
    r"^(?:please |to |kindly |then )?(?:apply (?:now|here|via|at|by|through|online|today|with|on|directly|before|in)|(?:send|submit|email|attach|upload|mail|whatsapp) "
    r"(?:us|your|a|an|me|it|the|in|to|please|resume|cv)\b|(?:write|drop) (?:us|me|to)\b)"
)
_ASKING = r"^(?:please |kindly |just |instead,? |to apply,? |no cv \w+: )*(?:send|show|write|include|attach|share|tell|bring|link|point|submit|upload|mail|email|add|apply with)\b"
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
_MAY_REFER = r"\W*(?:and|but|so|however|here|you|neither|none|nothing|that|those|these|they|it|this|which|both|all|not|a|different|another|other|we|nope)\b"
_REFERRING = (
    rf"^(?:(?:and|but|so|however|here),? )*(?:"
    rf"you(?:'ll| will| do| would| are|'d)?(?: not|n't|n't be| not be| never)\b[^,;.]*?\b{_BACK_ITEM}\W*$|you(?:'d| would|'ll| will| can| may)? (?:join|touch|do|own|work on|see|meet|need|inherit|be (?:asked|part|doing)\w*(?: about| for| of)?) (?:none|neither)\b.*|"
    rf"(?:neither|none|nothing)(?: (?:of (?:that|those|these|this|them|it|which|the two|both|the above)|one))? (?:is|are|will|concerns?|belongs?|applies|matters|needs?|does|do|of)\b.*|[\w' ]{{1,30}} (?:does|do|is|are) (?:neither|none of)\b.*|"
    rf"(?:that|those|these|they|it|this|which|both|all of (?:that|this|it))(?:'s| is|'re| are| will be| was| were| belongs?| sits?| lives?| stays?| exists?| happens?| goes| has| have| gets?)? (?:\w+ly )?{_ELSEWHERE}.*|"
    rf"not here\W*$|(?:a )?(?:different|another|other) (?:floor|team|building|department|group|job|role|people)\W*$|not (?:your|our) (?:job|problem|team|concern|department|business|desk|thing|call|floor).*|(?:not|nothing) (?:this|for this) .*|"
    rf"we (?:do|have|are|want|need|plan)(?: not|n't)\b[^,;.]*?\b{_BACK_ITEM}\W*$|neither\W*$|nope\b.*|not you\W*$)"
)
_SENTENCE_END = r"(?<=[.!?])\s+(?=\S)|(?<=[a-z)][.!?])(?=[A-Z][a-z])|\s*;\s+|\s+\|\s+|\s+//\s+"


def _names(lines: Sequence[Line]) -> set[str]:
    """Words in capitals of the first lines, among which the name of the company is likely to be."""
    words: set[str] = set()
    for line in lines[:_FIRST_LINES]:
        if len(line.text) <= 120 and not line.bulleted and not line.text.endswith((".", "!", "?")):
            words |= set(re.findall(r"\b[A-Z][\w&'-]{2,}", line.text))
    return words


def _sentences(line: str) -> list[str]:
    return [part for part in compiled(_SENTENCE_END).split(line) if part]


def _refers_back(sentence: str) -> bool:
    """Whether a sentence says of the one before that it is not about this job."""
    if len(sentence) > 160:
        return False
    if not compiled(_MAY_REFER).match(sentence) and "neither" not in sentence and "none of" not in sentence:
        return False
    return bool(compiled(_REFERRING).match(sentence))


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
    if section in (DENIED, META):
        return False
    shown = bool(compiled(_ASKING).match(sentence) and compiled(_SHOWING).search(sentence))
    if section == LEFT_OUT:
        return shown or bool(compiled(_WISH).search(sentence))
    if (compiled(_CALL).match(sentence) and not shown) or _is_standing(f" {sentence.lower()}", section):
        return False
    if section == COMPANY:
        company = True
    elif section == INTRO:
        company = not addressed and _of_the_company(sentence, names)
    else:
        company = bool(compiled(_COMPANY_INSIDE).match(sentence))
    return not company or bool(compiled(_ADDRESSED).search(sentence))


def _is_standing(sentence: str, section: str) -> bool:
    """Whether a sentence in lower case is about equal opportunity, pay or benefits, which stand in every posting."""
    if _holds(sentence, _LEGAL_HINTS) and compiled_lower(_LEGAL).search(sentence):
        return True
    if not _holds(sentence, _BENEFIT_HINTS) or not compiled_lower(_BENEFIT).search(sentence):
        return False
    return section == COMPANY or not compiled_lower(_SKILL_AFTER_ALL).search(sentence)


def _holds(sentence: str, hints: str) -> bool:
    return any(hint in sentence for hint in _parts(hints))


@cache
def _parts(hints: str) -> tuple[str, ...]:
    return tuple(hints.split(","))


def _of_the_company(sentence: str, names: set[str]) -> bool:
    if compiled(_WE).match(sentence) or compiled(_COMPANY_WORDS).match(sentence):
        return True
    if re.match(_COMPANY_NAME, sentence):
        return True
    first = re.match(r"(?:The |At )?([A-Z][\w&'-]{2,})\S*(?: [A-Z&][\w&.'-]*)*,? [a-z]+(?:s|ed)\b", sentence)
    return first is not None and first.group(1) in names
