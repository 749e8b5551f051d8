"""The most anonymous memory that all roles together have while mail comes in,
against what they may have: 48 MiB and three times the largest mail."""
import os
import subprocess
import time

from mails import Post
from measure import ENVIRONMENT, POSTERN, Bench, count, sizes, tell

EVERY_SEC = 0.02
MAY_HAVE = 48 << 20


def anonymous(process):
    """Bytes of one process; 0 where it is gone."""
    try:
        with open(f"/proc/{process}/status") as file:
            for line in file:
                if line.startswith("RssAnon:"):
                    return int(line.split()[1]) * 1024
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def children(process):
    try:
        with open(f"/proc/{process}/task/{process}/children") as file:
            return [int(word) for word in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def all_of(process):
    return anonymous(process) + sum(map(all_of, children(process)))


def peak_of(command):
    process = subprocess.Popen(command, env=ENVIRONMENT)
    peak = 0
    while process.poll() is None:
        peak = max(peak, all_of(process.pid))
        time.sleep(EVERY_SEC)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with "
                         f"{process.returncode}")
    return peak


def peak_at(tickets, mails):
    with Bench(tickets) as bench:
        bench.drop(Post(seed=bench.commits()), mails)
        new = os.path.join(bench.desk, "spool", "in", "new")
        largest = max(os.path.getsize(os.path.join(new, name))
                      for name in os.listdir(new))
        peak = peak_of([POSTERN, "-C", bench.desk, "fetch"])
        tell("memory", peak / 2**20, "MiB RssAnon",
             "48 MiB and three times the largest mail",
             (MAY_HAVE + 3 * largest) / 2**20, mails=mails,
             largest=largest, tickets=tickets)


def main():
    mails = count("MAILS", 1000)
    for tickets in sizes("0"):
        peak_at(tickets, mails)


main()
