"""Killed at any moment and started again: no mail is lost, nothing is there
twice, and a kill repeats at most one notice, with the same Message-ID.

FAULTS_SEED repeats a run; FAULTS_ROUNDS (20) makes it longer.
"""
import collections
import os
import random
import re
import shutil
import signal
import sqlite3
import time
import unittest

from daemon import Daemon, until
from desk import ALICE, ANNA, NILS, POSTERN, Scenario, address_of

ROUNDS = int(os.environ.get("FAULTS_ROUNDS", "20"))
SEED = int(os.environ.get("FAULTS_SEED", random.randrange(1 << 32)))

# What changes a disk, or tells another process that it was changed.
STEPS = ("fsync,fdatasync", "rename,renameat,renameat2", "link,linkat",
         "unlink,unlinkat", "ftruncate", "write", "pwrite64", "sendto",
         "openat", "close", "mkdir")


class Killed(Scenario):
    def setUp(self):
        print(f"FAULTS_SEED={SEED} FAULTS_ROUNDS={ROUNDS}", flush=True)
        self.dice = random.Random(SEED)
        self.it = self.desk([ANNA, (NILS, {"line": 2})])
        self.sent = []
        self.kills = 0

    # --- mail that flows in

    def request(self):
        """A request, an addition to one, or a mail that is of no ticket."""
        number = len(self.sent)
        fields = {"Message_ID": f"<{number}@client.example>"}
        sender = f"Person {number % 7} <p{number % 7}@client.example>"
        if number > 7 and self.dice.random() < 0.4:
            # Of the same person, so that it joins.
            before = f"<{number - 7}@client.example>"
            fields |= {"In_Reply_To": before, "References": before}
        text = "".join(self.dice.choice("abc åäö\n")
                       for _ in range(self.dice.randrange(2000)))
        self.sent.append(self.it.mail(
            sender, f"Request {number}", f"{number}\n{text}\n", **fields))

    def requests(self, most):
        for _ in range(self.dice.randrange(1, most + 1)):
            self.request()

    # --- what must be true at the end

    def check_all(self):
        self.check_mails()
        self.check_numbers()
        self.check_notices()
        self.check_fsck(self.it)
        self.check_index()

    def check_mails(self):
        waiting = os.listdir(os.path.join(self.it.path, "spool", "in", "new"))
        self.assertEqual(waiting, [])
        stored = collections.Counter(
            self.it.blob(path) for path in self.it.files()
            if re.search(r"/\d{4,}-in\.eml$", path) or
            path.startswith("quarantine/") and path.endswith(".eml"))
        self.assertEqual(stored, collections.Counter(self.sent))
        ids = self.it.git("log", "--format=%(trailers:key=Message-ID,"
                          "valueonly,separator=)", "main").split()
        self.assertEqual(len(ids), len(set(ids)), "a commit twice")
        self.assertEqual(len(ids), len(self.sent))

    def check_numbers(self):
        tickets = self.it.tickets()
        self.assertEqual(tickets, list(range(1, len(tickets) + 1)))
        messages = collections.defaultdict(set)
        for path in self.it.files("tickets"):
            name = path.rpartition("/")[2]
            if name[0].isdigit():
                messages[path.rpartition("/")[0]].add(int(name[:4]))
        for folder, numbers in messages.items():
            self.assertEqual(sorted(numbers),
                             list(range(1, max(numbers) + 1)), folder)

    def check_notices(self):
        """Each line of delivery is sent, and was; who got one twice got the
        same one, and not oftener than there were kills."""
        wanted = set()
        for path in self.it.files("tickets"):
            if not path.endswith("/delivery"):
                continue
            number = int(path.split("/")[3])
            for line in self.it.blob(path).decode().splitlines():
                name, address, state = line.split()[:3]
                self.assertEqual(state, "sent", (path, line))
                key = (number, int(name[:4]), address)
                self.assertNotIn(key, wanted, "a line twice")
                wanted.add(key)
        got = collections.Counter()
        for mail in self.it.outbox():
            ours = re.match(r"<t(\d+)\.(\d+)\.", mail["Message-ID"])
            got[int(ours[1]), int(ours[2]), address_of(mail["To"])] += 1
        self.assertEqual(set(got), wanted)
        again = sum(got.values()) - len(got)
        print(f"{self.kills} kills, {len(self.sent)} mails, {len(got)} "
              f"notices, {again} of them twice", flush=True)
        self.assertLessEqual(again, self.kills)
        self.assertLessEqual(max(got.values()), 1 + self.kills)

    def index(self):
        path = os.path.join(self.it.path, "state", "index.sqlite")
        with sqlite3.connect(path) as base:
            return sorted(base.iterdump())

    def check_index(self):
        self.it.postern("tick")
        before = self.index()
        self.it.postern("reindex")
        self.assertEqual(self.index(), before)

    # --- the kills

    def settled(self):
        folder = os.path.join(self.it.path, "spool", "in", "new")
        if os.listdir(folder):
            return False
        done = self.it.git("grep", "-lE", "^[^ ]+ [^ ]+ (pending|deferred) ",
                           "main", "--", "*/delivery", status=None)
        return done.returncode == 1

    def kill_somehow(self, daemon):
        """All of it, or one role and then all of it a moment later."""
        self.kills += 1
        living = list(daemon.processes())
        if self.dice.random() < 0.5 and living:
            try:
                os.kill(self.dice.choice(living), signal.SIGKILL)
            except ProcessLookupError:
                pass
            time.sleep(self.dice.random() * 0.1)
            self.kills += 1
        daemon.kill()

    def test_at_random_moments(self):
        for _ in range(ROUNDS):
            daemon = Daemon(self.it.path)
            self.addCleanup(daemon.kill)
            self.requests(6)
            if self.dice.random() < 0.5:
                until(lambda: os.listdir(os.path.join(
                    self.it.path, "spool", "out", "tmp")) or self.settled(),
                    daemon.log)
            time.sleep(self.dice.random() * 0.4)
            self.requests(3)
            self.kill_somehow(daemon)
        daemon = Daemon(self.it.path)
        self.addCleanup(daemon.kill)
        until(self.settled, lambda: daemon.log()[-4000:], 60)
        self.assertEqual(daemon.stop(), 0)
        self.check_all()

    def test_at_single_steps(self):
        if not shutil.which("strace"):
            self.skipTest("strace is not installed")
        probe = self.it.run(["strace", "-f", "-o", "/dev/null", "true"],
                            status=None)
        if probe.returncode != 0:
            self.skipTest("no process may be traced here")
        for _ in range(ROUNDS):
            self.requests(3)
            for verb in ("fetch", "send"):
                calls = self.dice.choice(STEPS)
                step = int(1.25 ** self.dice.randrange(1, 22))
                done = self.it.run(
                    ["strace", "-f", "-qq", "-o", "/dev/null",
                     "-e", f"trace={calls}",
                     "-e", f"inject={calls}:signal=KILL:when={step}",
                     POSTERN, "-C", self.it.path, verb], status=None,
                    ASAN_OPTIONS="detect_leaks=0")  # it traces, too
                self.kills += done.returncode != 0
        self.it.turn()
        self.it.turn()
        self.assertTrue(self.settled())
        self.check_all()


if __name__ == "__main__":
    unittest.main()
