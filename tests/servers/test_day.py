"""A day between real mail servers."""
import collections
import random
import re
import time

from daemon import until
from desk import ANNA, NILS, address_of
from post import (ALICE, Served, deliver, inbox, mailbox_settings, main,
                  port, put, servers, smtp_settings)

SOON = 20  # seconds; without IDLE the next look would be minutes away


def is_ack(mail):
    return mail["Auto-Submitted"] == "auto-replied"


class Day(Served):
    def test_from_request_to_closing(self):
        self.served_desk()
        daemon = self.start()
        # The first mail is there when the mailbox is opened; the second
        # comes while it is watched.
        self.writes(ALICE, "Before", "Is anybody there?\n")
        self.got(daemon, ALICE, is_ack)
        began = time.monotonic()
        asked = self.writes(ALICE, "Skrivaren", "Den är trasig.\n")
        ack = self.got(daemon, ALICE, is_ack, 2)[1]
        self.assertLess(time.monotonic() - began, SOON, "polled for")
        self.assertEqual(ack["In-Reply-To"], asked)
        self.assertIn("[T-2]", ack["Subject"])
        self.assertEqual(address_of(ack["From"]), "help@example.com")

        notice = self.got(daemon, ANNA, lambda mail: "[T-2]" in
                          mail["Subject"])[0]
        self.answers(ANNA, notice, "#take\n#priority P2\n\n"
                     "Hej! Vilken färg lyser lampan?\n")
        answer = self.got(daemon, ALICE, lambda mail: "Vilken färg" in
                          mail.text)[0]
        self.assertEqual(address_of(answer["From"]), "help@example.com")
        self.assertIn(asked, answer["References"])
        self.assertIsNone(answer["Auto-Submitted"])
        self.assertNotIn("#take", answer.text)
        self.assertNotIn("anna@", answer.raw.decode("ascii", "replace"))
        self.assertEqual(self.it.ticket(2)["Assignee"], ["anna@example.com"])
        self.assertEqual(self.it.ticket(2)["Priority"], ["P2"])

        self.answers(ALICE, answer, "Röd.\n")
        reply = self.got(daemon, ANNA, lambda mail: "Röd." in mail.text)[0]
        self.answers(ANNA, reply, "#resolve\n\nBytt säkring, klart.\n")
        self.got(daemon, ALICE, lambda mail: "Bytt säkring" in mail.text)
        self.assertEqual(self.it.status(2), "resolved")

        until(lambda: not inbox("help@example.com"), "an empty inbox")
        self.assertEqual(len(inbox("help@example.com", "Archive")), 5)
        self.assertEqual(daemon.stop(), 0)
        self.check_fsck(self.it)
        stored = [self.it.blob(path) for path in self.it.files("tickets")
                  if path.endswith("-in.eml")]
        kept = [mail.raw for mail in inbox("help@example.com", "Archive")]
        self.assertEqual(sorted(stored), sorted(kept), "byte for byte")

    def test_a_forged_agent_is_asked_back(self):
        self.served_desk()
        daemon = self.start()
        asked = self.writes(ALICE, "Printer", "It is broken.\n")
        self.got(daemon, ANNA, lambda mail: "[T-1]" in mail["Subject"])
        for count, result in enumerate((b"", b"Authentication-Results: "
                                        b"mx.example.com; dmarc=pass "
                                        b"header.from=example.com\r\n")):
            raw = result + self.compose(
                ANNA, "Re: Printer [T-1]", f"#close\n\n{count}\n",
                In_Reply_To=asked)
            deliver("evil@elsewhere.example", "help@example.com", raw)
            until(lambda: len(self.it.files(self.it.folder(1))) and
                  sum(path.endswith("-in.eml") for path in
                      self.it.files(self.it.folder(1))) == count + 2,
                  daemon.log)
        question = self.got(daemon, ANNA, lambda mail: "#close" in mail.text
                            and "help" in mail["From"])[0]
        self.assertEqual(self.it.status(1), "new")
        self.assertEqual(self.it.tickets(), [1])
        self.answers(ANNA, question, "yes\n")
        until(lambda: self.it.status(1) == "closed",
              lambda: f"{self.it.git('log', '-3')}{question}{daemon.log()}")
        self.assertEqual(daemon.stop(), 0)

    def test_who_is_unknown_to_the_server_is_told_to_the_agent(self):
        self.served_desk()
        daemon = self.start()
        raw = self.compose("Ghost <ghost@example.com>", "Boo", "Who?\n")
        deliver("ghost@example.com", "help@example.com", raw)
        told = self.got(daemon, ANNA, lambda mail: "ghost@" in mail.text and
                        mail["Auto-Submitted"] == "auto-generated" and
                        "550" in mail.text)
        self.assertEqual(len(told), 1)
        lines = self.it.file(1, "delivery").decode().splitlines()
        failed = [line for line in lines if "ghost@" in line]
        self.assertRegex(failed[0], r"^0002-out ghost@example\.com failed "
                         r"\S+ 550 ")
        self.assertEqual(daemon.stop(), 0)

    def test_a_mail_server_that_is_away(self):
        self.served_desk()
        daemon = self.start()
        self.writes(ALICE, "Before", "Is anybody there?\n")
        self.got(daemon, ALICE, is_ack)
        self.pause("smtp")
        put("help@example.com", self.compose(ALICE, "Meanwhile", "Hello?\n"))
        daemon.until_logged("event=mail-server")
        until(lambda: self.it.tickets() == [1, 2], daemon.log)
        servers("servers_resume_smtp")
        self.got(daemon, ALICE, is_ack, 2)
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(len(inbox(ALICE)), 2)

    def test_a_mailbox_that_is_away(self):
        self.served_desk()
        daemon = self.start()
        self.writes(ALICE, "Before", "Is anybody there?\n")
        self.got(daemon, ALICE, is_ack)
        self.pause("imap")
        daemon.until_logged("event=mailbox-trouble")
        servers("servers_resume_imap")
        self.writes(ALICE, "After", "Is anybody there again?\n")
        self.got(daemon, ALICE, is_ack, 2)
        self.assertNotIn("team-ended", daemon.log())
        self.assertEqual(daemon.stop(), 0)

    def test_mailboxes_have_queues_of_their_own(self):
        self.served_desk(mailbox_settings() +
                         mailbox_settings("chef", "sales") + smtp_settings(),
                         '[queue "sales"]\n\tline = 1\n\tcalendar = office\n')
        daemon = self.start()
        self.writes(ALICE, "Printer", "It is broken.\n")
        self.writes(ALICE, "Invoice", "Please pay.\n", to="chef@example.com")
        self.got(daemon, ALICE, is_ack, 2)
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual({self.it.ticket(number)["Subject"][0]:
                          self.it.ticket(number)["Queue"][0]
                          for number in self.it.tickets()},
                         {"Printer": "support", "Invoice": "sales"})

    def test_killed_in_the_middle(self):
        self.served_desk()
        seed = random.randrange(1 << 32)
        print(f"seed {seed}", flush=True)
        dice = random.Random(seed)
        kills = 8
        ids = []
        for _ in range(kills):
            daemon = self.start()
            for _ in range(3):
                ids.append(self.writes(ALICE, f"Number {len(ids)}",
                                       f"It is number {len(ids)}.\n"))
            time.sleep(dice.random() * 0.7)
            daemon.kill()
        daemon = self.start()
        self.got(daemon, ALICE, is_ack, len(ids))
        until(lambda: not inbox("help@example.com"), daemon.log)
        until(lambda: " pending " not in "".join(
            self.it.file(number, "delivery").decode()
            for number in self.it.tickets()), daemon.log)
        self.assertEqual(daemon.stop(), 0)
        self.check_fsck(self.it)
        self.assertEqual(self.it.tickets(), list(range(1, len(ids) + 1)))
        got = collections.Counter(mail["Message-ID"] for mail in
                                  inbox(ALICE) if is_ack(mail))
        self.assertEqual(len(got), len(ids))
        told = collections.Counter(mail["Message-ID"] for mail in inbox(ANNA))
        again = sum(got.values()) + sum(told.values()) - len(got) - len(told)
        self.assertLessEqual(again, kills)
        archived = [re.search(rb"Message-ID: (\S+)", mail.raw)[1].decode()
                    for mail in inbox("help@example.com", "Archive")]
        self.assertEqual(sorted(archived), sorted(ids))


BOB = "Bob at the works <bob@example.com>"
CHEF = "Chef <chef@example.com>"
RUT = "Rut Lund <rut@example.com>"
TEAM_RULES = """
[promise "P3"]
	first-reply = 1h
	calendar = always
[approval "purchase"]
	queue = support
	approver = chef@example.com
[vendor "works"]
	address = bob@example.com
	number = "Case *"
"""


class ATeam(Served):
    """Three lines, a supplier, an approver: nobody but the daemon moves."""

    def setUp(self):
        super().setUp()
        self.served_desk(rules=TEAM_RULES, more_agents=[(RUT, {"line": 3})])
        self.daemon = self.start()

    def mail(self, person, words, number=1):
        """That person's mail about the ticket that holds the words."""
        return self.got(self.daemon, person, lambda mail:
                        f"[T-{number}]" in mail["Subject"] and
                        words in mail.text)[-1]

    def becomes(self, status, number=1):
        until(lambda: self.it.status(number) == status, self.daemon.log)

    def test_from_line_to_line_by_the_supplier_to_the_end(self):
        self.writes(ALICE, "Printer", "It is broken. WORD-OF-ALICE\n")
        self.answers(ANNA, self.mail(ANNA, "It is broken"),
                     "#take\n#escalate It wants a new board\n")
        self.mail(ALICE, "line 2")
        self.answers(NILS, self.mail(NILS, "wants a new board"),
                     "#take\n#vendor works\n\nPlease bring a board. "
                     "WORD-OF-NILS\n")
        self.answers(BOB, self.mail(BOB, "bring a board"),
                     "We come on Monday. WORD-OF-BOB\n")
        told = self.mail(NILS, "We come on Monday")
        self.becomes("progress")
        self.answers(NILS, told, "#handover rut The board is changed, the "
                     "driver is not.\n")
        self.answers(RUT, self.mail(RUT, "the driver is not"),
                     "#resolve\n\nThe driver is new as well.\n")
        self.answers(ALICE, self.mail(ALICE, "driver is new"),
                     "Yes, it works now, thank you!\n")
        self.becomes("closed")
        self.answers(ALICE, self.mail(ALICE, "from 1"), "5\n")
        until(lambda: self.it.ticket(1).get("Rating") == ["5"],
              self.daemon.log)
        self.assertEqual(self.daemon.stop(), 0)
        for person, never in ((ALICE, ("WORD-OF-BOB", "WORD-OF-NILS")),
                              (BOB, ("WORD-OF-ALICE", "alice@"))):
            for mail in inbox(person):
                for word in never:
                    self.assertNotIn(word, mail.raw.decode("utf-8",
                                                           "replace"))
        self.check_fsck(self.it)

    def test_an_approval_denied_and_one_granted(self):
        for number, item in enumerate(("laptop", "mouse"), 1):
            self.writes(ALICE, f"A {item}", f"I need a {item}.\n")
            self.answers(ANNA, self.mail(ANNA, f"need a {item}", number),
                         "#take\n#request-approval purchase 900 EUR Hers is "
                         "old\n")
        self.answers(CHEF, self.mail(CHEF, "Hers is old"),
                     "deny\n\nNot this year.\n")
        self.mail(ALICE, "Not this year")
        self.answers(CHEF, self.mail(CHEF, "Hers is old", 2), "approve\n")
        self.mail(ALICE, "approved", 2)
        self.becomes("cancelled")
        self.becomes("progress", 2)
        # Nobody else's word counts, and a word counts once.
        self.answers(BOB, self.mail(CHEF, "Hers is old"), "approve\n")
        self.answers(ALICE, self.mail(ALICE, "approved", 2), "approve\n")
        until(lambda: not inbox("help@example.com"), self.daemon.log)
        self.assertEqual(self.daemon.stop(), 0)
        self.assertEqual([self.it.status(number) for number in (1, 2)],
                         ["cancelled", "progress"])
        self.assertEqual(sorted(self.it.events()).count("approve"), 1)

    def test_a_promise_that_was_broken_and_who_is_away(self):
        self.writes(ANNA, "Away", "#away until friday to rut\n")
        told = self.got(self.daemon, ANNA, lambda mail: "#away" in mail.text)
        if self.mode == "plus":  # nothing proves a mail that answers none
            self.answers(ANNA, told[0], "yes\n")
        until(lambda: self.it.files("people"), self.daemon.log)
        put("help@example.com", self.compose(ALICE, "Phone", "Dead.\n"),
            time.time() - 5400)
        self.mail(RUT, "Dead.")
        until(lambda: "Missed" in self.it.ticket(1), self.daemon.log)
        self.assertEqual(self.daemon.stop(), 0)
        self.assertEqual(self.it.events(1).count("promise"), 1)


class CheckedByMail(Served):
    """check --mail: the desk writes to itself."""

    def check(self, status, *told):
        put("help@example.com", self.compose(ALICE, "Printer", "Broken.\n"))
        said = self.it.postern("check", "--mail", status=status)
        for words in told:
            self.assertRegex(said, f"(?m)^{words}")
        self.assertEqual([mail["Subject"] for mail in
                          inbox("help@example.com")], ["Printer"],
                         "what waits is not touched")
        return said

    def test_a_server_as_the_settings_say(self):
        # The MX takes forged results away; the submission does not.
        settings = smtp_settings()
        if self.mode == "none":
            settings = (f"[smtp]\n\turl = smtp://localhost:{port('MX')}\n"
                        "\ttls = none\n")
        self.served_desk(mailbox_settings() + settings)
        self.check(0, "ok +mail: it comes back, forged results do not")

    def test_a_server_that_lets_forged_results_through(self):
        if self.mode == "plus":
            self.skipTest("no result is believed here")
        self.served_desk()
        self.check(1, "error +mail: a forged Authentication-Results")

    def test_an_extension_that_is_not_as_the_settings_say(self):
        other = {"plus": "none", "none": "plus"}[self.mode]
        self.served_desk(extension=other)
        self.check(1, {"plus": r"warning mail: .*\+extension arrives",
                       "none": r"error +mail: .*\+extension does not arrive"}
                   [self.mode])


if __name__ == "__main__":
    main()
