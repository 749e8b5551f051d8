"""Several processes and a person at one desk: nobody's commits are lost, and
nobody is told to come again for having met another."""
import os
import random
import subprocess
import tempfile
import threading
import unittest

import points
import works
from daemon import Daemon, until
from desk import ENVIRONMENT, POSTERN
from whole import (check_fsck, check_index, check_leftovers, check_numbers,
                   lines_of, same, Tree)

SEED = int(os.environ.get("FAULTS_SEED", random.randrange(1 << 32)))
ROUNDS = int(os.environ.get("FAULTS_ROUNDS", "6"))


class Person:
    """Somebody with a clone, who changes rules as the README says."""

    def __init__(self, work):
        self.work = work
        self.path = work.clone()
        self.pushed = 0

    def git(self, *words, status=0):
        return self.work.run(["git", "-C", self.path, *words], status=status)

    def edit(self):
        self.pushed += 1
        with open(os.path.join(self.path, "desk.conf"), "a") as file:
            file.write(f'[queue "q{self.pushed}"]\n\tline = 1\n'
                       "\tcalendar = office\n")
        self.git("commit", "-qam", f"Add queue {self.pushed}")

    def push(self):
        """Until it is not overtaken."""
        for _ in range(50):
            self.git("pull", "-q", "--rebase")
            if self.git("push", "-q", status=None).returncode == 0:
                return
        raise AssertionError("overtaken fifty times")


def check_rules(test, work, person):
    """Every pushed commit is there and was adopted."""
    work.postern("tick")
    subjects = work.git("log", "--format=%s", "main").splitlines()
    for number in range(1, person.pushed + 1):
        test.assertIn(f"Add queue {number}", subjects)
        test.assertIn(f'[queue "q{number}"]', work.blob("desk.conf").decode())
    adopted = work.git("log", "--format=%(trailers:key=Rule,valueonly,"
                       "separator=)", "main").splitlines()
    test.assertEqual(len([line for line in adopted if line]),
                     person.pushed + 1, adopted)


class Overtaken(unittest.TestCase):
    """A push lands between a verb's reading of the branch and its moving."""

    def overtake(self, name):
        work = works.WORKS[name]()
        self.addCleanup(work.close)
        work.restore()
        person = Person(work)
        person.edit()
        work.use_plan(False)
        work.plan.arm("ref", 1, points.Fault(
            "run", command=f"git -C {person.path} push -q"))
        status = work.act()
        self.assertEqual(work.plan.struck, 1)
        self.assertEqual(status, 0, work.said)
        work.postern("send")
        check_rules(self, work, person)
        check_index(work)
        check_numbers(Tree(work))
        check_fsck(work)
        return work

    def test_fetch(self):
        work = self.overtake("fetch")
        self.assertEqual(len(work.taken()), len(work.sent))

    def test_send(self):
        work = self.overtake("send")
        states = {state for *_, state in lines_of(Tree(work))}
        self.assertEqual(states, {"sent"})

    def test_do(self):
        work = self.overtake("do")
        self.assertEqual(work.ticket(1)["Priority"], ["P1"])

    def test_deliver(self):
        self.assertEqual(self.overtake("deliver").tickets(), [1])

    def test_import(self):
        work = self.overtake("import")
        stored = Tree(work).ending(r"-in\.eml$")
        self.assertEqual(sorted(stored.values()), sorted(work.sent))

    def test_tick_of_a_push(self):
        work = works.WORKS["adopt"]()
        self.addCleanup(work.close)
        self.assertEqual(work.postern("tick"), "")


class Held(unittest.TestCase):
    """Another git has the branch's lock for a moment."""

    def test_do_waits(self):
        work = works.WORKS["do"]()
        self.addCleanup(work.close)
        lock = os.path.join(work.repository, "refs", "heads", "main.lock")
        with open(lock, "w"):
            pass
        timer = threading.Timer(0.3, os.unlink, (lock,))
        timer.start()
        self.addCleanup(timer.join)
        work.postern("do", "1", "priority P1")
        self.assertEqual(work.ticket(1)["Priority"], ["P1"])


class Crowd(unittest.TestCase):
    """The daemon, cron's verbs, an MTA's pipe, an import, an operator and a
    person who pushes, all at once."""

    def setUp(self):
        print(f"FAULTS_SEED={SEED} FAULTS_ROUNDS={ROUNDS}", flush=True)
        self.dice = random.Random(SEED)
        self.work = works.WORKS["do"]()
        self.addCleanup(self.work.close)
        self.person = Person(self.work)
        self.old = tempfile.mkdtemp(dir=self.work.root)
        self.wrong = []
        self.guard = threading.Lock()

    def mail(self):
        with self.guard:
            return self.work.request()

    def verb(self, *words, stdin=b""):
        done = subprocess.run([POSTERN, "-C", self.work.path, *words],
                              input=stdin, capture_output=True,
                              env=ENVIRONMENT, check=False)
        if done.returncode:
            self.wrong.append((words, done.returncode, done.stderr))

    def drop(self):
        raw = self.mail()
        with self.guard:
            self.work.drop(raw)

    def deliver(self):
        self.verb("deliver", stdin=self.mail())

    def send(self):
        self.verb("send")

    def fetch(self):
        self.verb("fetch")

    def reindex(self):
        self.verb("reindex")

    def tick(self):
        self.verb("tick")

    def list(self):
        self.verb("list")

    def do(self):
        self.verb("do", "1", f"tag t{self.dice.randrange(1000)}")

    def push(self):
        self.person.edit()
        self.person.push()

    def history(self):
        folder = tempfile.mkdtemp(dir=self.old)
        for number in range(3):
            with open(os.path.join(folder, f"{number}.eml"), "wb") as file:
                file.write(self.mail())
        self.verb("import", folder)

    def repeat(self, what):
        try:
            for _ in range(ROUNDS):
                what()
        except Exception as fault:
            self.wrong.append((what.__name__, repr(fault)))

    def settled(self):
        waiting = os.path.join(self.work.path, "spool", "in", "new")
        if os.listdir(waiting):
            return False
        return self.work.git(
            "grep", "-lE", "^[^ ]+ [^ ]+ (pending|deferred) ", "main", "--",
            "*/delivery", status=None).returncode == 1

    def test_side_by_side(self):
        daemon = Daemon(self.work.path)
        self.addCleanup(daemon.kill)
        crowd = [threading.Thread(target=self.repeat, args=(what,))
                 for what in (self.drop, self.deliver, self.send, self.fetch,
                              self.reindex, self.tick, self.list, self.do,
                              self.push, self.history)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        self.assertEqual(self.wrong, [], daemon.log()[-4000:])
        until(self.settled, lambda: daemon.log()[-4000:], 120)
        self.assertEqual(daemon.stop(), 0, daemon.log()[-4000:])
        self.check()

    def check(self):
        work = self.work
        check_rules(self, work, self.person)
        check_index(work)
        tree = Tree(work)
        stored = tree.ending(r"/\d{4,}-in\.eml$|^quarantine/.*\.eml$")
        self.assertEqual(sorted(stored.values()), sorted(work.sent))
        check_numbers(tree)
        wanted = [(folder, notice, address)
                  for folder, notice, address, state in lines_of(tree)
                  if state == "sent"]
        same(len(work.outbox()), len(wanted), "notices that were sent")
        check_leftovers(work)
        check_fsck(work)


if __name__ == "__main__":
    unittest.main()
