"""What the report's words mean, and where its rules and methods come from."""

from followup_analytics.reporting.weekly.answering import WITHIN_DAYS
from followup_analytics.reporting.weekly.blocks import Points, Section
from followup_analytics.reporting.weekly.record import WeekNumbers
from followup_analytics.rules.catalogue import rules, source_titles

_DEFINITIONS = (
    ("do now", "what somebody waits for comes first, an offer before all; then what is most urgent"),
    ("overdue", "its time is over and it is still worth doing"),
    ("done since Monday", "by the log: sent or decided, or made needless by their word or the end of the application"),
    ("open", "applications that have not ended: with an offer, interviewing, or waiting"),
    ("interviewing", "open, with an interview that was held, is planned or was promised"),
    ("reached an interview", "all that are interviewing, and those that were and have an offer or have ended since"),
    ("closed", "given up without their no; without a reply: nobody has written since the application or the last interview"),
    ("message", "an application, a question about the status, a request or a note; thank-yous are not counted"),
    ("answer", "a reply, invitation, offer or rejection by a person; automatic receipts are none"),
    (
        "rate",
        f"the chance of an answer within {WITHIN_DAYS} days; younger messages count for the days that they were watched",
    ),
    ("likely between", "19 of 20 such ranges hold the true rate; a wide range means that the log knows little"),
    (
        "undated answers",
        "those whose day the sheet does not tell: the rates if none and if all of them came in time",
    ),
    ("can't be told apart", "the difference may well be chance; prefer neither on these grounds"),
    ("chance of still hearing", "how many silences that lasted as long as this one ended with an answer after all"),
    ("too soon", "asked before the rules' waiting time was over"),
)
_METHODS = (
    (
        "Rates and silences:",
        "by whole days: Aalen and Johansen, An empirical transition matrix for non-homogeneous Markov chains, 1978",
    ),
    ("Ranges:", "Wilson, Probable inference, the law of succession, and statistical inference, 1927"),
    (
        "Groups:",
        "partial pooling: Gelman, Hill and Yajima, Why we (usually) don't have to worry about multiple comparisons, 2012",
    ),
)


def definitions_section(numbers: WeekNumbers) -> Section:
    """The words, the rules at work in this report, the guides behind them, and the methods."""
    at_work = sorted({*numbers.do_now["rule"], *numbers.habits.index, "H05"})
    named = tuple((f"{rule}:", f"{rules()[rule].title} ({rules()[rule].citation})") for rule in at_work)
    cited = {source for rule in at_work for source in rules()[rule].sources}
    guides = tuple((f"{name}:", title) for name, title in source_titles().items() if name in cited)
    blocks = (
        Points(tuple((f"{word}:", meaning) for word, meaning in _DEFINITIONS)),
        Points(named, folded=True, caption="The rules in this report"),
        Points(guides, folded=True, caption="The guides behind them; ours: a number that no guide gives"),
        Points(_METHODS, folded=True, caption="The methods"),
    )
    return Section("definitions", "What the words mean, and where the rules come from", (), blocks)
