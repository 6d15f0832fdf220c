"""From the raw text of a job posting to the statements that say what the work and the interviews are about.

Tags, entities, odd bullets and hard line breaks are taken off; the text is cut into sections by their headings; what
describes the company, benefits, pay or equal opportunity is left out.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200_000
_STATEMENT_LIMIT = 2_000

_HIDDEN = (("<script", "</script>"), ("<style", "</style>"), ("<head>", "</head>"), ("<!--", "-->"))
_HEADING_TAG = re.compile(r"<h[1-6]\b[^<>]{0,500}>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|ul|ol|tr|table|section|article|header|footer|h[1-6]|hr|dl|dt|dd)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_ITEM_TAG = re.compile(r"<(?:li|td)\b[^<>]{0,500}>", re.IGNORECASE)
_BOLD_LINE = re.compile(r"<(?:strong|b|u)\b[^<>]{0,200}>([^<>]{2,80}?)</(?:strong|b|u)\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,80}(?:\.[\w-]{1,40})+")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\([^()\s]{1,500}\)")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BULLETS = "•·●○◦▪▫■□▸►▶‣⁃➢➤→✓✔✅☑★☆❖◆◇"
_BULLET = re.compile(rf"\s*[{_BULLETS}\ue000-\uf8ff\U0001f300-\U0001faff]+\ufe0f?\s*")
_LINE_BULLET = re.compile(r"^\s*(?:[-*+–—>~]+|\(?\d{1,2}[.)]|\(?[a-z]\)|o(?=\s))\s+")
_SPACES = re.compile(r"[^\S\n]+")
_DEGREE_DOTS = re.compile(
    r"\b(?:Ph\.\s?D|M\.\s?Sc|B\.\s?Sc|M\.\s?S|B\.\s?S|M\.\s?A|B\.\s?A|B\.\s?Tech|M\.\s?Tech)\b\.?"
)
_ABBREVIATION = re.compile(r"\b(?:e\.\s?g|i\.\s?e|f\.\s?ex)\.?,?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[a-z)][.!?])(?=[A-Z][a-z])|\s*;\s+|\s+\|\s+|\s+//\s+")
_LABEL = re.compile(r"^([^:.!?]{2,60}):\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or bullet that counts as evidence; `title` marks the name of the job itself."""

    text: str
    title: bool = False


def statements(text: str) -> list[Statement]:
    """What of a posting counts as evidence, in its order. Any text of any length is fine; most noise gives nothing."""
    kept: list[Statement] = []
    section = _INTRO
    lines = _lines(plain_text(text))
    for number, line in enumerate(lines):
        if number == 0 and _looks_like_title(line.text):
            kept.append(Statement(_TITLE_LABEL.sub("", line.text.strip("#* ")), title=True))
            continue
        heading, body = _heading(line.text, bulleted=line.bulleted)
        if heading is not None:
            section = heading
        for sentence in _sentences(body):
            opened, rest = _opening(sentence)
            section = opened or section
            if rest and _counts(rest, section):
                kept.append(Statement(rest[:_STATEMENT_LIMIT], title=bool(_TITLE_LABEL.match(sentence))))
    return kept


def plain_text(text: str) -> str:
    """The text without tags, entities, links and invisible characters; block tags become line breaks."""
    text = text[:LONGEST]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        for start, end in _HIDDEN:
            text = _without(text, start, end)
        text = _HEADING_TAG.sub("\n# ", text)
        text = _BOLD_LINE.sub(r" **\1** ", text)
        text = _ITEM_TAG.sub("\n• ", text)
        text = _TAG.sub("", _BLOCK_TAG.sub("\n", text))
    text = unicodedata.normalize("NFKC", _LINK.sub(r"\1", text).replace("\r\n", "\n").replace("\r", "\n"))
    text = _INVISIBLE.sub("", text.translate(_QUOTES))
    text = _DEGREE_DOTS.sub("PhD", text)
    return _ABBREVIATION.sub("such as", _SPACES.sub(" ", _ADDRESS.sub(" ", text)))


def capitals_matter(text: str) -> bool:
    """Whether a text uses capitals as usual, so that CV and RAG differ from cv and rag."""
    letters = sum(map(str.isalpha, text))
    capitals = sum(map(str.isupper, text))
    return letters > 0 and 0.008 < capitals / letters < 0.6


_QUOTES = str.maketrans({"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "\u00a0": " ", "\t": " "})
_INTRO, _COUNTED, _COMPANY, _LEFT_OUT = "intro", "counted", "company", "left-out"

_TITLE_LABEL = re.compile(
    r"^\s*\W{0,3}(?:job title|job|title|position|role|hiring|now hiring|vacancy|opening)\s*[:–-]\s*",
    re.IGNORECASE,
)
_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (section, re.compile(rf"^(?:{words})$", re.IGNORECASE))
    for section, words in (
        (
            _LEFT_OUT,
            r".*\b(?:benefits?|perks?|compensation|salary|pay|remuneration|equal opportunit\w+|eeo|diversity|inclusion|"
            r"accommodations?|privacy|disclaimer|legal|notice|how to apply|to apply|visa|relocation|total rewards|"
            r"wellbeing|insurance|time off)\b.*|what we (?:offer|provide|give).*|what(?:'s| is) in it for you.*|"
            r"what you(?:'ll| will)? (?:get|receive|gain)\b.*|we offer\b.*|our offer|why (?:join|work|us|you).*|"
            r"what you can expect from us|what's on offer|the (?:package|deal)|in return|you(?:'ll| will) (?:get|enjoy)|"
            r"was wir bieten|wir bieten|benefits|location|locations|where",
        ),
        (
            _COUNTED,
            r".*\b(?:responsibilit\w+|requirements?|required|qualifications?|duties|skills?|experience|expertise|"
            r"nice to haves?|nice-to-haves?|must haves?|must-haves?|bonus|plus(?:es)?|preferred|desir\w+|ideal\w*|interview\w*|"
            r"hiring process|selection process|recruitment process|process|tasks?|tech stack|stack|technolog\w+|tools|toolbox|"
            r"profile|competenc\w+|expectations|essential|minimum|basic|day to day|day-to-day|your day|typical week|"
            r"first (?:month|90 days|year|six months|week)|anforderungen|aufgaben|aufgabengebiet|profil|missions?|requisitos|"
            r"responsabilidades|funciones|compétences)\b.*|what you(?:'ll| will)? (?:do|bring|work|need|own|build|have|be|know|learn|face|ship|tackle)\b.*|"
            r"what (?:we(?:'re| are)? (?:look|need|expect|ask|want|seek|hope|value)\w*|the (?:job|role|work)|success|makes)\b.*|"
            r"(?:who|what) (?:you are|are you|we want|we need|should apply)\b.*|who we(?:'re| are) (?:look|hir|after)\w*.*|"
            r"who you(?:'ll| will)? be|about (?:you|the (?:role|job|position|work|opportunity))\b.*|the (?:role|job|work|position|opportunity|person|day|mission|challenge)\b.*|"
            r"(?:your|our ideal) (?:role|job|work|mission|impact|profile|background|tasks?|candidate|days?|week|challenge|toolkit)\b.*|"
            r"you(?:'ll| will)? (?:are|have|bring|do|be|own|need|might|may)?|in this role.*|role|job|position|we(?:'re| are) (?:looking|hiring|seeking).*|you should.*|"
            r"(?:job|role|position) (?:description|summary|overview|purpose)|description|summary|overview|how (?:we hire|you'll work|we interview).*|"
            r"next steps|(?:it(?:'s| is|'d be| would be) )?(?:great|good|nice|helpful|an? (?:plus|advantage|bonus)).*|extra credit|good to have|to succeed.*|you(?:'ll| will) (?:thrive|love|fit|succeed).*",
        ),
        (
            _COMPANY,
            r"about|about (?:us|our|the (?:company|team|group|organi[sz]ation|business|product)|[\w&.' -]{2,40})|who (?:we are|are we)|our (?:story|mission|company|"
            r"values|culture|product|vision|team|customers|purpose|commitment)\b.*|the (?:company|team|product|organi[sz]ation)\b.*|company(?: \w+){0,2}|"
            r"what we (?:do|believe|build|are building|stand for|make)\b.*|how we (?:work|operate).*|life at .*|culture|values|meet .*|über uns|mission|background|introduction",
        ),
    )
)

_ADDRESSED = re.compile(
    r"\b(?:you(?:'ll| will|r (?:role|job|work|task|mission|responsib|main)| would|'d| should| must| need| can| are| have| know| own|'ve| bring| join| "
    r"build| work| design| train| help)|we(?:'re| are)(?: currently| now| also)? (?:looking|hiring|seeking|searching|recruiting)|we (?:need|seek|want|require|expect)|"
    r"(?:looking|searching) for|is (?:hiring|looking|seeking|recruiting)|seeks|seeking|is after|the (?:role|job|position|successful candidate|ideal candidate|candidate|"
    r"engineer|scientist|person|hire)|this (?:role|position|job|person)|responsib|must have|required|requirements?|ideal(?:ly)?|candidates?|"
    r"interview|your (?:work|day)|as (?:a|an|our)|in this role|wanted|needed|nice to have|bonus|a plus|years|experience (?:with|in)|join (?:us|our|the))\b",
    re.IGNORECASE,
)
_COMPANY_SENTENCE = re.compile(
    r"^(?:(?i:we(?:'re| are) (?:an?|the|one of|on a|building|proud|backed|growing|passionate|committed|\w+ing)\b|"
    r"we (?:build|make|help|serve|sell|believe|create|run|power|provide|deliver|develop|operate|started|were|have (?:raised|grown|\d+)|exist|turn|"
    r"love|value|celebrate|combine|enable|offer|process|handle|ship|connect|work with (?:hospitals|banks|retailers|companies|customers))\b|"
    r"our (?:product|platform|mission|customers?|clients|software|app|users|company|technology|vision|culture|values|solutions?|founders|investors|goal|story|"
    r"services?|marketplace|apps?|engine|tools?|ai)\b|founded\b|backed by|headquartered|based in|series [a-e]\b)|"
    r"[Aa]t [A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,3},? (?:we|our)\b|"
    r"[A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,3},? (?:is|was|are|builds?|makes?|helps?|provides?|operates?|runs?|develops?|sells?|uses?|powers?|serves?|offers?|"
    r"delivers?|creates?|works|turns?|combines?|brings?|has|gives?|connects?|designs?|enables?|started|grew|lets?|supports?|manages?|specializes?|leads?|applies)\b)"
)
# Searched in lower case with a space ahead: an alternation that starts with plain letters is found far faster.
_BENEFIT = re.compile(
    r"(?:health|dental|medical|life|vision) (?:insurance|coverage|plan|benefits|and)|401\s?\(?k\)?|"
    r" paid (?:time|parental|vacation|leave|holidays)| pto\b|vacation days|days of (?:vacation|holiday|leave)|holidays|parental leave|"
    r"stock options|equity package| equity\b|salary| pension|relocation (?:support|package|assistance)|visa sponsor|"
    r"(?:learning|training|conference|education|home office|wellness|book|development|travel) (?:and \w+ )?(?:budget|stipend|allowance|fund)\b|"
    r"budget for (?:books|conferences|courses|training|learning)| gym\b|free (?:lunch|snacks|coffee|fruit)|commuter|hybrid work|"
    r"work from home|flexible (?:hours|working)|unlimited|bonus (?:scheme|plan|of|up)|annual bonus|"
    r"competitive (?:pay|compensation|package)|perks|team (?:events|retreats|lunch)|offsites?|macbook| per (?:year|annum|hour)\b|"
    r"[$€£]\s?\d|\d\s?[$€£]| (?:usd|eur|gbp)\b"
)
_LEGAL = re.compile(
    r"equal[- ](?:opportunit|employment)|regardless of|without regard to|protected (?:veteran|class|characteristic|status)|"
    r"sexual orientation|gender identity|reasonable (?:accommodation|adjustment)|affirmative action|e-verify|background check|"
    r"by applying|privacy (?:policy|notice)|personal data|(?:recruitment|staffing) agenc|unsolicited|underrepresented|"
    r"diverse (?:backgrounds|teams|perspectives)|all qualified applicants|"
    r"(?:artificial intelligence| ai )[^.]{0,80}(?:hiring|recruit|applica|screen|resume|candidate assess)|"
    r"(?:hiring|recruit|applica|screen)[^.]{0,60}(?: ai|artificial intelligence) (?:tools?|systems?|assist)"
)
_CALL = re.compile(
    r"^(?:please |to )?(?:apply (?:now|here|via|at|by|through|online|today|with|on|directly|before)|(?:send|submit|email|attach|upload|mail) "
    r"(?:us|your|a|an|me|it|the|in|resume|cv)\b)",
    re.IGNORECASE,
)


def _without(text: str, start: str, end: str) -> str:
    """The text without what stands from `start` to `end`; a start without an end stays."""
    lower, kept, at = text.lower(), [], 0
    if len(lower) != len(text):
        return text
    while (opened := lower.find(start, at)) >= 0 and (closed := lower.find(end, opened)) >= 0:
        kept.append(text[at:opened])
        at = closed + len(end)
    return "".join([*kept, text[at:]])


_UNFINISHED = (",", " and", " or", " with", " of", " the", " a", " in", " to", " for")


@dataclass(slots=True)
class _Line:
    text: str
    bulleted: bool


def _lines(text: str) -> list[_Line]:
    """Lines with bullets taken off and hard wraps mended; inline bullets start lines of their own."""
    lines: list[_Line] = []
    joinable = False
    for raw in text.split("\n"):
        pieces = _BULLET.split(raw)
        for number, piece in enumerate(pieces):
            bulleted = number > 0 or bool(_LINE_BULLET.match(piece))
            line = _LINE_BULLET.sub("", piece).strip()
            if not line:
                joinable = joinable and bool(raw.strip())
                continue
            if joinable and not bulleted and (line[0].islower() or lines[-1].text.endswith(_UNFINISHED)):
                lines[-1].text = f"{lines[-1].text} {line}"
            else:
                lines.append(_Line(line, bulleted))
            joinable = not line.endswith((".", "!", "?", ":", ";")) and len(line) > 30
    return lines


def _heading(line: str, *, bulleted: bool) -> tuple[str | None, str]:
    """The section that a line opens, and what of the line is left to read."""
    marked = line.startswith("#") or bool(re.fullmatch(r"\W*\*\*[^*]+\*\*\W*|__[^_]+__:?", line))
    bare = line.strip(_TRIM)
    ended = line.rstrip("*_ ").endswith(":")
    plain = line.replace("**", "")
    if not bare or len(bare) > 80 or len(bare.split()) > 9:
        return None, plain
    if marked or ended or (not bulleted and len(bare) > 3 and bare.isupper()):
        section = section_of(bare)
        return section or _COUNTED, "" if section else plain
    if bulleted or line.endswith((".", "!")) or len(bare.split()) > 6 or _PROSE.search(bare):
        return None, plain
    section = section_of(bare)
    return section, plain if section is None else ""


_TRIM = " \"'#*_:.!?…–—=-+~|>"
_PROSE = re.compile(
    r",|\d|\b(?:with|using|such as|experience (?:in|of|as)|skills? in|expertise in|or)\b", re.IGNORECASE
)


def _opening(sentence: str) -> tuple[str | None, str]:
    """The section that a sentence such as `Requirements: SQL` opens, and the sentence without its label."""
    label = _LABEL.match(sentence)
    if label and len(label.group(1).split()) <= 7:
        section = section_of(re.sub(r"^[\W_]+|[\W_]+$", "", label.group(1)))
        if section is not None:
            return section, label.group(2).strip()
    return None, sentence.strip()


def section_of(heading: str) -> str | None:
    """The kind of section that a heading names; None when it names none."""
    return next((section for section, pattern in _HEADINGS if pattern.match(heading)), None)


def _sentences(line: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(line) if part]


def _looks_like_title(line: str) -> bool:
    return len(line) <= 120 and len(line.split()) <= 14 and not line.rstrip().endswith((".", "!", "?", ":"))


def _counts(sentence: str, section: str) -> bool:
    if section == _LEFT_OUT or _CALL.match(sentence):
        return False
    lower = f" {sentence.lower()}"
    if _LEGAL.search(lower):
        return False
    if _BENEFIT.search(lower) and (section == _COMPANY or not _SKILL_AFTER_ALL.search(sentence)):
        return False
    if section == _INTRO:
        return not _COMPANY_SENTENCE.match(sentence) or bool(_ADDRESSED.search(sentence))
    if section == _COMPANY:
        return bool(_ADDRESSED.search(sentence))
    return not _COMPANY_INSIDE.match(sentence) or bool(_ADDRESSED.search(sentence))


_SKILL_AFTER_ALL = re.compile(r"\bexperience|\bmodel")
_COMPANY_INSIDE = re.compile(
    r"^(?:our (?:mission|customers|clients|investors|culture|values|vision|founders|product)\b|founded\b|backed by|"
    r"we(?:'re| are) (?:an?|the|one of|proud|backed|passionate|committed)\b|we (?:believe|love|value|celebrate)\b)",
    re.IGNORECASE,
)
