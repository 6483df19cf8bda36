"""Sliders for what-if: what another cadence would change on the list, and what it is worth."""

from typing import Any

from followup_analytics.jupyter.tables import Shown, show_table
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.reporting.wording.tuning import changes_in_words, more_or_fewer
from followup_analytics.rules.cadence import Cadence
from followup_analytics.tuning.decision import changed_actions
from followup_analytics.tuning.policies import TUNED, permitted_policies
from followup_analytics.tuning.tune import Tuning

_LABELS = ("Wait (business days)", "Spacing (days)", "Checks at most")


def what_if(log: JobSearchLog, tuning: Tuning, cadence: Cadence, *, as_of: Any, **settings: int) -> Shown:
    """What a cadence would change on the list of the moment, and its value: what the sliders show.

    Parameters
    ----------
    log : JobSearchLog
    tuning : Tuning
        Of this log.
    cadence : Cadence
        The one in use.
    as_of : date, str or Timestamp
    **settings : int
        `wait_business_days, spacing_days, max_attempts` of the other cadence.

    Raises
    ------
    CadenceError
        If a setting is unknown or out of its range.
    """
    other = cadence.replace(**settings)
    changes = changes_in_words(changed_actions(log, cadence, other, as_of=as_of))
    told = f"{value_in_words(tuning, other)} {len(changes)} of today's actions would change."
    return show_table(changes, told)


def value_in_words(tuning: Tuning, cadence: Cadence) -> str:
    """What a cadence is worth against the one in use, in a sentence."""
    policies = tuning.policies[tuning.policies["medium"] == tuning.policies.loc[tuning.policies["given"], "medium"].iloc[0]]
    wanted = [getattr(cadence, name) for name in TUNED]
    same = policies[(policies["wait_business_days"] == wanted[0]) & (policies["max_attempts"] == wanted[2])]
    # Of spacings that act alike within the horizon one row stands for all.
    row = same.loc[(same["spacing_days"] - wanted[1]).abs().idxmin()]
    if row["given"]:
        return "That is what you do now, or acts alike."
    gain, low, high = (more_or_fewer(float(row[name])) for name in ("gain", "gain_low", "gain_high"))
    than = f"{gain} favourable answers {'as' if gain == 'as many' else 'than'} now"
    return f"Of 100 interviews, {than} ({low} to {high}); better with a chance of {100 * row['p_better']:.0f} %."


def sliders(log: JobSearchLog, tuning: Tuning, cadence: Cadence, *, as_of: Any) -> Any:
    """Three sliders within the guides' ranges, and below them what `what_if` gives.

    Returns
    -------
    ipywidgets.VBox
    """
    import ipywidgets as widgets

    ranges = permitted_policies()
    style = {"description_width": "12em"}
    made = {
        name: widgets.IntSlider(
            value=getattr(cadence, name),
            min=int(ranges[name].min()),
            max=int(ranges[name].max()),
            description=label,
            style=style,
            continuous_update=False,
            layout=widgets.Layout(width="32em"),
        )
        for name, label in zip(TUNED, _LABELS, strict=True)
    }
    shown = widgets.HTML()

    def refresh(_: Any = None) -> None:
        settings = {name: slider.value for name, slider in made.items()}
        shown.value = what_if(log, tuning, cadence, as_of=as_of, **settings).html

    for slider in made.values():
        slider.observe(refresh, names="value")
    refresh()

    class Sliders(widgets.VBox):  # type: ignore[misc]  # has no types of its own
        def __repr__(self) -> str:
            return f"Sliders to move: {', '.join(_LABELS)}"

    return Sliders([*made.values(), shown])
