"""Linear algebra on one thread: matrices as small as these gain nothing from a second one, which only spins."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def single_threaded(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with BLAS held to one thread while it runs and set back after it."""

    @wraps(function)
    def held(*args: P.args, **kwargs: P.kwargs) -> R:
        from threadpoolctl import threadpool_limits  # looks at every library that is loaded: not before it is needed

        with threadpool_limits(1, user_api="blas"):
            return function(*args, **kwargs)

    return held
