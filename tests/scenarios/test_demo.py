"""contrib/demo plays its day to the end, and the forged mail in it does
nothing."""
import os
import subprocess
import unittest

from desk import ENVIRONMENT, POSTERN, Desk, Scenario

DEMO = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                    "..", "..", "contrib", "demo")


class Demo(Scenario):
    @classmethod
    def setUpClass(cls):
        # Only the folder of a desk is wanted: the demo makes its own.
        cls.it = Desk()
        cls.addClassCleanup(cls.it.close)
        cls.it.path = os.path.join(cls.it.root, "kept")
        cls.it.repository = os.path.join(cls.it.path, "desk.git")
        cls.done = subprocess.run(
            [DEMO, "--keep", cls.it.path], stdin=subprocess.DEVNULL,
            capture_output=True, check=False,
            env=ENVIRONMENT | {"POSTERN": os.path.abspath(POSTERN)})
        cls.said = cls.done.stdout.decode()

    def test_it_ends_by_itself(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr.decode())
        self.assertNotIn("\033", self.said)

    def test_nothing_goes_wrong_on_the_way(self):
        for line in self.done.stderr.decode().splitlines():
            self.assertNotIn("postern:", line)
            self.assertNotIn("error", line.lower())

    def test_the_forged_mail_closes_nothing(self):
        forged = self.it.commits("main", "--grep=forged@evil.example")
        self.assertEqual(len(forged), 1)
        trailers = self.it.trailers(forged[0])
        self.assertEqual(dict(trailers)["Proof"], "none (no authserv-id)")
        self.assertEqual([value for key, value in trailers
                          if key in ("Status", "Command")], [])
        events = self.it.events(1)
        self.assertEqual(events.count("close"), 1)
        self.assertEqual(events.index("close"), max(
            index for index, event in enumerate(events)
            if event != "deliver"))

    def test_the_forged_agent_is_asked(self):
        asked = [mail for mail in self.it.got("anna@example.com")
                 if mail.kind == "c"]
        self.assertEqual(len(asked), 1)

    def test_the_second_line_closes_it(self):
        self.assertEqual(self.it.tickets(), [1])
        ticket = self.it.ticket(1)
        self.assertEqual((ticket["Status"], ticket["Line"],
                          ticket["Assignee"]),
                         (["closed"], ["2"], ["nils@example.com"]))

    def test_alice_reads_swedish_and_no_command(self):
        mails = self.it.got("alice@example.com")
        self.assertGreaterEqual(len(mails), 4)
        for mail in mails:
            self.assertEqual(mail["Content-Language"], "sv")
            self.assertNotIn("#", mail.text)

    def test_the_repository_is_sound(self):
        self.check_fsck(self.it)


if __name__ == "__main__":
    unittest.main()
