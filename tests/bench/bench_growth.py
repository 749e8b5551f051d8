"""What a small mail costs a desk that holds many tickets, against one that
holds few."""
from mails import Post
from measure import Bench, count, sizes, tell


def cost_at(tickets, mails):
    """CPU seconds a mail."""
    with Bench(tickets) as bench:
        # A kept desk has seen those of the runs before.
        bench.drop(Post(seed=bench.commits(), small=True, first=tickets),
                   mails)
        return bench.postern("fetch").cpu / mails


def main():
    mails = count("MAILS", 400)
    few, *more = sizes("1000,3000")
    base = cost_at(few, mails)
    for many in more:
        tell("growth", cost_at(many, mails) * 1000, "ms CPU a mail",
             f"{few} tickets", base * 1000, tickets=many)


main()
