"""Questions to a desk that holds many tickets, against the start-up of an empty
one; git's own log of a ticket, against a repository fresh from git gc; and
reindex, against git log of all."""
import statistics

from measure import Bench, count, run, sizes, tell

QUESTIONS = (("list",), ("list", "--unassigned"), ("list", "--all"),
             ("show", "17"), ("log", "17"), ("search", "skrivaren", "lunch"))


def middle(repeats, act):
    return statistics.median(act().cpu for _ in range(repeats))


def log_ratio(bench, repeats):
    """git log of a ticket, of ours and of a copy that git itself packed."""
    copy = bench.path("copy.git")
    run(["git", "clone", "-q", "--bare", "--no-local", bench.repository, copy])
    run(["git", "-C", copy, "gc", "--quiet"])
    run(["git", "-C", copy, "commit-graph", "write", "--reachable",
         "--changed-paths"])
    ticket = ("log", "--oneline", "main", "--", "tickets/00/00/000017")
    return (middle(repeats, lambda: bench.git(*ticket)),
            middle(repeats, lambda: run(["git", "-C", copy, *ticket])))


def main():
    tickets, repeats = sizes("6000")[0], count("REPEATS", 5)
    with Bench() as bench:
        bench.postern("search", "lunch")  # makes the database
        empty = middle(repeats, lambda: bench.postern("list"))
    with Bench(tickets) as bench:
        bench.postern("search", "lunch")  # fills it
        for question in QUESTIONS:
            full = middle(repeats, lambda: bench.postern(*question))
            tell("questions-" + "".join(question[:2]), full * 1000, "ms CPU",
                 "list of an empty desk", empty * 1000, tickets=tickets,
                 more_ms=round((full - empty) * 1000, 1))
        ours, theirs = log_ratio(bench, repeats)
        tell("git-log-of-a-ticket", ours * 1000, "ms CPU", "after git gc",
             theirs * 1000, tickets=tickets)
        again = middle(1, lambda: bench.postern("reindex"))
        log = middle(1, lambda: bench.git("log", "--format=raw", "main"))
        tell("reindex", again, "s CPU", "git log --format=raw", log,
             tickets=tickets)


main()
