"""Single trials: a work, a fault at one of its calls, and what must be true
after it has been done again."""
import collections
import dataclasses
import random

import disk
import points
import works
from whole import Broken, check

# What a journal does not see: mapped memory, and what git writes by stdio.
UNSEEN = ("-shm", "info/refs", "info/packs", "commit-graph-chain")


@dataclasses.dataclass(frozen=True, order=True)
class Trial:
    """The nth call of a kind meets a fault; or, where there is none, the power
    goes behind it, and the seed tells what reached the disk."""
    work: str
    kind: str
    nth: int
    fault: points.Fault | None = None
    seed: int = 0

    @property
    def label(self):
        """What it is counted as."""
        is_imap = self.work == "imap" and self.kind == "move"
        return "IMAP move" if is_imap else self.kind

    def __str__(self):
        what = self.fault or f"power cut, seed {self.seed}"
        return f"{self.work}: {self.kind} {self.nth}: {what}"


class Bench:
    """The works of one process, each prepared when it is first asked for."""

    def __init__(self):
        works.adopt_orphans()
        self.works = {}
        self.records = {}

    def close(self):
        for work in self.works.values():
            work.close()

    def work(self, name):
        if name not in self.works:
            self.works[name] = works.WORKS[name]()
        return self.works[name]

    def record(self, name):
        """The disk before a work that nothing befalls, and its calls."""
        if name in self.records:
            return self.records[name]
        work = self.work(name)
        work.restore()
        before = disk.Disk(work.path)
        work.use_plan(True)
        if work.act() != 0:
            raise Broken(f"{name}: {work.said}")
        entries = work.plan.journal()
        work.use_plan(False)
        missed = replay(before, entries).differences(
            work.path, lambda path: path.endswith(UNSEEN))
        if missed:
            raise Broken(f"{name}: the shim missed a call:\n" +
                         "\n".join(missed))
        self.records[name] = before, entries
        return before, entries

    def calls(self, name):
        """kind -> its calls, in their order."""
        calls = collections.defaultdict(list)
        for entry in self.record(name)[1]:
            calls[entry.kind].append(entry.call)
        return calls

    def run(self, trial):
        """Whether the fault struck, and how many notices went twice."""
        work = self.work(trial.work)
        befall = self.strike if trial.fault else self.cut
        if not befall(work, trial):
            return False, 0
        work.finish()
        return True, check(work, 1)

    def strike(self, work, trial):
        work.restore()
        work.use_plan(False)
        if trial.fault.action.startswith("hang up"):
            work.hang_up(trial.fault)
            return work.act() != 0
        work.plan.arm(trial.kind, trial.nth, trial.fault)
        status = work.act()
        if trial.fault.action == "run" and status != 0:
            raise Broken(f"ended with {status}: {work.said}")
        return work.plan.struck > 0

    def cut(self, work, trial):
        dice = random.Random(trial.seed)
        before, entries = self.record(trial.work)
        at = [number for number, entry in enumerate(entries)
              if entry.kind == trial.kind][trial.nth - 1]
        way = dice.choice((disk.NONE, disk.ALL, disk.SOME, disk.SOME))
        # Mail that others hold has no cut.
        outside = ("spool",) if dice.random() < 0.5 else ()
        replay(before, entries[:at + 1]).write(
            work.path, way, dice, lambda path: path.startswith(outside))
        return True


def replay(before, entries):
    after = before.copy()
    for entry in entries:
        after.play(entry)
    return after
