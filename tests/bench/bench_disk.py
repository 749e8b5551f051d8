"""The repository after our own maintenance, against the same history through
git fast-import and git gc."""
from mails import Post
from measure import Bench, count, folder_bytes, run, sizes, tell


def main():
    mails = count("MAILS", 6000)
    tickets = sizes("0")[0]
    with Bench(tickets) as bench:
        if not tickets:
            bench.drop(Post(), mails)
            bench.postern("fetch")
            bench.postern("tick")
        ours = folder_bytes(bench.repository)
        bench.fast_import(bench.export())
        fresh = bench.path("fresh.git")
        run(["git", "-C", fresh, "gc", "--quiet"])
        tell("disk", ours / 1e6, "MB", "git fast-import, git gc",
             folder_bytes(fresh) / 1e6, mails=mails, tickets=tickets)


main()
