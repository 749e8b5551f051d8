"""A desk that is being made, killed: made again, it is whole.

FAULTS_POINTS=all kills at every call.
"""
import os
import random
import shutil
import subprocess
import unittest

import points
import works
from desk import ENVIRONMENT, POSTERN

SEED = int(os.environ.get("FAULTS_SEED", random.randrange(1 << 32)))
ALL = os.environ.get("FAULTS_POINTS") == "all"
KILLS = 40


class Init(unittest.TestCase):
    def setUp(self):
        print(f"FAULTS_SEED={SEED}", flush=True)
        works.adopt_orphans()
        self.work = works.WORKS["both"]()
        self.addCleanup(self.work.close)
        self.path = self.work.path = os.path.join(self.work.root, "new")
        self.command = [POSTERN, "init", self.path, "--address",
                        "help@example.com", "--agent", "anna@example.com"]

    def postern(self, *words, stdin=b""):
        return subprocess.run([POSTERN, "-C", self.path, *words], input=stdin,
                              capture_output=True, env=ENVIRONMENT,
                              check=False)

    def calls(self):
        self.work.use_plan(True)
        self.assertEqual(self.work.faulty(*self.command), 0, self.work.said)
        return len(self.work.plan.journal())

    def test_killed_and_made_again(self):
        count = self.calls()
        kills = range(1, count + 1)
        for nth in kills if ALL else random.Random(SEED).sample(kills, KILLS):
            with self.subTest(nth=nth, of=count):
                shutil.rmtree(self.path, ignore_errors=True)
                self.work.use_plan(False)
                self.work.plan.arm("none", nth, points.KILL_ALL)
                self.work.faulty(*self.command)
                was_whole = os.path.exists(os.path.join(self.path,
                                                        "desk.git"))
                again = subprocess.run(self.command, capture_output=True,
                                       env=ENVIRONMENT, check=False)
                self.assertEqual(again.returncode, 73 if was_whole else 0,
                                 again.stderr)
                self.check_works()

    def check_works(self):
        done = self.postern("check", "--offline")
        self.assertNotIn(b"error ", done.stdout)
        raw = self.work.compose("eve@client.example", "Hello", "Hello?\n")
        done = self.postern("deliver", stdin=raw)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.postern("send").returncode, 0)

    def test_a_desk_is_never_made_over(self):
        """Not even where its repository is away for a moment."""
        self.calls()
        key = os.path.join(self.path, "secrets", "desk.key")
        with open(key, "rb") as file:
            before = file.read()
        os.rename(os.path.join(self.path, "desk.git"),
                  os.path.join(self.path, "elsewhere.git"))
        done = subprocess.run(self.command, capture_output=True,
                              env=ENVIRONMENT, check=False)
        self.assertEqual(done.returncode, 73, done.stderr)
        with open(key, "rb") as file:
            self.assertEqual(file.read(), before)


if __name__ == "__main__":
    unittest.main()
