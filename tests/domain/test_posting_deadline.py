"""The last day to apply that a posting names: taken where a phrase of a deadline stands beside a date, else nothing."""

from __future__ import annotations

import time
from datetime import date

import pytest

from mltracker.domain.posting_deadline import posting_deadline

TODAY = date(2026, 11, 27)
BODY = "\n\nWhat you will do\n- Train rankers in PyTorch, released on 3 March 2027\n"
DEC_3 = date(2026, 12, 3)


@pytest.mark.parametrize(
    "words",
    [
        "Apply by 3 December 2026",
        "Please apply online with your CV and cover letter by Thursday, 3rd of December 2026.",
        "Bewerbungsschluss 03.12.2026",
        "Bewerbungsfrist: 3. Dezember 2026",
        "Die Bewerbungsfrist endet am 3.12.26",
        "Bewerben Sie sich bis spätestens Donnerstag, den 3. Dez. 2026!",
        "Wir freuen uns auf Ihre Bewerbung bis zum 3.12.",
        "Bewerbungen bitte per E-Mail bis 3.12. 14 Uhr",
        "closing date: Dec 3",
        "**Closing date:** Dec. 3rd, 2026",
        "Application deadline\n3 December",
        "<p>Application deadline: <strong>2026-12-03</strong></p>",
        "Deadline: 23:59 CET, Thu 3 Dec 2026",
        "The deadline for applications is December 3.",
        "Applications will be accepted until December 3, 2026 at noon.",
        "Applications close 3-Dec-2026",
        "The position closes on 3 Dec.",
        "Send us your CV by 3 December. Interviews: from 10 December 2026.",
        "Applications must be received by 5pm on 3 December 2026.",
        "Apply by 11:59 p.m. (PT) on December 3, 2026",
        "The application window is expected to close on: December 3, 2026",
        "This posting will remain open until December 3.",
        "Close date – 3 December 2026",
        "For full consideration, applications should be submitted by December 3",
        "Ende der Bewerbungsfrist: Do., 03.12.2026, 24:00 Uhr",
        "Apply before 3/12/2026. Application deadline: 3 Dec 2026",
        "Apply by Dec 3. Deadline: 3 December 2026.",
        "We are a nice team. Deadline: 3 December 2026",
        "APPLICATION DEADLINE: THURSDAY, 3RD OF DECEMBER 2026, 5 P.M.",
        "BEWERBEN SIE SICH BIS SPÄTESTENS DONNERSTAG, DEN 3. DEZ. 2026",
        "Apply now. The deadline is 23:59 on 3 Dec 2026",
        "Questions? Ask us! - **Closing date**: Thursday, 3 December",
        "<p>We are a nice team. <b>Deadline:</b> 3 December 2026</p>",
    ],
)
def test_a_day_behind_a_phrase_of_a_deadline_is_taken(words: str) -> None:
    assert posting_deadline(f"ML Engineer at Quillmere\n{words}{BODY}", TODAY) == DEC_3
    assert posting_deadline(f"ML Engineer at Quillmere{BODY}{words}", TODAY) == DEC_3


@pytest.mark.parametrize(
    "words",
    [
        "Date limite de candidature : 03/12/2026",
        "Date limite d'envoi des candidatures : jeudi 3 décembre 2026 à minuit",
        "La date limite pour postuler est fixée au 3 décembre.",
        "DATE LIMITE DE DÉPÔT DES DOSSIERS : 3 DECEMBRE 2026",
        "Date limite : le 03.12.2026",
        "Postulez en ligne avant le 3 déc. 2026",
        "Les candidatures sont à envoyer au plus tard le 3 décembre 2026.",
        "Clôture des candidatures le 3/12/2026",
        "Fecha límite: 3 de diciembre de 2026",
        "Fecha límite para la presentación de solicitudes: 03/12/2026",
        "El plazo de presentación de candidaturas finaliza el 3 de diciembre",
        "Fecha de cierre: jueves, 3 de diciembre del 2026",
        "Inscríbete antes del 3 de diciembre",
        "Solliciteren kan tot en met 3 december 2026",
        "Reageer uiterlijk donderdag 3 december",
        "Fin de plazo: 3-12-2026",
        "Sluitingsdatum: 03-12-2026",
        "Scadenza: 3 dicembre 2026",
        "Scadenza per la presentazione delle domande: 03/12/2026",
        "Le candidature devono pervenire entro il 3 dicembre 2026, ore 12:00",
        "Inviare la candidatura entro e non oltre giovedì 3 dicembre 2026",
    ],
)
def test_postings_in_french_spanish_dutch_and_italian_are_read_with_the_day_first(words: str) -> None:
    assert posting_deadline(f"ML Engineer at Quillmere\n{words}{BODY}", TODAY) == DEC_3
    assert posting_deadline(f"ML Engineer at Quillmere{BODY}{words}", TODAY) == DEC_3


def test_every_month_and_first_of_a_month_is_read_by_its_name() -> None:
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    ):
        for number, name in enumerate(names.split(), 1):
            assert posting_deadline(f"Deadline: 9 {name} 2027", TODAY) == date(2027, number, 9), name
    for first in ("1er mars 2027", "1º de marzo de 2027", "1° marzo 2027"):
        assert posting_deadline(f"Deadline: {first}", TODAY) == date(2027, 3, 1), first


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Start date: 3 December 2026",
        "Posted on 3 December 2026",
        "You meet deadlines. Next release: 3 December 2026",
        "You work in a deadline-driven team since 3 December 2026",
        "Paper deadline: 3 December 2026",
        "Fixed term until 3 December 2026",
        "Review of applications begins on 3 December 2026",
        "Open until filled. 3 December 2026",
        "To apply you must have graduated before 3 December 2026",
        "Apply by December",
        "Apply by email, we answer within 3 days",
        "Apply by 3/12/2026",  # two days, depending on the reader
        "Apply by 31 February 2027",
        "Apply by Monday 3 December 2026",  # it is a Thursday
        "Apply by 3 December 2025",
        "Apply by 15 October",  # over, or almost a year ahead
        "Apply by 3 December 2926",
        "Application deadline: 3 December 2026 for round one. Application deadline: 3 January 2027 for round two.",
        "Apply by 15 December 2026. Closing date: 16 December 2026",
        "Bewerbung bis 15.12. Deadline: 16.12.2026",
        "You plan for a paper deadline, 3 December 2026 for instance",
        "You know what a deadline is. On 3 December 2026 we release",
        "Apply by 3/12/2027",
        "Apply by 25/25/2027",
        "Bewerbungsschluss 20.13.2027",
        "Bewerbungsschluss 33.12.2026",
        "Deadline set 12 December 2026",
        "Date limite de livraison du projet : 3 décembre 2026",
        "Date limite de candidature : 12/25/2027",
        "Date limite de candidature : mardi 3 décembre 2026",  # c'est un jeudi
        "Contrat jusqu'au 3 décembre 2026",
        "Fecha de inicio: 3 de diciembre de 2026",
        "Contrato hasta el 3 de diciembre de 2026",
        "Contract tot en met 3 december 2026",
        "Start uiterlijk 3 december 2026",
        "Contratto con scadenza 3 dicembre 2026",
        "Consegna entro il 3 dicembre 2026",
        "Uiterlijk 3 december 2026 begin je",
        "Fecha límite: 3 de diciembre de 2926",
    ],
)
def test_nothing_is_guessed(words: str) -> None:
    assert posting_deadline(f"ML Engineer at Quillmere\n{words}{BODY}", TODAY) is None


def test_a_year_that_is_not_said_is_that_of_the_nearest_such_day() -> None:
    assert posting_deadline("Apply by 15 January", TODAY) == date(2027, 1, 15)
    assert posting_deadline("Apply by 31 March", TODAY) == date(2027, 3, 31)
    assert posting_deadline("Apply by 27 November", TODAY) == TODAY
    assert posting_deadline("Apply by 29 February", date(2027, 12, 20)) == date(2028, 2, 29)
    assert posting_deadline("Apply by 25/12/2027", TODAY) == date(2027, 12, 25)
    assert posting_deadline("Apply by 12/25/2027", TODAY) == date(2027, 12, 25)


@pytest.mark.parametrize(
    "text",
    [
        "\0" * 50,
        "a" * 200_000,
        "apply now " * 20_000,
        "applications are " * 12_000,
        "deadline: " * 20_000,
        "Deadline. " * 20_000,
        ". " + "- " * 90_000,
        ". * " * 50_000,
        "(" * 5_000,
        "Apply by 3" + "0" * 100_000,
        "deadline" + " - " * 60_000 + "3 Dec 2026",
        "date limite de " * 12_000,
        "reageren je kunt " * 12_000,
        "solicitudes se aceptan " * 9_000,
    ],
)
def test_anything_is_read_without_harm_and_soon(text: str) -> None:
    begun = time.perf_counter()
    assert posting_deadline(text, TODAY) is None
    assert time.perf_counter() - begun < 2
