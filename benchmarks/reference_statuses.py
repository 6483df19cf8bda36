"""What has become of an action, as a pandas developer would decide it: one `np.select` over all actions of a rule."""

import numpy as np
import pandas as pd
from reference_events import ReferenceEvents

STATUSES = ("overdue", "due", "waiting", "done", "late", "missed", "moot")
OVERDUE, DUE, WAITING, DONE, LATE, MISSED, MOOT = range(len(STATUSES))


class JudgedEvents(ReferenceEvents):
    """Those events, and the verdict on the actions that they open."""

    def judged(self, rule: str, action: str, rows: pd.DataFrame, lapse: int = MISSED, branch: str = "") -> pd.DataFrame:
        """Rows of `trigger, opens, due, expires, answer, ender, held` with their status."""
        app = self.app[rows["trigger"]]
        begins, ends, moot = self.begins[app], self.ends[app], self.moot[app]
        answer, ender, held = rows["answer"].to_numpy(), rows["ender"].to_numpy(), rows["held"].to_numpy()
        opens, due, expires = (rows[name].to_numpy() for name in ("opens", "due", "expires"))
        answered, ended, over = answer < ender, ender < self.none, expires < begins
        by_end = np.where(self.at[ender] > expires, lapse, MOOT)
        status = np.select(
            [
                answered & (self.at[answer] <= due),
                answered,
                moot | (ended & held),
                ended,
                held,
                over,
                due < begins,
                opens <= ends,
            ],
            [DONE, LATE, MOOT, by_end, WAITING, lapse, OVERDUE, DUE],
            WAITING,
        )
        lapsed = over & ~held & ~moot & (np.minimum(self.at[answer], self.at[ender]) > expires)
        return rows.assign(
            rule=rule,
            action=action,
            branch=branch,
            app=app,
            status=status.astype(np.int8),
            answer=np.where(answered, answer, self.none),
            lapsed=lapsed,
        )
