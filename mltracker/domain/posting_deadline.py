"""Until when one can apply, where a posting says so: a phrase of a deadline, and a date right behind it.

English and the languages of many European postings: German, French, Spanish, Dutch and Italian. Else nothing is offered:
an empty field is mended sooner than a wrong one.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from mltracker.domain.limits import LATEST
from mltracker.domain.posting_text import plain_text

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

_MONTHS = [  # but no gen, mag and set: short for months in Italian, and words of English
    "Jan January Januar Jänner janvier janv enero ene januari gennaio",
    "Feb February Februar février fevrier févr fév febrero februari febbraio",
    "Mar March März Mrz mars marzo maart mrt",
    "Apr April avril avr abril abr aprile",
    "May Mai mayo mei maggio",
    "Jun June Juni juin junio giugno",
    "Jul July Juli juillet juil julio luglio",
    "Aug August août aout agosto augustus",
    "Sep Sept September septembre septiembre setiembre settembre",
    "Oct October Okt Oktober octobre octubre ottobre",
    "Nov November novembre noviembre",
    "Dec December Dez Dezember décembre decembre déc diciembre dic dicembre",
]
_WEEKDAYS = [
    "Mon Mo Monday Montag lundi lunes maandag lunedì",
    "Tue Di Tues Tuesday Dienstag mardi martes dinsdag martedì",
    "Wed Mi Wednesday Mittwoch mercredi miércoles miercoles woensdag mercoledì",
    "Thu Do Thur Thurs Thursday Donnerstag jeudi jueves donderdag giovedì",
    "Fri Fr Friday Freitag vendredi viernes vrijdag venerdì",
    "Sat Sa Saturday Samstag Sonnabend samedi sábado sabado zaterdag sabato",
    "Sun So Sunday Sonntag dimanche domingo zondag domenica",
]


def _any(words: str) -> str:
    """One of these words, or none, each followed by a space; several in a row."""
    return rf"(?:(?:{words.replace(' ', '|')}),? ){{0,12}}?"


_BY = r"(?:by|before|until|till|through|no later than|not later than)"
_VACANCY = r"(?:applications?|application window|vacancy|role|position|posting|job|advert(?:isement)?|call)"
_PHRASES = (
    rf"apply {_any('now online here directly today please via through with using to for at the this our your a an and role position job link website portal form cv resume cover letter email')}{_BY}",
    rf"(?:submit|send) {_any('us in your an the a application applications cv resume cover letter and documents materials online via email')}{_BY}",
    rf"applications? {_any('will must should can may need to are is be being only received accepted submitted sent open in us reach considered and')}(?:{_BY}|due)",
    rf"{_VACANCY} (?:will |is (?:expected|scheduled|anticipated) to )?(?:closes?|expires?)",
    rf"{_VACANCY} (?:will |is )?(?:remains? |stays? )?open until",
    rf"{_VACANCY} (?:closing date|close date|end date|due date|deadline)",
    r"(?:deadline|closing date|last da(?:y|te)) (?:for|of|to) (?:the )?(?:receipt of )?(?:applications?|apply|applying|submission)",
    # looks back at the stop, since a phrase begins behind no word
    r"(?:^|(?<=[.!?] ))[*#• -]*(?:the )?(?:deadline|clos(?:ing|e) date)",
    r"bewerbungs(?:schluss|frist|ende|deadline)|einsendeschluss",
    rf"(?:bewerbung|bewerbungen|unterlagen|bewerben|bewirb) {_any('sie ihr euch sich dich bitte uns an per mail e-mail online gerne direkt jetzt')}bis",
)
_APPLYING = (
    "de des du d'envoi d'inscription pour l'envoi la le les dépôt depot réception soumission remise postuler"
    " candidature candidatures dossier dossiers votre vos et del las los para presentar presentación recepción envío"
    " inscripción inscripciones solicitud solicitudes candidaturas tu inscribirse y voor het te reageren solliciteren"
    " sollicitatie sollicitaties per di delle della dei domande domanda presentazione candidarsi candidatura invio"
)
# where three numbers stand behind one of these, the day leads
_DAY_FIRST_PHRASES = (
    rf"(?:date limite|date de clôture|clôture|fin) {_any(_APPLYING)}(?:candidatures?|postuler|dossiers?)",
    rf"(?:postulez|candidatez|candidatures?|dossiers?) {_any('en ligne ici dès maintenant et votre vos cv lettre de motivation sont est à a envoyer adresser transmettre déposer acceptées reçues ouvertes recevables doivent être parvenir nous par e-mail mail')}(?:jusqu'au|jusqu'à|avant|au plus tard)",
    rf"(?:fecha (?:l[íi]mite|de cierre|tope)|plazo|fin del? plazo) (?:de|del|para) {_any(_APPLYING)}(?:solicitudes|solicitud|candidaturas|inscripción|inscripciones|inscribirse|postular|presentación)",
    rf"(?:postúlate|inscríbete|candidaturas|solicitudes|cv) {_any('aquí en línea ya tu se con aceptan admiten recibirán reciben enviar presentar deben enviarse presentarse al a través de por correo')}(?:hasta|antes)",
    r"sluitingsdatum|sollicitatiedeadline|sollicitatietermijn|uiterste (?:sollicitatie|reactie)datum|uiterste datum (?:om te|voor) (?:solliciteren|sollicitatie|sollicitaties|reageren)",
    rf"(?:reageer|reageren|solliciteer|solliciteren|sollicitaties?) {_any('je kunt kun u kan jij dan direct online nu via onze site met cv en motivatie is mogelijk op deze vacature ontvangen wij graag')}(?:tot|voor|vóór|uiterlijk)",
    rf"(?:scadenza|termine|data di scadenza|data limite) (?:ultimo )?(?:delle|della|dei|del|di|per) {_any(_APPLYING)}(?:candidature|candidatura|domande|domanda|candidarsi|bando|annuncio)",
    rf"(?:candidature|candidatura|candidati|candidarsi|domanda|domande|cv|curriculum) {_any('online qui ora vanno va devono deve pervenire essere inviate inviata inviare presentate presentata tramite via e-mail il la le')}entro(?: e non oltre)?",
    r"(?:^|(?<=[.!?] ))[*#• -]*(?:date limite|date de clôture|fecha l[íi]mite|fecha de cierre|fin de plazo|uiterste datum|scadenza|data di scadenza)",
)
_CLOCK = r"\b\d{1,2}(?:[:.][0-5]\d(?: ?[ap]\.?m\b\.?)?| ?[ap]\.?m\b\.?)"
_TIE = (
    r"(?:[\s:,|*_()–—-]|\b(?:is|are|on|by|until|before|the|no later than|latest|midnight|noon|end of|extended to|to|at"
    r"|date|ist|der|am|bis|zum|den|spätestens|einschließlich|läuft|endet|uhr|utc|gmt|cet|cest|[ecmp][sd]?t"
    r"|le|au|jusqu'au|avant|est|fixée|minuit|el|es|hasta|del|día|antes|op|tot|en|met|uiterlijk|vóór|voor|il|è|entro|giorno|finaliza|termina|scade|sluit)\b"
    rf"|{_CLOCK}){{1,24}}?"
)
_DAY_NAME = rf"(?:(?P<weekday>{'|'.join(' '.join(_WEEKDAYS).lower().split())})\b[.,]{{0,2}}\s(?:the |den |der |le |de )?)?"
_MONTH_NAMES = sorted(" ".join(_MONTHS).lower().split(), key=len, reverse=True)
_MONTH = rf"(?:{'|'.join(_MONTH_NAMES)})\b\.?"
_YEAR = r"(?:,?[\s-](?:del? )?(?P<{0}>20\d\d)(?!\d)|(?!,?[\s-](?:del? )?\d{{4}}))"
_DATE = (
    r"(?:(?P<iso>20\d\d-\d\d-\d\d)(?!\d)"
    r"|(?P<dotted>(?P<dd>\d{1,2})\. ?(?P<dm>\d{1,2})\.(?:(?: (?=20))?(?P<dy>20\d\d|\d\d)(?![\d:]))?)"
    r"|(?P<slashed>(?P<s1>\d{1,2})[/-](?P<s2>\d{1,2})[/-](?P<sy>20\d\d)(?!\d))"
    rf"|(?P<wordy>(?P<wd>\d{{1,2}})(?:st|nd|rd|th|er|[o°])?\.?[\s-](?:of |de )?(?P<wm>{_MONTH}){_YEAR.format('wy')})"
    rf"|(?P<american>(?P<am>{_MONTH}) (?P<ad>\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR.format('ay')}))"
)


@cache
def _pattern() -> re.Pattern[str]:
    """For texts in lower case, which are searched faster; made when first needed, since starting the app needs none."""
    phrases = rf"{'|'.join(_PHRASES)}|(?P<day_first>{'|'.join(_DAY_FIRST_PHRASES)})"
    return re.compile(rf"(?<![\w-])(?:{phrases})(?![\w-]){_TIE}{_DAY_NAME}{_DATE}", re.MULTILINE)


def posting_deadline(text: str, today: date) -> date | None:
    """The last day to apply that a posting names; None where it names none plainly.

    A day without a year is the one nearest to `today`. None is also said of a day that is over, of 3/12/2026 (two days,
    depending on the reader), of a weekday that is not that day's, and where two days are named.
    """
    days = {_day(match, today) for match in _pattern().finditer(plain_text(text).lower())} - {None}
    ahead = {day for day in days if day is not None and today <= day < LATEST}
    return ahead.pop() if len(ahead) == 1 else None


def _day(match: re.Match[str], today: date) -> date | None:
    day, month, year = _parts(match)
    years = [year] if year else [today.year - 1, today.year, today.year + 1]
    days = [found for number in years if (found := _read(day, month, number)) is not None]
    nearest = min(days, key=lambda found: abs(found - today), default=None)
    named = match["weekday"]
    if nearest is not None and named and _info().weekday(named) != nearest.weekday():
        return None
    return nearest


def _parts(match: re.Match[str]) -> tuple[str, str, int]:
    """Day, month by its name and year; no month where none or more than one can be meant, year 0 where none is said."""
    if match["iso"]:
        year, month, day = match["iso"].split("-")
    elif match["dotted"]:
        day, month, year = match["dd"], match["dm"], match["dy"] or "0"
    elif match["slashed"]:
        day, month, year = match["s1"], match["s2"], match["sy"]
        if not match["day_first"]:
            month, day = sorted((day, month), key=int)
            month = "" if int(day) <= 12 and int(day) != int(month) else month
    else:
        day, month = match["wd"] or match["ad"], match["wm"] or match["am"]
        year = match["wy"] or match["ay"] or "0"
    if month.isdigit():
        month = _MONTHS[int(month) - 1].split()[0] if 1 <= int(month) <= 12 else ""
    return day, month.rstrip("."), int(year) + 2_000 * (0 < int(year) < 100)


def _read(day: str, month: str, year: int) -> date | None:
    from dateutil.parser import parse

    if not month:
        return None
    try:
        # with a default, or what is missing would be that of the day on which this runs
        return parse(f"{day} {month} {year}", parserinfo=_info(), default=datetime(2000, 1, 1)).date()  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None


@cache
def _info() -> parserinfo:
    """The names of months and weekdays in all these languages."""
    from dateutil.parser import parserinfo

    class Names(parserinfo):
        MONTHS = [tuple(names.split()) for names in _MONTHS]  # type: ignore[misc]
        WEEKDAYS = [tuple(names.split()) for names in _WEEKDAYS]  # type: ignore[misc]

    return Names(dayfirst=True)
