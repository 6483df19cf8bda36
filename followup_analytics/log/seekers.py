"""Logs of many seekers as one: whose name an id begins with, and the tables put together and taken apart.

An id begins with the seeker's name and `~`, whoever else is in the log, so that it is the same in every company of others.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import LogError

MARK = "~"
_BETWEEN = "/"  # the name of a sheet, and that of a seeker in it


def prefix_of(seeker: str) -> str:
    """What the ids of a seeker begin with; nothing in a log of one."""
    return seeker.replace(MARK, 2 * MARK) + MARK if seeker else ""


def joined_name(name: str, inner: str) -> str:
    """The name of a seeker in a sheet of several."""
    return _BETWEEN.join(filter(None, (name, inner)))


def with_prefix(ids: pd.Series, seeker: str) -> pd.Series:
    """Ids behind the seeker's name; no id stays no id."""
    return (prefix_of(seeker) + ids).where(ids != "", "").astype("str")


def own_columns_of(applications: pd.DataFrame) -> tuple[str, ...]:
    """The sheet's own further columns."""
    return tuple(name for name in applications.columns if name not in words.APPLICATION_COLUMNS)


def stacked_applications(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The applications of all, each under its seeker's name; a further column that one has not is empty there.

    Raises
    ------
    LogError
        If two have one id.
    """
    together = pd.concat([_named(table, name).assign(seeker=name) for name, table in tables.items()])
    together = together.astype({"seeker": "str"})
    own = own_columns_of(together)
    together[list(own)] = together[list(own)].astype("str").fillna("")
    if not together.index.is_unique:
        twice = together.index[together.index.duplicated()][0]
        raise LogError(f"applications: two have the id {twice!r}: give one of the two seekers another name")
    return together


def stacked_events(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The events of all."""
    return pd.concat(
        [
            _named(table, name).assign(application_id=with_prefix(table["application_id"], name).array)
            for name, table in tables.items()
        ]
    )


def stacked_problems(tables: Mapping[str, pd.DataFrame], before: pd.DataFrame | None) -> pd.DataFrame:
    """The problems of all, behind those that concern none alone."""
    each = [
        table.assign(application_id=with_prefix(table["application_id"], name), seeker=pd.Series(name, table.index, dtype="str"))
        for name, table in tables.items()
    ]
    return pd.concat([*([] if before is None else [before.astype(each[0].dtypes)]), *each], ignore_index=True)


def stacked_put_off(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What all put off."""
    return pd.concat(
        [
            table.assign(
                action_id=with_prefix(table["action_id"], name),
                application_id=with_prefix(table["application_id"], name),
                seeker=pd.Series(name, table.index, dtype="str"),
            )
            for name, table in tables.items()
        ],
        ignore_index=True,
    )


def stacked_provenance(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """From where the events of all are known."""
    return pd.concat([_named(table, name) for name, table in tables.items()])


def applications_of(applications: pd.DataFrame, seeker: str, own: Sequence[str] | None) -> pd.DataFrame:
    """One seeker's applications with his own ids and further columns: where these are not known, the filled ones."""
    if own is None:
        own = [name for name in own_columns_of(applications) if (applications[name] != "").any()]
    mine = without_prefix(applications, seeker, ())[[*words.APPLICATION_COLUMNS, *own]]
    return mine.assign(seeker=pd.Series("", mine.index, dtype="str"))


def without_prefix(table: pd.DataFrame, seeker: str, columns: Sequence[str]) -> pd.DataFrame:
    """One seeker's rows with his own ids, in the index where it has names and in some columns, and nobody's name."""
    prefix = prefix_of(seeker)
    bare = {name: table[name].str.removeprefix(prefix) for name in columns}
    if table.index.name is not None:
        index = pd.Index(table.index.str.removeprefix(prefix), name=table.index.name, dtype="str")
        bare = {name: column.set_axis(index) for name, column in bare.items()}
        table = table.set_axis(index, axis=0)
    return table.assign(**bare, **({"seeker": pd.Series("", table.index, dtype="str")} if "seeker" in table else {}))


def as_of_one(table: pd.DataFrame) -> pd.DataFrame:
    """A table to print without what says nothing in a log of one: whose a row is, and of what intervals add up influences."""
    said = (("seeker", ""), ("case", "application"))
    return table.drop(columns=[name for name, word in said if name in table and bool((table[name] == word).all())])


def _named(table: pd.DataFrame, seeker: str) -> pd.DataFrame:
    ids = pd.Index(prefix_of(seeker) + table.index, name=table.index.name, dtype="str")
    return table.set_axis(ids, axis=0)
