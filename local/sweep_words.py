"""How far a sweep has come, in words: for the terminal of the runner and for those who watch from elsewhere."""

from datetime import timedelta

from laera.workflow.sweeps import SweepRecord


def progress_said(record: SweepRecord | None, unswept: int, waiting: int, uploads: int, left: timedelta | None) -> str:
    """`1,200 of 5,000 uploads looked at (site), 40 lists; 340 messages wait; about 2 min left; begun …`.

    Of the messages that are `waiting`, `unswept` are the sweep's; the others are what editors upload meanwhile.
    """
    if record is None:
        return f"nothing was looked at again lately; {waiting:,} messages wait"
    looked_at = min(max(0, record.sent - unswept), uploads)
    lists = f", {record.lists:,} lists" if record.lists else ""
    parts = [f"{looked_at:,} of {uploads:,} uploads looked at ({record.reason}){lists}"]
    if waiting == 0 and record.is_over:
        parts.append("done")
    else:
        parts.append(f"{waiting:,} messages wait")
    if left is not None and waiting:
        parts.append(f"about {max(1, round(left.total_seconds() / 60))} min left")
    return "; ".join([*parts, f"begun {record.begun:%Y-%m-%d %H:%M} UTC"])


def time_left(first: int, waiting: int, seconds: float) -> timedelta | None:
    """How long it takes at the pace seen so far; None while there is none to see."""
    done = first - waiting
    return timedelta(seconds=seconds * waiting / done) if done > 0 and seconds > 0 else None
