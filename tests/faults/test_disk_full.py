"""A full disk: mail stays on the server, the log says why, and when there is
room again all goes on by itself."""
import os
import subprocess
import unittest

import works
from daemon import Daemon, until
from imap import Server
from points import DISK_FULL
from whole import check

FULL = "No space left on device"
# SQLite cannot make its journal then, and tells no more.
SAYS = f"{FULL}|disk is full|unable to open database file"


class Full(works.Work):
    """A desk that fetches by IMAP; its Maildir for notices lies beside it."""
    name = "full"

    def prepare(self):
        self.server = Server()
        with open(os.path.join(self.path, "secrets", "imap"), "w") as file:
            file.write("secret\n")
        os.chmod(file.name, 0o600)
        self.write_settings(False, "plus", self.server.settings)
        self.arrive(2)
        self.turn()

    def arrive(self, count):
        for _ in range(count):
            self.server.put(self.request())

    def close(self):
        self.server.close()
        super().close()

    def left(self):
        return list(self.server.inbox)

    def taken(self):
        return self.server.archive

    def is_settled(self):
        return not self.server.inbox and self.git(
            "grep", "-lE", "^[^ ]+ [^ ]+ (pending|deferred) ", "main", "--",
            "*/delivery", status=None).returncode == 1


class DiskFull(unittest.TestCase):
    def start(self):
        self.work = Full()
        self.addCleanup(self.work.close)

    def run_full(self, fill, free, environment):
        """The daemon, while the disk fills up and is freed again."""
        work = self.work
        daemon = Daemon(work.path, **environment)
        self.addCleanup(daemon.kill)
        work.arrive(1)
        until(work.is_settled, daemon.log)
        fill()
        work.arrive(3)
        daemon.until_logged("event=not-kept")
        self.assertRegex(daemon.log(), f"event=not-kept .*{FULL}")
        self.assertEqual(len(work.server.inbox), 3)
        self.assertEqual(work.tickets(), [1, 2, 3])
        free()
        until(work.is_settled, lambda: daemon.log()[-4000:], 120)
        self.assertNotIn("team-ended", daemon.log())
        self.assertEqual(daemon.stop(), 0)
        check(work, 0)

    def test_daemon(self):
        """Any call that takes room fails."""
        self.start()
        self.work.use_plan(False)
        plan = self.work.plan
        self.run_full(lambda: plan.arm("none", 1, DISK_FULL), plan.disarm,
                      plan.environment)

    def test_daemon_on_a_small_disk(self):
        """A true one, where it may be had: room is used up in pieces."""
        self.start()
        work = self.work
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4m", "none", work.path],
            capture_output=True, check=False)
        if mounted.returncode:
            self.skipTest("no disk may be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", work.path],
                        check=False)
        subprocess.run(["cp", "-a", work.template + "/.", work.path],
                       check=True)
        filler = os.path.join(work.path, "filler")

        def fill():
            with open(filler, "wb", buffering=0) as file:
                try:
                    while True:
                        file.write(bytes(4096))
                except OSError:
                    pass

        self.run_full(fill, lambda: os.unlink(filler), {})

    def test_verbs_say_so(self):
        """Who calls a verb is told, and may call it again."""
        self.start()
        work = self.work
        work.use_plan(False)
        work.plan.arm("none", 1, DISK_FULL)
        work.arrive(1)
        raw = work.request()
        self.assertNotEqual(work.verb("fetch"), 0)
        self.assertRegex(work.said, SAYS)
        self.assertEqual(work.verb("deliver", stdin=raw), 75)
        self.assertRegex(work.said, SAYS)
        self.assertNotEqual(work.verb("do", "1", "priority P1"), 0)
        self.assertEqual(work.tickets(), [1, 2])
        self.assertEqual(len(work.server.inbox), 1)
        work.plan.disarm()
        self.assertEqual(work.verb("fetch"), 0, work.said)
        self.assertEqual(work.verb("deliver", stdin=raw), 0, work.said)
        work.server.archive.append(raw)
        check(work, 0)


if __name__ == "__main__":
    unittest.main()
