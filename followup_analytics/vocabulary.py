"""The closed vocabularies of a log, spelled here only.

Each is a tuple in a fixed order: the position of a word is its code in the log's categorical columns.
The words that people write for them in their sheets are data: `importing/words/`.
"""

OUTBOUND_KINDS = (
    "application",
    "thank_you",
    "status_check",
    "answer",
    "feedback_request",
    "closure_request",
    "connection_request",
    "keep_in_touch",
    "withdrawal",
    "acceptance",
)
HUMAN_INBOUND_KINDS = ("reply", "interview_invitation", "rejection", "offer")
INBOUND_KINDS = ("acknowledgement", *HUMAN_INBOUND_KINDS)
OTHER_KINDS = ("interview", "closure", "note")
EVENT_KINDS = (*OUTBOUND_KINDS, *INBOUND_KINDS, *OTHER_KINDS)

DIRECTIONS = ("", "outbound", "inbound")
DIRECTION_OF_KIND = {
    **dict.fromkeys(OUTBOUND_KINDS, "outbound"),
    **dict.fromkeys(INBOUND_KINDS, "inbound"),
    **dict.fromkeys(OTHER_KINDS, ""),
}

MEDIA = ("", "email", "phone", "linkedin", "sms", "video", "in_person", "post", "portal", "other")
STAGES = ("", "screening", "technical", "cultural_fit", "onsite", "final", "other")
PRECISIONS = ("day", "minute")
SENIORITIES = ("", "intern", "entry", "mid", "senior", "lead", "manager", "director", "executive")
COMPANY_TYPES = ("", "startup", "scaleup", "enterprise", "agency", "nonprofit", "public_sector", "other")
CULTURES = ("", "formal", "informal")
STATED_PROCESSES = ("", "they_contact", "no_inquiries")
SEVERITIES = ("note", "question", "error")

# From the weakest word to the one that beats all others: of two statuses of an application, the later one here is the further.
STATUSES = ("active", "interviewing", "offer", "closed", "rejected", "withdrawn", "accepted")
ENDED_STATUSES = ("closed", "rejected", "withdrawn", "accepted")

# What an event says of its application's status.
STATUS_OF_KIND = {
    "interview_invitation": "interviewing",
    "interview": "interviewing",
    "offer": "offer",
    "closure": "closed",
    "rejection": "rejected",
    "withdrawal": "withdrawn",
    "acceptance": "accepted",
}

# Within one day, where a clock time is missing, what can answer comes after what it answers: application, receipt and
# question, invitation, interview, their word, their decision, the answer to it, the end.
ORDER_WITHIN_DAY = {
    "note": 0,
    "application": 0,
    "acknowledgement": 1,
    "status_check": 2,
    "closure_request": 2,
    "interview_invitation": 3,
    "interview": 4,
    "reply": 6,
    "rejection": 7,
    "offer": 7,
    "thank_you": 8,
    "answer": 8,
    "feedback_request": 8,
    "connection_request": 8,
    "keep_in_touch": 8,
    "withdrawal": 9,
    "acceptance": 9,
    "closure": 9,
}
# A question on the day of an interview is taken to be asked after it, and before their word.
ORDER_OF_QUESTION_ON_INTERVIEW_DAY = 5

APPLICATION_COLUMNS = (
    "company",
    "role",
    "seeker",
    "seniority",
    "company_type",
    "culture",
    "country",
    "timezone",
    "source",
    "urgent",
    "stated_process",
    "preferred_medium",
    "contact",
    "contact_title",
    "contact_email",
    "status",
    "stated_status",
    "row",
)
EVENT_COLUMNS = (
    "application_id",
    "at",
    "precision",
    "kind",
    "direction",
    "medium",
    "stage",
    "contact",
    "contact_title",
    "reply_expected_by",
    "answer_by",
    "topics",
    "strengths",
    "values",
    "open_points",
    "text",
    "row",
)
PROBLEM_COLUMNS = ("row", "column", "value", "problem", "consequence", "severity", "code", "remedy", "application_id", "seeker")
