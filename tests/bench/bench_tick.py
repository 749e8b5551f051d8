"""What it costs to look at the clock: on a desk of very many open tickets with
nothing due, over the same on a desk of none; and with a thousand due, which
are done in one group commit.

POSTERN_BENCH_SIZES=100000   tickets of the desk
"""
import calendar
import os
import re
import statistics
import time

import measure

DUE = 1000
# Half of it is over long after all tickets of the desk were made.
RULES = "\n[promise \"P3\"]\n\tresolve = 900d\n"
DAY = 86400


def push_rules(bench):
    """Rules by which each ticket has one thing due, far ahead."""
    clone = bench.path("clone")
    measure.run(["git", "clone", "-q", "--depth=1",
                 "file://" + bench.repository, clone])
    path = os.path.join(clone, "desk.conf")
    with open(path) as file:
        text = re.sub(r'(?s)\[promise .*?(?=\n\[|\Z)', "", file.read())
    with open(path, "w") as file:
        file.write(text + RULES)
    for command in (["config", "user.name", "Operator"],
                    ["config", "user.email", "operator@example.com"],
                    ["commit", "-qam", "Promise"], ["push", "-q"]):
        measure.run(["git", "-C", clone, *command])


def stamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def tick(bench, now):
    return bench.postern("tick", "--now", stamp(now))


def settle(bench):
    """Until the due times are those of the rules, and all text is found. What
    fills a desk knows of no rules."""
    os.unlink(os.path.join(bench.desk, "state", "counted"))
    while True:
        head = bench.git_line("rev-parse", "main")
        tick(bench, time.time())
        if bench.git_line("rev-parse", "main") == head:
            return


def next_due(bench, number):
    """When the first thing is due for that ticket."""
    folder = f"{number // 10000:02}/{number // 100 % 100:02}/{number:06}"
    text = bench.git_line("show", f"main:tickets/{folder}/ticket")
    said = re.search(r"(?m)^Next-Due: (\S+)$", text).group(1)
    return calendar.timegm(time.strptime(said, "%Y-%m-%dT%H:%M:%SZ"))


def nothing_due(full, empty):
    """Side by side, so that both see the same machine."""
    repeats = measure.count("REPEATS", 15)
    costs = {full: [], empty: []}
    for _ in range(repeats):
        for bench, list_ in costs.items():
            list_.append(tick(bench, time.time()))
    return [statistics.median(
        getattr(one, field) - getattr(other, field)
        for one, other in zip(costs[full], costs[empty])) * 1000
            for field in ("cpu", "wall")]


def thousand_due(bench):
    """Seconds, commits and packs of a tick with a thousand tickets due."""
    packs = os.path.join(bench.repository, "objects", "pack")
    before = bench.git_line("rev-parse", "main")
    names = set(os.listdir(packs))
    cost = tick(bench, next_due(bench, DUE) + 1)
    count = int(bench.git_line("rev-list", "--count", f"{before}..main",
                               "--grep=^Event: promise"))
    made = [name for name in set(os.listdir(packs)) - names
            if name.endswith(".pack")]
    return cost, count, len(made)


def main():
    for size in measure.sizes("100000"):
        with measure.Bench() as full, measure.Bench() as empty:
            for bench in (full, empty):
                push_rules(bench)
                tick(bench, time.time())
            start = time.monotonic()
            measure.run([os.environ["FILL_DESK"], full.desk, str(size)])
            settle(full)
            tick(empty, time.time())
            made = time.monotonic() - start
            cpu, wall = nothing_due(full, empty)
            measure.tell("tick, nothing due, over an empty desk's", cpu,
                         "ms CPU", "at most", 5, tickets=size,
                         wall_ms=round(wall, 1), made_s=round(made, 1))
            cost, count, packs = thousand_due(full)
            measure.tell(f"tick, {DUE} due", cost.wall, "s", "group commits",
                         1, tickets=size, commits=count, packs=packs,
                         cpu_s=round(cost.cpu, 3))


if __name__ == "__main__":
    main()
