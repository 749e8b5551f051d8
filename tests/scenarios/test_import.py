"""Import of archives: the same desk comes out however often it was stopped."""
import os
import random
import signal
import subprocess
import sys
import time
import unittest

from desk import ENVIRONMENT, POSTERN, Scenario

SEED = int(os.environ.get("POSTERN_SEED", "7"))
THREADS = 120
MAILS = 600


def mail(number):
    """Thread by thread, all mixed: mail n answers the one before it in its
    thread."""
    thread, before = number % THREADS, number - THREADS
    answers = f"In-Reply-To: <{before}@client.example>\n" if before >= 0 else ""
    return (f"From: Person {thread} <person{thread}@client.example>\n"
            f"To: help@example.com\nSubject: Matter {thread}\n"
            f"Date: {1 + number % 28} Jan 2020 10:00:00 +0000\n"
            f"Message-ID: <{number}@client.example>\n{answers}\n"
            f"This is mail {number}.\n>From here on all is quoted.\n")


def write_mbox(path, numbers):
    with open(path, "w") as file:
        for number in numbers:
            file.write(f"From person@client.example Thu Jan  2 10:00:00 2020\n"
                       f"{mail(number)}\n")


class Import(Scenario):
    def archive(self, desk, numbers=range(MAILS), name="archive.mbox"):
        path = os.path.join(desk.root, name)
        write_mbox(path, numbers)
        return path

    def stop_at_random(self, desk, path, chance):
        """Runs an import and kills it, a little later each time."""
        process = subprocess.Popen(
            [POSTERN, "-C", desk.path, "import", path], env=ENVIRONMENT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(chance)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def check_all_there(self, desk):
        """Every mail once, each thread one ticket."""
        paths = [path for path in desk.git(
            "ls-tree", "-r", "--name-only", "main", "tickets").split()
            if path.endswith("-in.eml")]
        self.assertEqual(len(paths), MAILS)
        threads = {}
        for path in paths:
            text = desk.git("cat-file", "blob", f"main:{path}")
            number = int(text.partition("Message-ID: <")[2].partition("@")[0])
            self.assertEqual(text, mail(number))
            threads.setdefault(number % THREADS, set()).add(
                os.path.dirname(path))
        self.assertEqual(len(threads), THREADS)
        for folders in threads.values():
            self.assertEqual(len(folders), 1)

    def test_killed_again_and_again_it_still_takes_each_mail_once(self):
        desk = self.desk()
        path = self.archive(desk)
        chance = random.Random(SEED)
        print(f"seed {SEED}", file=sys.stderr)
        for attempt in range(8):
            self.stop_at_random(
                desk, path, 0.1 + attempt * 0.1 * chance.random())
        desk.postern("import", path)
        self.check_all_there(desk)
        self.check_fsck(desk)

    def test_the_same_archive_again_changes_nothing(self):
        desk = self.desk()
        path = self.archive(desk)
        desk.postern("import", path)
        head = desk.head()
        desk.postern("import", path)
        self.assertEqual(desk.head(), head)

    def test_archives_overlap_and_join(self):
        desk = self.desk()
        odd = self.archive(desk, range(THREADS, MAILS), "later.mbox")
        even = self.archive(desk, range(0, MAILS - THREADS), "earlier.mbox")
        desk.postern("import", odd)
        desk.postern("import", even)
        self.check_all_there(desk)

    def test_live_mails_share_durable_points(self):
        desk = self.desk()
        desk.postern("tick")
        before = desk.git("rev-list", "--count", "main")
        path = self.archive(desk, range(60), "live.mbox")
        desk.postern("import", "--live", path)
        self.assertEqual(int(desk.git("rev-list", "--count", "main")),
                         int(before) + 60)
        packs = os.listdir(os.path.join(desk.repository, "objects", "pack"))
        self.assertLess(len([name for name in packs
                             if name.endswith(".pack")]), 10)


if __name__ == "__main__":
    unittest.main()
