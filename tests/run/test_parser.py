"""A parser that a mail has taken over costs that mail, and no other.

The program is Postern with a parser that does what X-Parser in a mail says
(parser_hook.c). Whatever that is, the mail lies in quarantine with the reason,
the lead is told, the next mail is a ticket.
"""
import os
import sys
import unittest

from daemon import Daemon, until
from desk import ANNA, NILS, Scenario

SANITIZED = os.environ.get("SANITIZED") == "1"
DIES = ["killed", "hung"]
# Under ASan there is neither filter nor limit of memory: fence.h.
FENCED = ["allocating", "socket", "process"]
LIES = ["random", "random-answer", "half", "too-much", "on-and-on", "another",
        "overlapping", "outside", "two-lines", "path"]
DEEDS = DIES + LIES + ([] if SANITIZED else FENCED)
AGENTS = (ANNA, (NILS, {"lead": "true"}))


class Parser(Scenario):
    def begin(self, **options):
        self.it = self.desk(AGENTS, **options)

    def mail(self, number, deed=None, sender="Alice <alice@client.example>"):
        fields = {"X_Parser": deed} if deed else {}
        return self.it.compose(sender, f"Mail {number}", "Hello.\n",
                               attach=[("a.txt", "text/plain", b"a\n"),
                                       ("b.txt", "text/plain", b"b\n")],
                               **fields)

    def check(self, hostile, tickets):
        """Those are in quarantine, byte for byte and with a reason, and the
        others are tickets."""
        kept = {}
        for path in self.it.files("quarantine"):
            name, _, suffix = path.rpartition(".")
            kept.setdefault(name, {})[suffix] = self.it.blob(path)
        self.assertEqual(sorted(one["eml"] for one in kept.values()),
                         sorted(hostile))
        for one in kept.values():
            self.assertIn(b"parser", one["why"])
        self.assertEqual(len(self.it.tickets()), tickets)
        self.it.postern("send")
        told = [got for got in self.it.got(NILS) if "quarantine" in got.text]
        self.assertEqual(len(told), 1, "the lead, once a day")
        self.check_fsck(self.it)

    def test_fetch_goes_on_after_each(self):
        self.begin()
        hostile = []
        for number, deed in enumerate(DEEDS):
            hostile.append(self.it.drop(self.mail(number, deed)))
            self.it.drop(self.mail(f"after {deed}"))
        self.it.postern("fetch")
        self.check(hostile, len(DEEDS))

    def test_a_mail_in_an_agents_name_costs_no_more(self):
        self.begin()
        hostile = [self.it.drop(self.mail(deed, deed, sender=ANNA))
                   for deed in ("killed", "hung", "half", "outside")]
        self.it.drop(self.mail("after"))
        self.it.postern("fetch")
        self.check(hostile, 1)

    def test_deliver_takes_it(self):
        self.begin()
        hostile = [self.mail(deed, deed)
                   for deed in ("killed", "hung", "random-answer")]
        for raw in hostile:
            self.it.postern("deliver", stdin=raw)
        self.it.postern("deliver", stdin=self.mail("after"))
        self.check(hostile, 1)

    def import_all(self, *options):
        self.begin()
        folder = os.path.join(self.it.root, "archive")
        os.mkdir(folder)
        mails = [self.mail("before"), self.mail("k", "killed"),
                 self.mail("h", "hung"), self.mail("o", "overlapping"),
                 self.mail("after")]
        for number, raw in enumerate(mails):
            with open(os.path.join(folder, f"{number}.eml"), "wb") as file:
                file.write(raw)
        self.it.postern("import", *options, folder)
        self.check(mails[1:4], 2)

    def test_import_goes_on(self):
        self.import_all()

    def test_live_import_goes_on(self):
        self.import_all("--live")

    def test_the_daemon_goes_on(self):
        self.begin()
        daemon = Daemon(self.it.path)
        self.addCleanup(daemon.kill)
        hostile = [self.it.drop(self.mail(deed, deed))
                   for deed in ("killed", "hung", "random")]
        self.it.drop(self.mail("after"))
        until(lambda: len(self.it.tickets()) == 1, "the mail behind them")
        self.assertIsNone(daemon.process.poll())
        self.assertEqual(daemon.stop(), 0)
        self.check(hostile, 1)

    @unittest.skipIf(SANITIZED, "the filter is off under ASan")
    def test_a_file_is_not_opened(self):
        self.begin()
        self.it.drop(self.mail("x", "file"))
        self.it.postern("fetch")
        self.assertEqual(self.it.ticket(1)["Subject"], ["Mail x"])


if __name__ == "__main__":
    sys.exit(unittest.main())
