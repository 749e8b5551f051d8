"""Mail servers as bad as they come: what they do costs time, never a mail, and
a mail that goes out twice is the same mail.

FAULTS_POINTS=all cuts an IMAP session at every byte.
"""
import collections
import os
import random
import re
import unittest

import imap
import smtp
import works
from desk import Got, address_of
from whole import Tree, check, check_fsck, check_index, lines_of

SEED = int(os.environ.get("FAULTS_SEED", random.randrange(1 << 32)))
ALL = os.environ.get("FAULTS_POINTS") == "all"
CUTS = 30
DAY = 24 * 3600


class ByImap(unittest.TestCase):
    def setUp(self):
        print(f"FAULTS_SEED={SEED}", flush=True)
        self.work = works.WORKS["imap"]()
        self.addCleanup(self.work.close)
        self.work.restore()
        self.server = self.work.server

    def fetch(self):
        return self.work.postern("fetch", status=None).returncode

    def fetch_until_done(self):
        while self.fetch():
            pass

    def session_length(self):
        self.assertEqual(self.fetch(), 0)
        said = self.server.said
        self.work.restore()
        self.server = self.work.server
        return said

    def test_cut_at_any_byte(self):
        """Three mails of a few bytes, so that most cuts are between words."""
        self.work.sent = [
            self.work.compose("eve@client.example", "", "x\n", Date=None,
                              Message_ID=f"<{number}@x>")
            for number in range(2)]
        self.work.restore()
        self.server = self.work.server
        length = self.session_length()
        cuts = range(length)
        if not ALL:
            # The answer to the move is at the end of it.
            dice = random.Random(SEED)
            late = length - 120
            cuts = (dice.sample(range(late), CUTS // 2) +
                    dice.sample(range(late, length), CUTS // 2))
        for cut in cuts:
            with self.subTest(cut=cut, of=length):
                self.work.restore()
                self.server = self.work.server
                self.server.cut_at = cut
                self.fetch()
                self.assertEqual(self.fetch(), 0)
                check(self.work, 0)

    def test_uidvalidity_changes(self):
        """A mailbox that was put back from a backup: all comes again."""
        self.assertEqual(self.fetch(), 0)
        again = list(self.server.archive)
        self.server.archive.clear()
        self.server.validity += 1
        self.server.next_uid = 11
        for raw in again:
            self.server.put(raw)
        self.assertEqual(self.fetch(), 0)
        check(self.work, 0)

    def test_uidvalidity_changes_before_the_move(self):
        """The desk holds keys of another time: it moves nothing by them."""
        def renumber(_):
            self.server.validity += 1
            self.server.inbox = {uid + 1000: raw for uid, raw
                                 in self.server.inbox.items()}
            self.server.flags = {uid: set() for uid in self.server.inbox}
            del self.server.instead["UID MOVE"]
            raise imap.Cut
        self.server.instead["UID MOVE"] = renumber
        self.assertNotEqual(self.fetch(), 0)
        self.assertEqual(self.fetch(), 0)
        check(self.work, 0)

    def test_bye_to_any_command(self):
        for word in ("greeting", "CAPABILITY", "LOGIN", "SELECT", "FETCH",
                     "UID FETCH", "UID MOVE"):
            with self.subTest(word=word):
                self.work.restore()
                self.server = self.work.server
                self.server.instead[word] = lambda _: b"* BYE full\r\n"
                self.assertNotEqual(self.fetch(), 0)
                self.server.instead.clear()
                self.assertEqual(self.fetch(), 0)
                check(self.work, 0)

    def test_no_to_any_command(self):
        for word in ("LOGIN", "SELECT", "FETCH", "UID FETCH", "UID MOVE"):
            with self.subTest(word=word):
                self.work.restore()
                self.server = self.work.server
                self.server.instead[word] = (
                    lambda tag: f"{tag} NO quota\r\n".encode())
                self.assertNotEqual(self.fetch(), 0)
                self.server.instead.clear()
                self.assertEqual(self.fetch(), 0)
                check(self.work, 0)

    def test_moved_is_said_but_not_done(self):
        self.server.instead["UID MOVE"] = (
            lambda tag: f"{tag} OK moved\r\n".encode())
        self.assertEqual(self.fetch(), 0)
        self.assertEqual(self.fetch(), 0)
        self.assertEqual(len(self.server.inbox), 3)
        self.server.instead.clear()
        self.assertEqual(self.fetch(), 0)
        check(self.work, 0)

    def test_slow(self):
        self.server.pause = 0.0002
        self.assertEqual(self.fetch(), 0)
        check(self.work, 0)

    def test_sizes_that_lie(self):
        for said in (0, 1, 10 ** 6, (1 << 32) - 1):
            with self.subTest(said=said):
                self.work.restore()
                self.server = self.work.server
                facts = self.server.facts
                self.server.facts = lambda uid, size=said: re.sub(
                    rb"SIZE \d+", b"SIZE %d" % size, facts(uid))
                self.fetch()
                self.server.facts = facts
                self.fetch_until_done()
                self.assertEqual(self.server.inbox, {})
                if said < 10 ** 7:
                    check(self.work, 0)

    def test_without_move(self):
        for capabilities in ("IMAP4rev1 UIDPLUS", "IMAP4rev1"):
            with self.subTest(capabilities=capabilities):
                self.work.restore()
                self.server = self.work.server
                self.server.capabilities = capabilities
                self.assertEqual(self.fetch(), 0)
                check(self.work, 0)


class BySmtp(unittest.TestCase):
    def setUp(self):
        self.work = works.WORKS["send"]()
        self.addCleanup(self.work.close)
        self.start()

    def start(self):
        self.work.restore()
        self.server = smtp.Server()
        self.addCleanup(self.server.close)
        self.work.write_settings(False, "plus", self.server.settings)
        self.work.use_plan(False)
        self.people = {address for *_, address, _ in
                       lines_of(Tree(self.work))}

    def send(self, days=0):
        """So many days from now."""
        self.work.plan.shift_clock(int(days * DAY))
        return self.work.verb("send")

    def states(self):
        return collections.Counter(
            (address, state) for *_, address, state in
            lines_of(Tree(self.work)))

    def only_state(self):
        found = {state for _, state in self.states()}
        self.assertEqual(len(found), 1, self.states())
        return found.pop()

    def check_sent(self, twice=0):
        """Each notice came to whom it should; so many twice, the same."""
        ids = collections.defaultdict(list)
        for recipient, text in self.server.got:
            mail = Got(text)
            self.assertEqual(address_of(mail["To"]), recipient)
            ids[recipient, mail["Message-ID"]].append(text)
        sent = sum(number for (_, state), number in self.states().items()
                   if state == "sent")
        self.assertEqual(len(ids), sent)
        self.assertEqual(len(self.server.got) - len(ids), twice)
        check_index(self.work)
        check_fsck(self.work)

    def test_later_then_taken(self):
        for verb in ("MAIL", "RCPT", "DATA", "."):
            with self.subTest(verb=verb):
                self.start()
                self.server.replies[verb, None] = "451 4.3.0 later"
                self.send()
                self.assertIn(self.only_state(), ("deferred", "pending"))
                self.server.replies.clear()
                self.assertEqual(self.send(days=1), 0, self.work.said)
                self.assertEqual(self.only_state(), "sent")
                self.check_sent()

    def test_refused(self):
        for verb in ("RCPT", "DATA", "."):
            with self.subTest(verb=verb):
                self.start()
                self.server.replies[verb, None] = "550 5.1.1 no"
                self.send()
                self.assertEqual(
                    {state for _, state in self.states()} - {"pending"},
                    {"failed"})
                self.assertEqual(self.server.got, [])

    def test_one_of_several_is_refused(self):
        self.server.replies["RCPT", "p1@client.example"] = "550 5.1.1 no"
        self.assertEqual(self.send(), 0, self.work.said)
        states = self.states()
        self.assertEqual(states["p1@client.example", "failed"], 1)
        self.assertEqual(states["p0@client.example", "sent"], 1)
        self.assertEqual(states["p2@client.example", "sent"], 1)
        self.check_sent()

    def test_cut_behind_the_text(self):
        """It was taken, but nobody was told: that one mail goes again."""
        self.server.replies[".", "p1@client.example"] = None
        self.assertNotEqual(self.send(), 0)
        self.server.replies.clear()
        self.assertEqual(self.send(), 0, self.work.said)
        self.assertEqual(self.only_state(), "sent")
        self.check_sent(twice=1)

    def test_cut_anywhere_else(self):
        for verb in ("greeting", "EHLO", "MAIL", "RCPT", "DATA"):
            with self.subTest(verb=verb):
                self.start()
                self.server.replies[verb, None] = None
                if verb == "EHLO":
                    self.server.replies["HELO", None] = None
                self.assertNotEqual(self.send(), 0)
                self.assertEqual(self.only_state(), "pending")
                self.server.replies.clear()
                self.assertEqual(self.send(), 0, self.work.said)
                self.check_sent()

    def test_away_for_a_day(self):
        self.server.close()
        for hour in range(24):
            self.assertNotEqual(self.send(days=hour / 24), 0)
        self.assertEqual(self.only_state(), "pending")
        self.server = smtp.Server()
        self.work.write_settings(False, "plus", self.server.settings)
        self.assertEqual(self.send(days=1), 0, self.work.said)
        self.assertEqual(self.only_state(), "sent")
        self.check_sent()

    def test_away_for_a_week(self):
        """What could not go for five days is told as expired, once."""
        self.server.close()
        self.send(days=7)
        self.assertEqual({state for _, state in self.states()} - {"pending"},
                         {"expired"})


class ByClock(unittest.TestCase):
    """A clock that is set back or forward."""

    def setUp(self):
        self.work = works.WORKS["both"]()
        self.addCleanup(self.work.close)

    def test_set_back_and_forward(self):
        work = self.work
        work.use_plan(False)
        for days in (-1, 2, -400, 1, -1, 0):
            work.plan.shift_clock(int(days * DAY))
            work.drop_requests(2)
            self.assertEqual(work.verb("fetch"), 0, work.said)
            self.assertEqual(work.verb("send"), 0, work.said)
            self.assertEqual(work.verb("tick"), 0, work.said)
        check(work, 0)
        times = [int(time) for time in work.git(
            "log", "--reverse", "--format=%ct", "main").split()]
        self.assertEqual(times, sorted(times))


if __name__ == "__main__":
    unittest.main()
