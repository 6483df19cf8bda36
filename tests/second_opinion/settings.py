"""The numbers of the rules table, by rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def _seniority_factors() -> dict[str, str]:
    return {"senior": "1.25", "lead": "1.5", "manager": "1.5", "director": "2.0", "executive": "2.0"}


def _company_factors() -> dict[str, str]:
    return {"startup": "0.8", "public_sector": "1.5"}


@dataclass(frozen=True)
class Settings:
    """Factors are decimal text, so that a product of them is exact."""

    thank_you_hours: int = 24  # T01
    wait_business_days: int = 5  # T03
    window_business_days: int = 3  # T03
    opens_business_days_after_stated: int = 1  # T04
    due_days_after_stated: int = 3  # T04
    spacing_days: int = 7  # T05
    due_days_after_spacing: int = 7  # T05
    checks: int = 2  # T06
    closure_wait_days: int = 14  # T07
    seniority_factors: Mapping[str, str] = field(default_factory=_seniority_factors)  # T08, 1.0 where not named
    company_factors: Mapping[str, str] = field(default_factory=_company_factors)  # T09, 1.0 where not named
    urgent_factor: str = "0.6"  # T10
    extra_business_days: int = 2  # T11
    answer_business_days: int = 1  # T12
    answer_hours: int | None = None  # T12, instead of the business days
    connection_requests: bool = True  # T14
    first_hour: int = 9  # T15
    end_hour: int = 17  # T15
    country_factors: Mapping[str, str] = field(default_factory=dict)  # T17, 1.0 where not named
    slipped_days: int = 14  # T18
    keep_in_touch_days: int | None = 90  # T19, None is off
    quiet_business_days: int | None = 10  # T20, None is off
    tuned_medium: str = ""
    seeker_media: tuple[str, ...] = ()  # M07


DEFAULTS = Settings()
