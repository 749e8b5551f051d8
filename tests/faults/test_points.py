"""A fault at every point where a desk touches its disk or its mail server: no
mail is lost, none is there twice, and a kill repeats at most one notice.

FAULTS_POINTS: how many points (a few hundred; 2500 for a full run), or all that
there are. FAULTS_SEED repeats a run, FAULTS_ONLY takes what fits a regular
expression, FAULTS_JOBS so many processes.
"""
import collections
import multiprocessing
import os
import random
import re
import shutil
import tempfile
import time
import traceback
import unittest

import points
import works
from trials import Bench, Trial

SEED = int(os.environ.get("FAULTS_SEED", random.randrange(1 << 32)))
POINTS = os.environ.get("FAULTS_POINTS", "270")
ONLY = os.environ.get("FAULTS_ONLY", "")
JOBS = int(os.environ.get("FAULTS_JOBS", os.cpu_count() or 1))

# Of these a run must try so many each.
COUNTED = ("pack", "idx", "keep", "rename", "directory", "ref", "index",
           "delivery", "move", "IMAP move", "delete")
ENOUGH = 20

# Where a desk once went wrong: always tried.
ONCE_WRONG = (
    # The index stays behind the branch, and the outbox is read from it.
    r"rest: index 1\d: error ENOSPC$",
    # What was adopted never comes into the index.
    r"adopt: index (1[5-9]|2\d): error ENOSPC$",
    # The record of what was sent is written, but its name is not.
    r"send: delivery 1\d: power cut",
    # A new index of a pack is taken for garbage.
    r"do: (idx 3|rename 2): run .* gc",
)
TRIES = 4

# Of a fault that follows from chance, so many seeds a point.
SEEDS = 3
# What a person's or a cron's git may do to a commit.
COMMIT = ("pack", "idx", "keep", "rename", "directory", "ref", "index")

bench = None


def begin():
    global bench
    bench = Bench()


def try_all(trials):
    """In a process of its own: [(trial, struck, twice, fault)]."""
    if bench is None:
        begin()
    results = []
    for trial in trials:
        try:
            results.append((trial, *bench.run(trial), None))
        except Exception:
            said = getattr(bench.works.get(trial.work), "said", "")
            results.append((trial, True, 0, f"{traceback.format_exc()}{said}"))
    return results


def faults_of(work, kind):
    yield from points.FAULTS
    # Not "fetch": its fetcher syncs folders too, and is fenced.
    if work == "do" and kind in COMMIT:
        yield from points.REPACKS


def trials_of(name, calls):
    """Every trial there is of a work."""
    for kind in works.WORKS[name].kinds:
        for nth, call in enumerate(calls[kind], 1):
            yield from (Trial(name, kind, nth, fault)
                        for fault in faults_of(name, kind) if fault.fits(call))
    if name == "imap":
        yield from (Trial(name, "move", 1, points.hang_up(at, is_done))
                    for at in range(40) for is_done in (True, False))
    if not works.WORKS[name].can_lose_power:
        return
    for kind, of_kind in calls.items():
        for nth in range(1, len(of_kind) + 1):
            for seed in range(SEEDS):
                yield Trial(name, kind, nth, None, SEED + seed)


def choose(trials, dice):
    """What once went wrong, and then of each kind as many as of any other, as
    far as there are."""
    dice.shuffle(trials)
    if POINTS == "all":
        return trials
    chosen = []
    for pattern in ONCE_WRONG:
        fits = [trial for trial in trials if re.match(pattern, str(trial))]
        chosen += fits[:TRIES]
    by_label = collections.defaultdict(list)
    for trial in trials:
        by_label[trial.label].append(trial)
    # Those that count first: a short run reaches few others.
    turns = [(nth, label not in COUNTED and nth < ENOUGH, trial)
             for label, some in by_label.items()
             for nth, trial in enumerate(some)]
    turns.sort(key=lambda turn: turn[:2])
    chosen += [trial for nth, late, trial in turns if not late]
    return list(dict.fromkeys(chosen))[:int(POINTS)]


def chunks(trials):
    """Each of one work, so that few processes prepare it."""
    trials = sorted(trials, key=lambda trial: trial.work)
    by_work = collections.defaultdict(list)
    for trial in trials:
        by_work[trial.work].append(trial)
    for some in by_work.values():
        for at in range(0, len(some), 100):
            yield some[at:at + 100]


class Points(unittest.TestCase):
    def test_every_point(self):
        print(f"FAULTS_SEED={SEED} FAULTS_POINTS={POINTS}", flush=True)
        # The processes of the pool end without a word.
        works.PLACE = tempfile.mkdtemp(prefix="postern-faults-",
                                       dir=works.PLACE)
        self.addCleanup(shutil.rmtree, works.PLACE, ignore_errors=True)
        dice = random.Random(SEED)
        trials = []
        begin()
        for name in works.WORKS:
            trials += trials_of(name, bench.calls(name))
        bench.close()
        trials = choose([trial for trial in trials
                         if re.search(ONLY, str(trial))], dice)
        began = time.monotonic()
        results = self.run_all(trials)
        self.report(results, time.monotonic() - began)

    def run_all(self, trials):
        results = []
        with multiprocessing.Pool(JOBS, begin) as pool:
            for some in pool.imap_unordered(try_all, chunks(trials)):
                results += some
                print(f"{len(results)} of {len(trials)}", flush=True)
                for trial, _, _, fault in some:
                    if fault:
                        print(f"{trial}\n{fault}", flush=True)
        return results

    def report(self, results, seconds):
        count = collections.Counter(trial.label for trial, struck, _, _
                                    in results if struck)
        twice = sum(twice for _, _, twice, _ in results)
        print(f"{sum(count.values())} points in {seconds:.0f} s, {twice} "
              "notices twice")
        for kind, number in count.most_common():
            print(f"{number:7} {kind}")
        broken = [str(trial) for trial, _, _, fault in results if fault]
        self.assertEqual(broken, [])
        if not ONLY:
            few = [kind for kind in COUNTED if count[kind] < ENOUGH]
            self.assertEqual(few, [], "too few points of these")


if __name__ == "__main__":
    unittest.main()
