"""A state is read as a phrase: who did it, what is waited for, what is over, what is asked or denied."""

import pytest

from followup_analytics.importing.words.status_phrases import stated_fact

PHRASES = {
    "still waiting": [
        ("Applied - no response", "active"), ("Submitted - nothing yet", "active"), ("Applied, waiting to hear back", "active"),
        ("Interviewed, no response", "interviewing"), ("Beworben, keine Antwort", "active"),
        ("Candidature envoyée, sans réponse", "active"), ("Enviada, sin respuesta", "active"), ("已投递，无回复", "active"),
        ("No response", "no_answer"), ("Ghosted after onsite", "no_answer"), ("Closed - no response", "no_answer"),
        ("Rejected - No Response", "no_answer"), ("Applied on LinkedIn", "active"), ("Application Send", "active"),
    ],
    "accepted for a talk": [
        ("Accepted for interview", "invited"), ("Accepted for second interview", "invited"), ("Application accepted", "invited"),
        ("Selected for interview", "invited"), ("Moved to next round", "invited"), ("Accepted - starting in January", "accepted"),
        ("Offer accepted!", "accepted"), ("Candidatura aceptada", "invited"),
    ],
    "what holds now": [
        ("Was ghosted, now interviewing", "interviewing"), ("Rejected - then invited to interview", "invited"),
        ("Interviewed but rejected", "rejected"), ("Applied → OA → Rejected", "rejected"), ("Rejected -> reapplied", "active"),
        ("Erst abgesagt, jetzt im Gespräch", "interviewing"), ("Refusé puis entretien prévu", "invited"),
        ("Rejected, but they changed their minds", ""),
    ],
    "what is only waited for": [
        ("Awaiting offer/rejection", "interviewing"), ("Awaiting interview feedback", "interviewing"),
        ("Pending interview", "invited"), ("Awaiting response", "active"), ("等待面试结果", "interviewing"),
        ("en attente d'offre", "interviewing"), ("Warte auf Antwort nach Gespräch", "interviewing"),
    ],
    "who did it": [
        ("Offer declined by company", "rejected"), ("Offer rescinded", "rejected"), ("Offer withdrawn", "rejected"),
        ("Closed - hired other", "rejected"),
        ("Rejected by me", "withdrawn"), ("Offer declined by me (salary)", "offer_declined"),
        ("Abgesagt von mir", "withdrawn"), ("Angebot zurückgezogen", "rejected"), ("Decline", "unclear"),
        ("Declined", "unclear"), ("Turned down", "unclear"), ("They said no", "rejected"),
    ],
    "what is asked, denied or doubted": [
        ("Interview done, offer?", "interviewing"), ("Offer?", ""), ("Ghosted?", ""), ("Not rejected", ""),
        ("Probably rejected", "unclear"), ("No interview yet", "active"), ("Interviewed, no offer yet", "interviewing"),
        ("offer or rejection", ""), ("Interview cancelled", "unclear"), ("noch kein Gespräch", "active"),
    ],
    "an earlier try": [
        ("Reapplied (rejected in 2025)", "active"), ("Applied (2nd time; rejected last year)", "active"),
        ("Rejected (after 2nd round)", "rejected"),
    ],
    "no application": [
        ("skip", "wish"), ("blocked", "wish"), ("Ready to apply", "wish"), ("Not Submitted", "wish"), ("new", "open"),
        ("Neu", "open"), ("abandoned", "withdrawn"),
    ],
    "a test": [("Work sample", "testing"), ("OA", "testing"), ("Assessment done, no reply", "testing"), ("笔试", "testing")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), [case for cases in PHRASES.values() for case in cases])
def test_a_state_is_read_as_a_phrase(text: str, fact: str) -> None:
    assert stated_fact(text) == fact
