"""A desk to be measured, and a way to tell what came out.

Figures are ratios of two things done side by side in one run, the median of
several; each is printed as one line of JSON. The sizes are small by default;
the environment makes them as large as wanted:

POSTERN_BENCH_MAILS    mails of a run
POSTERN_BENCH_REPEATS  runs
POSTERN_BENCH_SIZES    tickets of the desks that are compared, "1000,100000"
POSTERN_BENCH_DIR      where the desks are made
POSTERN_BENCH_KEEP     a folder where filled desks are kept for the next time
"""
import json
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time

POSTERN = os.environ.get("POSTERN", "postern")
FILL_DESK = os.environ.get("FILL_DESK", "fill-desk")
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
}
AGENTS = ("anna", "nils", "kari", "jan", "ewa")


def count(name, default):
    return int(os.environ.get("POSTERN_BENCH_" + name, default))


def sizes(default):
    return [int(size) for size in
            os.environ.get("POSTERN_BENCH_SIZES", default).split(",")]


class Cost:
    """Seconds of the wall and of the processors."""

    def __init__(self, wall, cpu):
        self.wall = wall
        self.cpu = cpu


def run(command, *, stdin=None, stdout=subprocess.DEVNULL, cwd=None):
    """What it cost, with all that it started. An error where it failed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, stdin=stdin, stdout=stdout, cwd=cwd,
                          stderr=subprocess.PIPE, env=ENVIRONMENT,
                          check=False)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: "
                         f"{done.stderr.decode('utf-8', 'replace')}")
    return Cost(wall, after.ru_utime + after.ru_stime
                - before.ru_utime - before.ru_stime)


def tell(name, value, unit, against, base, **more):
    """One line: a value, what it is held against, and how they compare."""
    print(json.dumps({"name": name, "value": round(value, 4), "unit": unit,
                      "against": against, "base": round(base, 4),
                      "ratio": round(value / base, 3) if base else None,
                      **more}), flush=True)


def middle(costs, field):
    return statistics.median(getattr(cost, field) for cost in costs)


class Bench:
    """A folder that goes away, with a desk of five agents in it whose rates
    are out of the way; filled with so many tickets."""

    def __init__(self, tickets=0):
        self.root = tempfile.mkdtemp(
            prefix="postern-bench-", dir=os.environ.get("POSTERN_BENCH_DIR"))
        self.desk = os.path.join(self.root, "desk")
        self.tickets = tickets
        keep = os.environ.get("POSTERN_BENCH_KEEP")
        if tickets and keep:
            self.desk = os.path.join(keep, f"desk-{tickets}")
        self.repository = os.path.join(self.desk, "desk.git")
        self.dropped = 0

    def __enter__(self):
        if not os.path.isdir(self.desk):
            self.make_desk()
        if self.tickets:
            run([FILL_DESK, self.desk, str(self.tickets)])
        return self

    def commits(self):
        return int(self.git_line("rev-list", "--count", "main"))

    def __exit__(self, *_):
        shutil.rmtree(self.root)

    def make_desk(self):
        agents = [word for name in AGENTS
                  for word in ("--agent", f"{name}@example.com")]
        run([POSTERN, "init", self.desk, "--address", "help@example.com",
             *agents])
        path = os.path.join(self.desk, "postern.conf")
        with open(path, "w") as file:
            file.write("[limits]\n\tnotices-per-hour = 100000\n"
                       "\tacks-per-hour = 1000000\n")
        os.chmod(path, 0o600)

    def path(self, name):
        return os.path.join(self.root, name)

    def drop(self, post, mails):
        """Puts so many mails of a Post where the desk takes its mail."""
        new = os.path.join(self.desk, "spool", "in", "new")
        for _ in range(mails):
            self.dropped += 1
            with open(os.path.join(new, f"{self.dropped:08}"), "wb") as file:
                file.write(post.next())

    def postern(self, *arguments):
        return run([POSTERN, "-C", self.desk, *arguments])

    def git(self, *arguments, **more):
        return run(["git", "-C", self.repository, *arguments], **more)

    def git_line(self, *arguments):
        done = subprocess.run(["git", "-C", self.repository, *arguments],
                              env=ENVIRONMENT, check=True, text=True,
                              stdout=subprocess.PIPE)
        return done.stdout.strip()

    def export(self):
        """The history as a stream of fast-export; its path."""
        stream = self.path("stream")
        with open(stream, "wb") as file:
            self.git("fast-export", "--signed-tags=verbatim", "main",
                     stdout=file)
        return stream

    def fast_import(self, stream):
        """What it costs to read the stream into a fresh repository."""
        fresh = self.path("fresh.git")
        shutil.rmtree(fresh, ignore_errors=True)
        run(["git", "init", "-q", "--bare", fresh])
        with open(stream, "rb") as file:
            return run(["git", "-C", fresh, "fast-import", "--quiet"],
                       stdin=file)


def folder_bytes(path):
    total = 0
    for folder, _, names in os.walk(path):
        total += sum(os.path.getsize(os.path.join(folder, name))
                     for name in names)
    return total
