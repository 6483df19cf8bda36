"""Whom one can write to: which applications have a channel."""

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Flags
from followup_analytics.log.job_search_log import JobSearchLog

_WAYS_OF_APPLYING = ("email", "phone", "sms", "post", "in_person")
_SILENT_KINDS = ("application", "acknowledgement", "note", "closure")
_HUMAN_KINDS = ("interview", *words.HUMAN_INBOUND_KINDS)


def says_nothing_of_channels(log: JobSearchLog) -> bool:
    """Whether no application of the log has any contact, address or medium: then nobody is out of reach."""
    applications, events = log.applications, log.events
    named = [applications[name] for name in ("contact", "contact_email", "preferred_medium")]
    return not any((column != "").any() for column in (*named, events["contact"], events["medium"]))


def has_channel(log: JobSearchLog) -> Flags:
    """Which applications have a channel: a contact or address, a human word, or a way of writing that is no form.

    Events that are yet to come count too. A portal, a company's site or a job board is a form, an automatic receipt is no
    channel, and the medium of an application counts only where somebody reads what is sent.
    """
    applications, events = log.applications, log.events
    found = ((applications["contact"] != "") | (applications["contact_email"] != "")).to_numpy(dtype=bool)
    found = found | ~applications["preferred_medium"].isin(["", "portal"]).to_numpy(dtype=bool)
    found[log.positions[_shows_a_way(log) | (events["contact"] != "").to_numpy(dtype=bool)]] = True
    return found


def _shows_a_way(log: JobSearchLog) -> Flags:
    """Which events show that messages reach a person."""
    kind, medium = (log.events[name].cat.codes.to_numpy() for name in ("kind", "medium"))
    human = np.isin(words.EVENT_KINDS, _HUMAN_KINDS)[kind]
    by_a_way = (np.array(words.EVENT_KINDS) == "application")[kind] & np.isin(words.MEDIA, _WAYS_OF_APPLYING)[medium]
    written = ~np.isin(words.EVENT_KINDS, _SILENT_KINDS)[kind] & ~np.isin(words.MEDIA, ["", "portal"])[medium]
    return np.asarray(human | by_a_way | written)
