"""What a small mail costs a desk that holds many tickets, against one that
holds few."""
from mails import Post
from measure import Bench, count, sizes, tell

BATCH = 20000


def fill(bench, post, tickets):
    """All but the last mails, which are measured."""
    while post.made < tickets:
        bench.drop(post, min(BATCH, tickets - post.made))
        bench.postern("fetch")
        bench.postern("tick")


def cost_at(tickets, mails):
    """CPU seconds a mail."""
    with Bench() as bench:
        post = Post(small=True)
        fill(bench, post, tickets - mails)
        bench.drop(post, mails)
        return bench.postern("fetch").cpu / mails


def main():
    mails = count("MAILS", 400)
    few, *more = sizes("1000,3000")
    base = cost_at(few, mails)
    for many in more:
        tell("growth", cost_at(many, mails) * 1000, "ms CPU a mail",
             f"{few} tickets", base * 1000, tickets=many)


main()
