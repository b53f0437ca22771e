"""Routes: whether the plan leads a box from one unit to another over any number of legs."""

from domain.context import Context


def leads(giver: str, receiver: str, box: str, index: int, context: Context) -> bool:
    """Tell whether planned legs for this box reach the receiver, as known at leaf `index`."""
    ways: dict[str, list[str]] = {}
    for plan in context.schedule.plans(index):
        for leg in plan.legs:
            if leg.covers(box):
                ways.setdefault(leg.from_, []).append(leg.to)
    reached, open_ends = {giver}, [giver]
    while open_ends:
        for unit in ways.get(open_ends.pop(), ()):
            if unit not in reached:
                reached.add(unit)
                open_ends.append(unit)
    return receiver in reached
