"""Mail from a Maildir to durable commits, acknowledgements in the outbox,
against git's own importer reading the very history that came out."""
from mails import Post
from measure import Bench, count, middle, run, tell


def one_run(mails):
    with Bench() as bench:
        bench.drop(Post(), mails)
        ours = bench.postern("fetch")
        commits = int(bench.git_line("rev-list", "--count", "main"))
        if commits < mails:
            raise SystemExit(f"{commits} commits of {mails} mails")
        text = bench.postern("search", "nothing")
        return ours, bench.fast_import(bench.export()), text


def main():
    mails = count("MAILS", 500)
    runs = [one_run(mails) for _ in range(count("REPEATS", 1))]
    ours, theirs, text = zip(*runs)
    for field in ("wall", "cpu"):
        tell(f"ingest-{field}", middle(ours, field), "s",
             "git fast-import", middle(theirs, field), mails=mails,
             repeats=len(runs))
    tell("full-text-behind-it", middle(text, "cpu"), "s",
         "git fast-import", middle(theirs, "cpu"), mails=mails)


main()
