"""A mail that only says that an agent wrote it closes nothing: the agent is
asked back. On every kind of desk: with a mail server that checks senders or
without, with reply addresses of our own or without."""
import unittest

from desk import ALICE, ANNA, DESK, MX, NILS, Scenario

DESKS = [dict(authserv=authserv, extension=extension)
         for authserv in (False, True) for extension in ("plus", "none")]
FIRST = "<first@client.example>"


class Forged(Scenario):
    def opened(self, agents=(ANNA,), **options):
        """A desk with T-1 of Alice, which Anna has been told of."""
        desk = self.desk(agents, **options)
        desk.mail(ALICE, "Skrivaren", "Den skriver ut tomma sidor.\n",
                  Message_ID=FIRST)
        desk.turn()
        self.assertEqual(desk.status(1), "new")
        desk.fresh(ANNA), desk.fresh(ALICE)
        return desk

    def on_each_desk(self, forge):
        for options in DESKS:
            with self.subTest(**options):
                desk = self.opened(**options)
                forge(desk)
                desk.turn()
                self.assert_asked(desk)

    def assert_asked(self, desk):
        """Nothing is closed, nothing made, Anna asked once; her yes closes
        T-1."""
        self.assertEqual(desk.tickets(), [1])
        self.assertEqual(desk.status(1), "new")
        questions = self.questions(desk)
        self.assertEqual(len(questions), 1, desk.got(ANNA))
        self.assertIn("| #close", questions[0].text)
        self.assertEqual(desk.fresh(ALICE), [])
        desk.answer(questions[0], ANNA, "yes\n")
        desk.turn()
        self.assertEqual(desk.status(1), "closed", desk.got(ANNA)[-1])
        self.assertEqual(desk.tickets(), [1])
        self.assertEqual(dict(desk.trailers(desk.commits(
            "main", "--grep=^Event: close")[0]))["Proof"].split()[0],
            "confirmed")

    def questions(self, desk):
        return [mail for mail in desk.fresh(ANNA)
                if mail["Subject"].startswith("Please confirm")]

    def forge(self, desk, subject="Re: Skrivaren [T-1]", text="#close\n",
              sender=ANNA, verdict="fail", **more):
        return desk.mail(sender, subject, text, verdict=verdict, **more)


class Mails(Forged):
    # --- the ways to mean T-1

    def test_number_in_the_subject(self):
        self.on_each_desk(self.forge)

    def test_answer_to_the_requesters_mail(self):
        self.on_each_desk(lambda desk: self.forge(
            desk, "Re: Skrivaren", In_Reply_To=FIRST, References=FIRST))

    def test_answer_to_our_own_notice(self):
        def forge(desk):
            ours = desk.got(ALICE)[0]
            self.forge(desk, In_Reply_To=ours["Message-ID"])
        self.on_each_desk(forge)

    def test_answer_to_the_agents_notice(self):
        def forge(desk):
            ours = desk.got(ANNA)[0]
            self.forge(desk, In_Reply_To=ours["Message-ID"])
        self.on_each_desk(forge)

    def test_no_verdict_of_the_mail_server_at_all(self):
        self.on_each_desk(lambda desk: self.forge(desk, verdict=None))

    def test_nothing_but_the_sender(self):
        """It names no ticket and asks for nothing but #close: no ticket is
        made of it, nothing is run, and the true agent is asked once."""
        for options in DESKS:
            with self.subTest(**options):
                desk = self.opened(**options)
                self.forge(desk, "Hello")
                desk.turn()
                self.assertEqual(desk.tickets(), [1])
                self.assertEqual(desk.status(1), "new")
                self.assertNotIn("close", desk.events())
                self.assertEqual(len(self.questions(desk)), 1)

    # --- the mail server's verdict, forged

    def test_verdicts_that_are_not_our_mail_servers(self):
        passed = f"Authentication-Results: {MX};\r\n" \
                 "\tdmarc=pass header.from=example.com\r\n"
        failed = passed.replace("=pass", "=fail")
        ours = f"Received: from evil.example by {MX}; Mon, 23 Nov 2026 " \
               "10:00:00 +0000\r\n"
        theirs = ours.replace(f"by {MX}", "by evil.example")
        table = [
            ("below the true one", ours + failed + passed),
            ("below a foreign hop", ours + theirs + passed),
            ("above it, of another server", ours +
             passed.replace(MX, "mx.evil.example") + failed),
            ("of a server whose name begins as ours", ours +
             passed.replace(MX, MX + ".evil.example")),
            ("of a server whose name ends as ours", ours +
             passed.replace(MX, "evil" + MX)),
            ("of another domain", ours +
             passed.replace("from=example.com", "from=evil.example")),
            ("of a domain that ends as ours", ours +
             passed.replace("from=example", "from=evilexample")),
            ("in a comment", ours + f"Authentication-Results: {MX} "
             "(dmarc=pass header.from=example.com); dmarc=fail\r\n"),
            ("in a quoted string", ours + f"Authentication-Results: {MX}; "
             "dmarc=fail reason=\"dmarc=pass header.from=example.com\"\r\n"),
            ("in a folded line of another field", ours +
             "X-Note: here\r\n\t" + passed.replace("\r\n\t", " ")),
            ("of a signature of another domain", ours +
             f"Authentication-Results: {MX}; dkim=pass "
             "header.d=evil.example\r\n"),
            ("of an envelope of our domain", ours +
             f"Authentication-Results: {MX}; spf=pass "
             "smtp.mailfrom=example.com\r\n"),
            ("of a signature without the field", ours +
             f"Authentication-Results: {MX}; dkim=pass "
             "header.d=example.com\r\n"),
        ]
        for why, heads in table:
            with self.subTest(why):
                desk = self.opened(authserv=True)
                desk.drop(heads.encode() + desk.compose(
                    ANNA, "Re: Skrivaren [T-1]", "#close\n"))
                desk.turn()
                self.assert_asked(desk)

    def test_the_true_verdict_lets_it_run(self):
        for extension in ("plus", "none"):
            with self.subTest(extension=extension):
                desk = self.opened(authserv=True, extension=extension)
                self.forge(desk, verdict="pass")
                desk.turn()
                self.assertEqual(desk.status(1), "closed")
                self.assertEqual(self.questions(desk), [])

    # --- the sender, forged otherwise

    def test_senders_that_are_not_quite_the_agent(self):
        table = [
            ("her address as the name",
             '"anna@example.com" <mallory@evil.example>', "pass"),
            ("her name", "Anna Berg <mallory@evil.example>", "pass"),
            ("two addresses",
             "anna@example.com, mallory@evil.example", "pass"),
            ("two addresses, hers last",
             "mallory@evil.example, anna@example.com", "pass"),
            ("a look-alike letter", "Anna <\u0430nna@example.com>", "pass"),
            ("a group", "Team: anna@example.com;", "pass"),
        ]
        for why, sender, verdict in table:
            for authserv in (False, True):
                with self.subTest(why, authserv=authserv):
                    desk = self.opened(authserv=authserv)
                    raw = desk.compose("x@y.example", "Re: Skrivaren [T-1]",
                                       "#close\n", In_Reply_To=FIRST)
                    raw = raw.replace(b"From: x@y.example",
                                      f"From: {sender}".encode())
                    desk.drop(desk.through_mx(
                        raw, "mallory@evil.example", verdict))
                    desk.turn()
                    self.assertEqual(desk.status(1), "new")
                    self.assertNotIn("close", desk.events())

    def test_two_from_fields(self):
        for authserv in (False, True):
            for first, second in ((ANNA, "mallory@evil.example"),
                                  ("mallory@evil.example", ANNA)):
                with self.subTest(authserv=authserv, first=first):
                    desk = self.opened(authserv=authserv)
                    raw = desk.compose(first, "Re: Skrivaren [T-1]",
                                       "#close\n", In_Reply_To=FIRST)
                    raw = f"From: {second}\r\n".encode() + raw
                    desk.drop(desk.through_mx(raw, first))
                    desk.turn()
                    self.assertEqual(desk.status(1), "new")
                    self.assertNotIn("close", desk.events())

    def test_sender_and_resent_and_reply_to_say_nothing(self):
        desk = self.opened(authserv=True)
        desk.mail("Mallory <mallory@evil.example>", "Re: Skrivaren [T-1]",
                  "#close\n", Sender=ANNA, Reply_To=ANNA, In_Reply_To=FIRST,
                  Resent_From=ANNA, X_Postern_Proof="dmarc")
        desk.turn()
        self.assertEqual(desk.status(1), "new")


class Tokens(Forged):
    """The reply address proves one person, once, on one ticket."""

    def setUp(self):
        self.it = self.opened(agents=(ANNA, NILS))
        self.notice = self.it.got(ANNA)[0]

    def test_the_right_one_runs(self):
        self.it.answer(self.notice, ANNA, "#close\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "closed")

    def test_a_used_one_proves_nothing(self):
        self.it.answer(self.notice, ANNA, "#take\n")
        self.it.turn()
        self.it.fresh(ANNA)
        self.it.answer(self.notice, ANNA, "#close\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "progress")
        self.assertEqual(len(self.questions(self.it)), 1)

    def test_two_mails_at_once_spend_it_once(self):
        self.it.answer(self.notice, ANNA, "#take\n")
        self.it.answer(self.notice, ANNA, "#priority P1\n")
        self.it.turn()
        self.assertEqual(self.it.ticket(1)["Priority"], ["P3"])
        self.assertEqual(self.it.ticket(1)["Assignee"], ["anna@example.com"])

    def test_another_agents_proves_nothing(self):
        self.it.answer(self.notice, NILS, "#close\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "new")

    def test_a_strangers_use_joins_as_not_proven(self):
        self.it.answer(self.notice, "Mallory <mallory@evil.example>",
                       "#close\n\nLet me in.\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "new")
        self.assertIn("Held", self.it.ticket(1))
        self.assertEqual(self.it.fresh(ALICE), [])

    def test_the_requesters_own_is_no_agents(self):
        hers = self.it.got(ALICE)[0]
        self.it.answer(hers, ANNA, "#close\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "new")

    def test_it_does_not_fit_another_ticket(self):
        self.it.mail("Bo <bo@other.example>", "Lösenord", "Glömt.\n")
        self.it.turn()
        moved = self.notice["Reply-To"].replace("+1.", "+2.")
        self.it.mail(ANNA, "Re: [T-2]", "#close\n", to=moved)
        self.it.turn()
        self.assertEqual(self.it.status(2), "new")

    def test_a_confirmations_counts_once(self):
        self.forge(self.it)
        self.it.turn()
        question = self.questions(self.it)[0]
        self.it.answer(question, ANNA, "yes\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "closed")
        self.it.answer(self.it.last(ALICE), ALICE, "Det är inte löst!\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "progress")
        self.it.answer(question, ANNA, "yes\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "progress")

    def test_no_living_token_is_stored(self):
        self.it.answer(self.notice, ANNA, "#take\n\nJag tittar på det.\n")
        self.it.turn()
        living = [mail["Reply-To"].partition("+")[2].rstrip(">")
                  for mail in self.it.outbox()[3:]
                  if "+" in (mail["Reply-To"] or "")]
        self.assertTrue(living)
        for path in self.it.files():
            blob = self.it.blob(path)
            for token in living:
                self.assertNotIn(token.encode(), blob, path)


class Answers(Forged):
    """What is no yes of the agent confirms nothing."""

    def asked(self, **options):
        desk = self.opened(**options)
        self.forge(desk)
        desk.turn()
        questions = self.questions(desk)
        self.assertEqual(len(questions), 1)
        return desk, questions[0]

    def refused(self, send):
        for options in DESKS:
            with self.subTest(**options):
                desk, question = self.asked(**options)
                send(desk, question)
                desk.turn()
                self.assertEqual(desk.status(1), "new")
                self.assertEqual(desk.tickets(), [1])

    def test_a_vacation_program(self):
        for field in ({"Auto_Submitted": "auto-replied"},
                      {"Precedence": "bulk"},
                      {"X_Autoreply": "yes"}):
            with self.subTest(**field):
                self.refused(lambda desk, question: desk.answer(
                    question, ANNA, "yes\n\nI am away until Monday.\n",
                    **field))

    def test_a_vacation_program_that_hides(self):
        self.refused(lambda desk, question: desk.answer(
            question, ANNA, "I am away until Monday.\n\nyes\n",
            subject="Automatic reply: " + question["Subject"]))

    def test_another_answer(self):
        for text in ("no\n", "yes, but not now\n", "\n", "Did I?\n",
                     "> yes\n", "What?\n\nyes\n"):
            with self.subTest(text=text):
                self.refused(lambda desk, question: desk.answer(
                    question, ANNA, text))

    def test_another_person(self):
        self.refused(lambda desk, question: desk.answer(
            question, "Mallory <mallory@evil.example>", "yes\n"))

    def test_a_guessed_address(self):
        self.refused(lambda desk, question: desk.mail(
            ANNA, question["Subject"], "yes\n", verdict="fail",
            to=DESK.replace("@", "+1.4c.aaaaaaaaaaaaaaaa@")))

    def test_yes_in_the_four_languages(self):
        for word in ("yes", "ja", "tak", "Ja.", "YES!"):
            with self.subTest(word=word):
                desk, question = self.asked()
                desk.answer(question, ANNA, word + "\n\n-- \nAnna\n")
                desk.turn()
                self.assertEqual(desk.status(1), "closed")

    def test_at_most_three_questions_a_day(self):
        desk = self.opened(agents=(ANNA, NILS))
        for number in range(6):
            self.forge(desk, text=f"#priority P{number % 2 + 1}\n#tag "
                                  f"t{number}\n")
        desk.turn()
        self.assertEqual(len(self.questions(desk)), 3)
        self.assertEqual(desk.ticket(1)["Priority"], ["P3"])
        self.assertNotIn("Tag", desk.ticket(1))


class Within(Forged):
    """A command that the agent did not type at the top or the end."""

    def runs_nothing(self, text, **more):
        desk = self.opened()
        desk.answer(desk.got(ANNA)[0], ANNA, text, **more)
        desk.turn()
        self.assertEqual(desk.status(1), "new" if more else "progress",
                         desk.last(ANNA))
        self.assertNotIn("close", desk.events())

    def test_quoted(self):
        self.runs_nothing("Jag tittar.\n\nOn Monday, Alice wrote:\n"
                          "> #close\n> Hej\n")

    def test_below_our_separator(self):
        desk = self.opened()
        notice = desk.got(ANNA)[0]
        desk.answer(notice, ANNA, "Jag tittar.\n\n" + notice.text +
                    "\n#close\n")
        desk.turn()
        self.assertEqual(desk.status(1), "progress")

    def test_in_a_forwarded_mail(self):
        marks = ("---------- Forwarded message ---------\n"
                 "From: Alice <alice@customer.example>\n"
                 "Date: Mon, 23 Nov 2026\nSubject: x\nTo: anna\n\n",
                 "Begin forwarded message:\n\nFrom: Alice\nSubject: x\n\n")
        for mark in marks:
            with self.subTest(mark=mark):
                desk = self.opened(authserv=True)
                desk.mail(ANNA, "Fwd: Skrivaren", f"{mark}#close\n#spam\n",
                          In_Reply_To=FIRST, References=FIRST)
                desk.turn()
                self.assertEqual(desk.status(1), "new")
                self.assertNotIn("close", desk.events())

    def test_in_an_attached_mail(self):
        desk = self.opened()
        inner = desk.compose(ALICE, "Hej", "#close\n")
        boundary = "outer"
        notice = desk.got(ANNA)[0]
        outer = (f"From: {ANNA}\r\nTo: {notice['Reply-To']}\r\n"
                 "Subject: Fwd: Hej\r\nMessage-ID: <fwd@x.example>\r\n"
                 "MIME-Version: 1.0\r\nContent-Type: multipart/mixed;"
                 f" boundary={boundary}\r\n\r\n--{boundary}\r\n\r\n"
                 f"Se bifogat.\r\n--{boundary}\r\n"
                 "Content-Type: message/rfc822\r\n\r\n").encode() + inner + \
            f"\r\n--{boundary}--\r\n".encode()
        desk.drop(outer)
        desk.turn()
        self.assertNotIn("close", desk.events())
        self.assertNotEqual(desk.status(1), "closed")

    def test_in_the_subject_of_a_reply(self):
        desk = self.opened()
        desk.answer(desk.got(ANNA)[0], ANNA, "Jag tittar.\n",
                    subject="#close")
        desk.turn()
        self.assertEqual(desk.status(1), "progress")

    def test_in_the_middle_it_is_held_and_named(self):
        desk = self.opened()
        desk.answer(desk.got(ANNA)[0], ANNA,
                    "Hej!\n\n#close\n\nVänliga hälsningar\nAnna\n")
        desk.turn()
        self.assertEqual(desk.status(1), "new")
        self.assertIn("#close", desk.last(ANNA).text)
        self.assertEqual(desk.fresh(ALICE), [])

    def test_of_the_requester_is_no_agents(self):
        desk = self.opened()
        desk.answer(desk.got(ALICE)[0], ALICE,
                    "#priority P1\n#assign nils\n\nDet brådskar!\n")
        desk.turn()
        self.assertEqual(desk.ticket(1)["Priority"], ["P3"])
        self.assertNotIn("Assignee", desk.ticket(1))

    def test_of_a_stranger_is_text(self):
        desk = self.opened()
        desk.mail("Mallory <mallory@evil.example>", "Ny sak",
                  "#close\n#merge 1\n#priority P1\n\nHej\n")
        desk.turn()
        self.assertEqual(desk.tickets(), [1, 2])
        self.assertEqual(desk.status(1), "new")
        self.assertEqual(desk.ticket(2)["Priority"], ["P3"])
        self.assertEqual(desk.status(2), "new")


if __name__ == "__main__":
    unittest.main()
