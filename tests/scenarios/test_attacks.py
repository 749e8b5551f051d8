"""Forged mails: whatever they look like, they run nothing.

Mallory knows what a stranger can know, what he got as a requester himself, and
what was quoted to him. Each row of a table is one mail of his.
"""
import base64
import email.utils
import hashlib
import json
import re
import unittest

from desk import ALICE, ANNA, DESK, MX, NILS, Scenario

MALLORY = "Mallory <mallory@evil.example>"
BODY = "#close force\n#priority P4\n"
RECEIVED = f"Received: from evil.example by {MX} with ESMTP; {{date}}\r\n"
FAIL = f"Authentication-Results: {MX}; dmarc=fail header.from=example.com\r\n"
NONE = f"Authentication-Results: {MX}; spf=none; dkim=none\r\n"
PASS = f"{MX}; dmarc=pass header.from=example.com"


def mail(heads="", *, sender="From: Anna Berg <anna@example.com>", body=BODY,
         to=DESK, subject="Re: Printer [T-1]", date=None, name=None,
         above="", kind="text/plain; charset=utf-8"):
    """The bytes of a mail; heads and above are whole header lines."""
    date = date or email.utils.formatdate()
    mail.count += 1
    name = name or f"<forged-{mail.count}@evil.example>"
    head = (f"{above.format(date=date)}{sender}\r\nTo: {to}\r\n"
            f"Subject: {subject}\r\nDate: {date}\r\nMessage-ID: {name}\r\n"
            f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n{heads}")
    return (head + "\r\n" + body.replace("\n", "\r\n")).encode(
        "utf-8", "surrogateescape")


mail.count = 0


def encoded(text):
    return "=?utf-8?b?" + base64.b64encode(text.encode()).decode() + "?="


# How a From may be written so that somebody takes it for an agent's.
SENDERS = [
    ("plain", "From: anna@example.com"),
    ("with her name", "From: Anna Berg <anna@example.com>"),
    ("in capitals", "From: ANNA@EXAMPLE.COM"),
    ("name is the address", 'From: "anna@example.com" <mallory@evil.example>'),
    ("name is the address, bare",
     "From: anna@example.com <mallory@evil.example>"),
    ("address is the name", "From: mallory@evil.example <anna@example.com>"),
    ("two addresses", "From: anna@example.com, mallory@evil.example"),
    ("two addresses, hers last",
     "From: mallory@evil.example, anna@example.com"),
    ("two fields", "From: anna@example.com\r\nFrom: mallory@evil.example"),
    ("two fields, hers last",
     "From: mallory@evil.example\r\nFrom: anna@example.com"),
    ("the same twice", "From: anna@example.com\r\nFrom: anna@example.com"),
    ("a field with a blank before the colon",
     "From: mallory@evil.example\r\nFrom : anna@example.com"),
    ("a folded second field",
     "From: mallory@evil.example\r\n From: anna@example.com"),
    ("behind a bare CR", "From: mallory@evil.example\rFrom: anna@example.com"),
    ("behind a NUL", "From: mallory@evil.example\0From: anna@example.com"),
    ("a group", "From: Agents: anna@example.com;"),
    ("a group and one", "From: Agents:; , anna@example.com"),
    ("encoded word", "From: " + encoded("anna@example.com")),
    ("encoded name with address",
     f"From: {encoded('Anna <anna@example.com>')} <mallory@evil.example>"),
    ("encoded with line end",
     "From: " + encoded("x\r\nFrom: anna@example.com")
     + " <mallory@evil.example>"),
    ("quoted local part", 'From: "anna"@example.com'),
    ("quoted at", 'From: "anna@example.com"@evil.example'),
    ("route", "From: <@evil.example:anna@example.com>"),
    ("comment", "From: anna@example.com (mallory@evil.example)"),
    ("comment within", "From: anna(x)@(y)example.com"),
    ("half a comment", "From: anna@example.com (mallory"),
    ("half a quote", 'From: "anna@example.com <anna@example.com>'),
    ("two brackets", "From: <mallory@evil.example> <anna@example.com>"),
    ("open bracket", "From: <anna@example.com"),
    ("backslash", "From: anna\\@example.com"),
    ("Kelvin sign", "From: an\u212aa@example.com"),
    ("Cyrillic a", "From: \u0430nna@example.com"),
    ("full width", "From: anna@example\uff0ecom"),
    ("zero width", "From: an\u200bna@example.com"),
    ("trailing dot", "From: anna@example.com."),
    ("subdomain", "From: anna@mail.example.com"),
    ("plus", "From: anna+x@example.com"),
    ("Sender", "From: mallory@evil.example\r\nSender: anna@example.com"),
    ("Reply-To", "From: mallory@evil.example\r\nReply-To: anna@example.com"),
    ("Resent-From",
     "From: mallory@evil.example\r\nResent-From: anna@example.com"),
    ("Return-Path", "Return-Path: <anna@example.com>\r\n"
     "From: mallory@evil.example"),
    ("no From at all", "X-From: anna@example.com"),
    ("the desk", f"From: {DESK}"),
    ("the desk with its loop", f"From: {DESK}\r\nX-Loop: {DESK}"),
    ("the desk's extension", "From: help+1@example.com"),
    ("a lead", "From: Nils Dahl <nils@example.com>"),
    ("dotless", "From: n\u0131ls@example.com"),
    ("dotted capital", "From: N\u0130LS@example.com"),
]

# What is said of the From above or below what our server says.
RESULTS = [
    ("forged below ours", f"Authentication-Results: {PASS}\r\n"),
    ("forged with a blank", f"Authentication-Results : {PASS}\r\n"),
    ("lower case", f"authentication-results: {PASS}\r\n"),
    ("folded", f"Authentication-Results:\r\n {MX};\r\n\tdmarc=pass"
     " header.from=example.com\r\n"),
    ("another server", "Authentication-Results: mx.evil.example; dmarc=pass"
     " header.from=example.com\r\n"),
    ("quoted id", f'Authentication-Results: "{MX}"; dmarc=pass'
     " header.from=example.com\r\n"),
    ("id in a comment", f"Authentication-Results: ({MX}) mx.evil.example;"
     " dmarc=pass header.from=example.com\r\n"),
    ("ARC", f"ARC-Authentication-Results: i=1; {PASS}\r\n"
     "ARC-Seal: i=1; cv=none\r\n"),
    ("X-", f"X-Authentication-Results: {PASS}\r\n"),
    ("Received-SPF", "Received-SPF: pass\r\n"),
]

# Of the trusted server, and yet no proof.
NOT_HERS = [
    ("dmarc of another", f"{MX}; dmarc=pass header.from=evil.example"),
    ("dmarc of a subdomain", f"{MX}; dmarc=pass header.from=x.example.com"),
    ("dmarc of no domain", f"{MX}; dmarc=pass"),
    ("hers in a comment",
     f"{MX}; dmarc=none (dmarc=pass header.from=example.com)"),
    ("hers in a nested comment", f"{MX}; dmarc=none"
     " (x (y) ; dmarc=pass header.from=example.com)"),
    ("hers in a quoted reason", f'{MX}; dmarc=none reason="; dmarc=pass'
     ' header.from=example.com"'),
    ("hers in a quoted sender", f'{MX}; spf=pass smtp.mailfrom="a; dmarc=pass'
     ' header.from=example.com"@evil.example'),
    ("an escaped quote", f'{MX}; spf=pass smtp.mailfrom="a\\"; dmarc=pass'
     ' header.from=example.com; \\""@evil.example'),
    ("half a quote", f'{MX}; spf=pass smtp.mailfrom="a; dmarc=pass'
     ' header.from=example.com'),
    ("half a comment", f"{MX}; spf=pass (a; dmarc=pass"
     " header.from=example.com"),
    ("two answers", f"{MX}; dmarc=pass header.from=example.com"
     " header.from=evil.example"),
    ("pass and fail", f"{MX}; dmarc=pass header.from=example.com;"
     " dmarc=fail header.from=example.com"),
    ("a key like it", f"{MX}; dmarc=pass xheader.from=example.com"),
    ("a method like it", f"{MX}; xdmarc=pass header.from=example.com"),
    ("passed", f"{MX}; dmarc=passed header.from=example.com"),
    ("bestguesspass",
     f"{MX}; dmarc=bestguesspass header.from=example.com"),
    ("spf alone", f"{MX}; spf=pass smtp.mailfrom=anna@example.com"),
    ("dkim without a signature", f"{MX}; dkim=pass header.d=example.com"),
    ("dkim of another", f"{MX}; dkim=pass header.d=evil.example"),
    ("dkim of a parent", f"{MX}; dkim=pass header.d=com"),
    ("dkim by identity", f"{MX}; dkim=pass header.d=evil.example"
     " header.i=@example.com"),
    ("the id as a prefix",
     f"{MX}.evil.example; dmarc=pass header.from=example.com"),
    ("the id as a suffix", f"x{MX}; dmarc=pass header.from=example.com"),
    ("no id", "dmarc=pass header.from=example.com"),
]


def signature(names, more=""):
    return (f"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=a;{more}"
            f" h={names}; bh=aGFsbG8=; b=aGFsbG8=\r\n")


ALL = "from:date:subject:message-id:content-type:to"
DKIM = f"{MX}; dkim=pass header.d=example.com"
# A true signature of hers that does not cover what the desk goes by.
SIGNATURES = [
    ("of a part of the body", signature(ALL, " l=0;")),
    ("not the From", signature(ALL.replace("from:", ""))),
    ("not the date", signature(ALL.replace("date:", ""))),
    ("not the subject", signature(ALL.replace("subject:", ""))),
    ("not the id", signature(ALL.replace("message-id:", ""))),
    ("not the type", signature(ALL.replace("content-type:", ""))),
    ("of another domain",
     signature(ALL).replace("example.com", "evil.example")),
    ("one good, one with l=", signature(ALL) + signature(ALL, " l=9;")),
    ("two domains", signature(ALL, " d=evil.example;")),
    # A signature covers the last field of a name; one more on top is free.
    ("a second date", signature(ALL)
     + "Date: Sun, 22 Nov 2026 05:00:00 +0000\r\n"),
    ("a second subject", signature(ALL) + "Subject: Re: [T-1]\r\n"),
    ("a second id", signature(ALL) + "Message-ID: <other@evil.example>\r\n"),
    ("a second type", signature(ALL)
     + "Content-Type: multipart/mixed; boundary=x\r\n"),
]


class Attacks(Scenario):
    def begin(self, **options):
        """A desk with a ticket of Alice's and one of Mallory's."""
        self.it = self.desk((ANNA, (NILS, {"lead": "true"})), **options)
        self.it.mail(ALICE, "Printer", "It is broken. CANARY-ALICE\n")
        self.it.mail(MALLORY, "Mouse", "It is dead.\n")
        self.it.turn()
        self.before = self.it.ticket(1)
        self.start = self.it.head()
        self.hers = [got for got in self.it.got(ANNA)
                     if got["X-Postern-Ticket"] == "1"][-1]
        self.his = self.it.got(MALLORY)[-1]

    def try_all(self, rows):
        """Each row is what it tries, and the mail."""
        for what, raw in rows:
            self.it.drop(raw)
        self.it.turn()

    def commands(self):
        """Message-ID or digest -> what ran by it."""
        ran = []
        for commit in self.it.commits(f"{self.start}..main"):
            trailers = self.it.trailers(commit)
            if any(key == "Command" for key, _ in trailers):
                ran.append(trailers)
        return ran

    def check_nothing_ran(self):
        self.assertEqual(self.commands(), [])
        for key in ("Status", "Priority", "Queue", "Requester", "Subject"):
            self.assertEqual(self.it.ticket(1)[key], self.before[key], key)
        self.assertNotIn("Cc", self.it.ticket(1))
        self.assertNotIn("Assignee", self.it.ticket(1))

    def check_proofs(self, rows):
        """No mail of the table is taken as anything but unproven."""
        proofs = {}
        for commit in self.it.commits(f"{self.start}..main"):
            trailers = dict(self.it.trailers(commit))
            sha = re.search("sha256=([0-9a-f]{64})",
                            trailers.get("Message", ""))
            if sha:
                proofs[sha[1]] = trailers.get("Proof", "")
        for what, raw in rows:
            proof = proofs.get(hashlib.sha256(raw).hexdigest(), "none")
            self.assertTrue(proof.startswith("none"), f"{what}: {proof}")


def with_results(rows):
    """The From is hers; our server said nothing good of it."""
    return [(what, mail(heads, above=FAIL + RECEIVED))
            for what, heads in rows]


class Senders(Attacks):
    def rows(self, above):
        return [(what, mail(sender=sender, above=above, subject=subject))
                for what, sender in SENDERS
                for subject in ("Re: Printer [T-1]", "New")]

    def test_without_authserv_id(self):
        for extension in ("plus", "none"):
            with self.subTest(extension=extension):
                self.begin(extension=extension)
                rows = self.rows("")
                self.try_all(rows)
                self.check_nothing_ran()
                self.check_proofs(rows)
                self.check_fsck(self.it)

    def test_with_authserv_id(self):
        for verdict in (FAIL, NONE, ""):
            with self.subTest(verdict=verdict):
                self.begin(authserv=True)
                rows = self.rows(verdict + RECEIVED)
                self.try_all(rows)
                self.check_nothing_ran()
                self.check_proofs(rows)

    def test_a_pass_of_mallorys_domain_is_no_agents(self):
        """Whatever the From shows, the result is of his domain."""
        self.begin(authserv=True)
        result = (f"Authentication-Results: {MX}; dmarc=pass"
                  " header.from=evil.example\r\n")
        self.try_all(self.rows(result + RECEIVED))
        self.check_nothing_ran()


class Results(Attacks):
    def test_none_is_believed(self):
        self.begin(authserv=True)
        foreign = "Received: from a by mx.evil.example; {date}\r\n"
        rows = [(what, mail(heads, above=FAIL + RECEIVED))
                for what, heads in RESULTS]
        rows += [("below a foreign server: " + what, mail(above=foreign
                                                          + heads))
                 for what, heads in RESULTS]
        rows += [("ours below theirs: " + what,
                  mail(above=RECEIVED + foreign + heads))
                 for what, heads in RESULTS]
        rows += [(what, mail(above=f"Authentication-Results: {value}\r\n"
                             + RECEIVED)) for what, value in NOT_HERS]
        rows += [("dkim " + what,
                  mail(above=f"Authentication-Results: {DKIM}\r\n" + RECEIVED
                       + heads)) for what, heads in SIGNATURES]
        rows += [("id without a desk that trusts it", mail(
            above="Received: (by mx.example.com) by mx.evil.example; {date}"
            f"\r\nAuthentication-Results: {PASS}\r\n"))]
        self.try_all(rows)
        self.check_nothing_ran()
        self.check_proofs(rows)

    def test_true_ones_are(self):
        """What the tables differ from by one thing does run."""
        for what, above in [
                ("dmarc", f"Authentication-Results: {PASS}\r\n" + RECEIVED),
                ("dkim", f"Authentication-Results: {DKIM}\r\n" + RECEIVED
                 + signature(ALL))]:
            with self.subTest(what):
                self.begin(authserv=True)
                self.try_all([(what, mail(above=above))])
                self.assertEqual(len(self.commands()), 1)

    def test_without_authserv_id_none_counts(self):
        self.begin()
        rows = [(what, mail(heads)) for what, heads in RESULTS]
        rows += [(what, mail(f"Authentication-Results: {value}\r\n"))
                 for what, value in NOT_HERS]
        self.try_all(rows)
        self.check_nothing_ran()
        self.check_proofs(rows)


QUEUES = """[queue "hr"]
	line = 1
	calendar = office
[route "hr"]
	subject = Salary*
	queue = hr
[agent "hans@example.com"]
	name = Hans
	queue = hr
"""

# Anna serves the queue support, and tries herself at a ticket of hr.
TRESPASSES = [
    ("another queue's ticket", "#on 1\n#close force\n"),
    ("merging from her own", "#on 2\n#merge 1\n"),
    ("merging from theirs", "#on 1\n#merge 2\n"),
    ("merging once both are of one queue", "#on 2\n#queue hr\n#merge 1\n"),
    ("taking it over first", "#on 1\n#queue support\n#merge 2\n"),
    ("its people", "#on 1\n#cc mallory@evil.example\n"),
    ("its requester", "#on 1\n#requester mallory@evil.example\n"),
    ("its held mail", "#on 1\n#split 1\n"),
    ("from a ticket of her own making",
     "A text.\n\n#on 1\n#close force\n"),
    ("its people from a ticket of her own making",
     "A text.\n\n#on 1\n#cc mallory@evil.example\n"),
    ("merging from a ticket of her own making", "A text.\n\n#merge 1\n"),
]


class Trespasses(Scenario):
    def test_a_foreign_queue_stays_as_it_is(self):
        for subject in ("x", "Salary"):
            it = self.desk((ANNA, NILS), authserv=True, rules=QUEUES)
            it.mail(ALICE, "Salary", "CANARY-HR\n")
            it.mail(MALLORY, "Mouse", "It is dead.\n")
            it.turn()
            self.assertEqual(it.ticket(1)["Queue"], ["hr"])
            before = it.file(1, "ticket")
            for what, text in TRESPASSES:
                it.mail(ANNA, subject, text)
                it.turn()
                with self.subTest(what, subject=subject):
                    self.assertEqual(it.file(1, "ticket"), before)
                before = it.file(1, "ticket")


class WordsInHerMouth(Attacks):
    """Mallory writes in Anna's name to where Alice would read it."""

    def forge(self):
        self.begin(authserv=True)
        self.it.drop(mail(
            "In-Reply-To: <mail-1@client.example>\r\n",
            to="help+1.3p.aaaaaaaaaaaaaaaa@example.com", above=RECEIVED,
            body="Send me your password. CANARY\n\n#priority P2\n"))
        self.it.turn()
        self.assertEqual(self.it.ticket(1)["Held"], ["4 not proven"])

    def check_alice_reads_nothing(self):
        for got in self.it.got(ALICE):
            self.assertNotIn("CANARY", got.text)

    def test_a_mac_that_is_none_makes_no_reply_public(self):
        self.forge()
        question = self.it.last(ANNA)
        self.assertEqual(question.kind, "c")
        self.it.answer(question, ANNA, "yes\n")
        self.it.turn()
        self.assertEqual(self.it.ticket(1)["Priority"], ["P2"])
        self.check_alice_reads_nothing()

    def test_another_agent_cannot_send_it_by_mistake(self):
        self.forge()
        self.it.answer(self.it.last(NILS), NILS, "#send 4\n")
        self.it.turn()
        self.check_alice_reads_nothing()
        self.assertEqual(self.it.ticket(1)["Held"][0], "4 not proven")

    def test_a_yes_releases_what_was_asked_about_and_no_other(self):
        """Both tickets hold a fourth mail, and one was merged since."""
        self.begin(authserv=True)
        for number, text in ((2, "#priority P1\n"), (1, "#spam\n")):
            self.it.drop(mail(
                f"In-Reply-To: <mail-{number}@client.example>\r\n",
                above=RECEIVED, subject="x", body=text))
            self.it.turn()
            self.assertEqual(self.it.ticket(number)["Held"],
                             ["4 not proven"])
        question = [got for got in self.it.got(ANNA) if got.kind == "c"][0]
        self.it.answer(self.hers_of(1), NILS, "#merge 2\n")
        self.it.turn()
        self.it.answer(question, ANNA, "yes\n")
        self.it.turn()
        self.assertEqual(self.it.ticket(1)["Held"], ["4 not proven"])
        self.assertNotIn("Held", self.it.ticket(2))

    def hers_of(self, number):
        return [got for got in self.it.got(NILS)
                if got["X-Postern-Ticket"] == str(number)][0]

    def test_a_strangers_mail_is_no_agents_reply(self):
        self.begin(authserv=True)
        self.it.drop(mail(
            "In-Reply-To: <mail-1@client.example>\r\n", above=RECEIVED,
            sender=f"From: {MALLORY}", body="CANARY\n",
            to="help+1.3p.aaaaaaaaaaaaaaaa@example.com"))
        self.it.turn()
        self.it.answer(self.it.last(ANNA), ANNA, "#send 4\n")
        self.it.turn()
        self.check_alice_reads_nothing()


# How a vacation program answers that knows nothing of RFC 3834.
VACATIONS = [
    ("to the reply address", {}),
    ("to the From", {"to": DESK}),
    ("without references", {"to": DESK, "In_Reply_To": None,
                            "References": None}),
    ("with its own subject", {"to": DESK, "In_Reply_To": None,
                              "References": None, "subject": "I am away"}),
    ("with ours in its own", {"to": DESK, "In_Reply_To": None,
                              "References": None, "subject": "Away ({})"}),
]


class Rounds(Scenario):
    """Programs that answer each other fall silent."""

    def test_a_vacation_program_that_ignores_all_headers(self):
        for authserv, extension in ((False, "plus"), (False, "none"),
                                    (True, "plus")):
            for what, fields in VACATIONS:
                with self.subTest(what, authserv=authserv,
                                  extension=extension):
                    it = self.desk(authserv=authserv, extension=extension)
                    it.mail(ALICE, "Printer", "Help!\n", verdict=None)
                    for _ in range(5):
                        it.turn()
                        for got in it.fresh(ALICE):
                            more = dict(fields)
                            if "subject" in more:
                                more["subject"] = more["subject"].format(
                                    got["Subject"])
                            it.answer(got, ALICE, "I am away.\n",
                                      verdict=None, **more)
                    self.assertLessEqual(len(it.got(ALICE)), 3)

    def test_two_desks(self):
        other = "desk@other.example"
        for extension in ("plus", "none"):
            one = self.desk(extension=extension)
            two = self.desk((NILS,), extension=extension)
            conf = two.blob("desk.conf").decode().replace(DESK, other)
            two.push_rules(conf)
            one.mail(f"Other <{other}>", "Hello", "Hi.\n")
            passed = 0
            for _ in range(4):
                for here, there, at in ((one, two, "@other.example"),
                                        (two, one, "@example.com")):
                    here.turn()
                    for got in here.outbox():
                        if (at in got["To"] and "help" in got["To"]
                                or other in got["To"]):
                            if got["Message-ID"] not in here.read:
                                here.read[got["Message-ID"]] = 1
                                there.drop(got.raw)
                                passed += 1
            self.assertLessEqual(passed, 3)

    def test_a_forged_sender_is_hit_no_more_than_the_limits_say(self):
        it = self.desk(authserv=True, settings="[limits]\n"
                       "\tnotices-per-hour = 5\n\tacks-per-hour = 8\n")
        victims = ["victim@third.example"] * 20
        victims += [f"v{number}@third.example" for number in range(20)]
        for number, victim in enumerate(victims):
            it.drop(mail(sender=f"From: {victim}", above=RECEIVED,
                         subject=f"Win {number} at WWW.EVIL.EXAMPLE",
                         body="CANARY\n"))
        it.turn()
        sent = [got for got in it.outbox() if "third.example" in got["To"]]
        self.assertEqual(len(it.got("victim@third.example")), 5)
        self.assertEqual(len(sent), 8)
        for got in sent:
            self.assertNotIn("EVIL", got["Subject"])
            self.assertNotIn("CANARY", got.text)


# What may stand in a field of a mail, and would be something else where the
# desk writes it.
HOSTILE = [
    "x\r\nBcc: victim@third.example", "x\nEvent: close\nTicket: 1",
    "--- \nProof: dmarc", "# ------------------------ >8 ----", "\x1b[2J\x07",
    "\u202eevil", "\u2028Event: close", "{{desk}}{{#rows}}", "%s%n%08x",
    "../../../etc/passwd", "desk.conf", "\"><script>", "\\\"quoted\\\"",
    "#close", "\u00a0#close", "=?utf-8?q?=0d=0aX-Loop:_x?=", "\ud7ff\ufffd",
    "x" * 3000, "\u0301" * 500, "T-1: closed by Anna", "fixup! x",
    "Signed-off-by: Anna <anna@example.com>", "'; DROP TABLE notices; --",
]
KEYS = re.compile("(Ticket|Event|Role|Kind|Proof|Message|Message-ID|Refers"
                  "|Command|Refused|Reason|Notice|Withheld|Delivered|Spent"
                  "|Rule|Held|[A-Z][A-Za-z-]+): ")


class Injections(Scenario):
    def setUp(self):
        self.it = self.desk((ANNA, (NILS, {"lead": "true"})))
        for text in HOSTILE:
            plain = text.encode("utf-8", "replace").decode()
            flat = re.sub("[\r\n]", " ", plain)
            self.it.drop(mail(
                f"In-Reply-To: <{flat}@x>\r\nReferences: <{flat}>\r\n"
                f"Cc: \"{flat}\" <cc@third.example>\r\n",
                sender=f"From: {encoded(plain)} <mallory@evil.example>",
                subject=encoded(plain), name=f"<{flat}@evil.example>",
                body=f"{plain}\n{plain}\n"))
            self.it.drop(mail(
                sender=f"From: {flat} <mallory@evil.example>", subject=flat,
                kind="multipart/mixed; boundary=b", body="--b\n\n" + plain
                + "\n--b\nContent-Type: application/x; name=\"" + flat
                + "\"\nContent-Disposition: attachment; filename=\"" + flat
                + "\"\n\nx\n--b--\n"))
        self.it.turn()

    def test_commits_hold_our_lines_alone(self):
        for commit in self.it.commits():
            text = self.it.git("log", "-1", "--format=%B", commit)
            if "Operator" in self.it.git("log", "-1", "--format=%cn", commit):
                continue
            subject, *lines = text.rstrip("\n").split("\n")
            self.assertRegex(subject, "^(T-[0-9]+|rules|desk|answer|deliver"
                             "|quarantine|people|[A-Z])")
            for line in lines:
                self.assertTrue(not line or line.startswith("> ")
                                or KEYS.match(line), repr(line))
                self.assertNotRegex(line, "[\x00-\x08\x0b-\x1f\x7f\u202e]")

    def test_notices_hold_our_fields_alone(self):
        ours = {"From", "To", "Reply-To", "Subject", "Date", "Message-ID",
                "In-Reply-To", "References", "Auto-Submitted", "X-Loop",
                "X-Auto-Response-Suppress", "X-Postern-Ticket",
                "Content-Language", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding"}
        for got in self.it.outbox():
            self.assertLessEqual(set(got.message.keys()), ours, got)
            self.assertNotIn("third.example", got["To"])
            if "example.com" in got["To"]:
                for name in ("From", "To", "Reply-To"):
                    self.assertNotIn("evil.example", got[name] or "")
            for line in got.text.splitlines():
                self.assertNotRegex(line, "^[ \u00a0\u202f]{0,3}#")

    def test_terminals_and_programs_get_what_they_can_read(self):
        for verb in (["list", "--all"], ["show", "1"], ["log", "1"],
                     ["show", str(len(HOSTILE))], ["log"]):
            text = self.it.postern(*verb, status=None).stdout.decode()
            self.assertNotRegex(text, "[\x00-\x08\x0b-\x1f\x7f\u202e\u2028]",
                                verb)
        for verb in (["list", "--all", "--json"], ["show", "1", "--json"]):
            json.loads(self.it.postern(*verb))

    def test_the_repository_is_sound(self):
        self.check_fsck(self.it)
        for path in self.it.files():
            self.assertRegex(path, r"^[A-Za-z0-9./_-]+$")
        before = self.it.postern("list", "--all", "--json")
        self.it.postern("reindex")
        self.assertEqual(self.it.postern("list", "--all", "--json"), before)


class Leaks(Scenario):
    TOKEN = re.compile(rb"help\+(\d+\.\d+[a-z])\.([a-z2-7]{16})@")

    def test_notes_and_other_tickets_reach_nobody_outside(self):
        it = self.desk((ANNA, NILS))
        it.mail(ALICE, "Printer", "CANARY-ONE\n", Bcc="bcc@third.example")
        it.mail(MALLORY, "Mouse", "CANARY-TWO\n")
        it.turn()
        for text in ("#note\nCANARY-NOTE\n", "#take\n", "CANARY-REPLY?\n"
                     "\n#ask\n", "#link 2\n", "#resolve CANARY-REPLY\n"):
            it.answer([got for got in it.got(ANNA)
                       if got["X-Postern-Ticket"] == "1"][0], ANNA, text)
            it.turn()
        for person, never in ((ALICE, ("CANARY-NOTE", "CANARY-TWO", "Mouse",
                                       "anna@example.com", "bcc@")),
                              (MALLORY, ("CANARY-NOTE", "CANARY-ONE",
                                         "CANARY-REPLY", "Printer",
                                         "anna@example.com"))):
            for got in it.got(person):
                for word in never:
                    self.assertNotIn(word.encode(), got.raw)
        self.assertFalse([got for got in it.outbox()
                          if "bcc@" in got["To"]])

    def test_no_living_address_is_written_by_the_desk(self):
        """What came in is stored as it came, and spends what it bears."""
        it = self.desk((ANNA, NILS))
        for subject in ("One", "Two"):
            it.mail(ALICE, subject, "Text.\n")
        it.turn()
        one, two = it.got(ANNA)[:2]
        theirs = it.got(NILS)[0]
        it.answer(one, ANNA, f"See {theirs['Reply-To']}\n",
                  Cc=two["Reply-To"],
                  attach=[("notice.eml", "text/plain", theirs.raw)])
        it.turn()
        spent = {value for commit in it.commits()
                 for key, value in it.trailers(commit) if key == "Spent"}
        self.assertLessEqual({"1.3p", "2.3p", "1.3p nils@example.com"},
                             spent)
        for path in it.files():
            found = self.TOKEN.findall(it.blob(path))
            if not path.endswith("-in.eml"):
                self.assertEqual(found, [], path)
        for got in it.got(ALICE):
            self.assertLessEqual(
                {kind[-1:] for kind, _ in self.TOKEN.findall(got.raw)},
                {b"r"})


class Tokens(Attacks):
    """Anna's reply address, turned into what it is not."""

    def rows(self, hers):
        local, _, domain = hers.partition("@")
        own, mac = local.rsplit(".", 1)
        other = "a" if mac[0] != "a" else "b"
        return [
            ("one letter wrong", f"{own}.{other}{mac[1:]}@{domain}"),
            ("a letter less", f"{own}.{mac[:-1]}@{domain}"),
            ("a letter more", f"{own}.{mac}a@{domain}"),
            ("no mac", f"{own}.@{domain}"),
            ("of another kind", f"{own[:-1]}i.{mac}@{domain}"),
            ("to confirm", f"{own[:-1]}c.{mac}@{domain}"),
            ("to approve", f"{own[:-1]}a.{mac}@{domain}"),
            ("of another message", f"help+1.4p.{mac}@{domain}"),
            ("of another ticket", f"help+2.3p.{mac}@{domain}"),
            ("of no ticket", f"help+0.3p.{mac}@{domain}"),
            ("a number too large",
             f"help+99999999999999999999.3p.{mac}@{domain}"),
            ("at another domain", f"{local}@evil.example"),
            ("of another address", f"{local.replace('help', 'sales')}"
             f"@{domain}"),
        ]

    def test_nothing_like_it_is_one(self):
        self.begin()
        hers = self.hers["Reply-To"].rpartition("<")[2].rstrip(">")
        rows = [(what, mail(to=to, heads=f"{field}: {to}\r\n"))
                for what, to in self.rows(hers)
                for field in ("Delivered-To", "X-Original-To", "Cc")]
        # True ones, in other hands.
        for sender in (MALLORY, ALICE, NILS, "ann\u0430@example.com"):
            rows.append((sender, mail(to=hers, sender=f"From: {sender}")))
        his = self.his["Reply-To"].rpartition("<")[2].rstrip(">")
        rows.append(("Mallory's own", mail(to=his)))
        rows.append(("in a quote", mail(body=f"{hers}\n{BODY}")))
        rows.append(("by a program", mail(
            to=hers, heads="Auto-Submitted: auto-replied\r\n")))
        self.try_all(rows)
        self.check_nothing_ran()
        self.check_proofs(rows)

    def test_it_works_once(self):
        self.begin()
        hers = self.hers["Reply-To"]
        self.try_all([("hers", mail(to=hers, body="#priority P2\n"))])
        self.assertEqual(self.it.ticket(1)["Priority"], ["P2"])
        self.try_all([("again", mail(to=hers, body="#priority P1\n"))])
        self.assertEqual(self.it.ticket(1)["Priority"], ["P2"])


if __name__ == "__main__":
    unittest.main()
