"""Mail as it really comes: odd, broken, automatic, huge. None is lost, none
stops the mailbox, and no machine is answered."""
import os
import unittest

from desk import ALICE, ANNA, DESK, Scenario

HEADS = b"From: Alice <alice@customer.example>\r\nTo: help@example.com\r\n"
PLAIN = HEADS + b"Subject: Hej\r\n"

KEPT = [
    ("nothing", b""),
    ("a line break", b"\n"),
    ("no header", b"\r\nHej\r\n"),
    ("no sender", b"Subject: x\r\n\r\nHej\r\n"),
    ("no body", PLAIN),
    ("bare line feeds", b"From: a@b.example\nSubject: x\n\nHej\n"),
    ("bare carriage returns", b"From: a@b.example\rSubject: x\r\rHej\r"),
    ("an mbox line", b"From a@b Mon Nov 23 10:00:00 2026\n" + PLAIN +
     b"\r\nHej\r\n"),
    ("raw latin-1", HEADS + b"Subject: Skrivaren p\xe5 plan 3\r\n\r\n"
     b"F\xf6r l\xe5ngsam\r\n"),
    ("an unknown charset", PLAIN + b"Content-Type: text/plain; charset=x-no"
     b"\r\n\r\nF\xf6r\r\n"),
    ("no end of its parts", PLAIN + b"Content-Type: multipart/mixed; "
     b"boundary=x\r\n\r\n--x\r\n\r\nHej"),
    ("parts that never begin", PLAIN + b"Content-Type: multipart/mixed; "
     b"boundary=x\r\n\r\nHej\r\n"),
    ("parts in parts, 200 deep", PLAIN + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
        % (i, i) for i in range(200)) + b"\r\nHej\r\n"),
    ("5,000 parts", PLAIN + b"Content-Type: multipart/mixed; boundary=x\r\n"
     b"\r\n" + b"--x\r\n\r\na\r\n" * 5000 + b"--x--\r\n"),
    ("5,000 header fields", PLAIN + b"X-A: b\r\n" * 5000 + b"\r\nHej\r\n"),
    ("a header line of 2 MB", PLAIN + b"X-A: " + b"b" * (2 << 20) +
     b"\r\n\r\nHej\r\n"),
    ("100,000 brackets", b"From: " + b"(" * 100000 + b"\r\n\r\nHej\r\n"),
    ("10,000 in To", HEADS + b"Cc: " + b", ".join(
        b"u%d@x.example" % i for i in range(10000)) + b"\r\n\r\nHej\r\n"),
    ("8 MB of text", PLAIN + b"\r\n" + b"Hej alla\r\n" * 800000),
    ("HTML alone", PLAIN + b"Content-Type: text/html\r\n\r\n<p>Hej<br>du"
     b"<script>x</script></p>\r\n"),
    ("a date of the future", PLAIN + b"Date: Mon, 1 Jan 2999 00:00:00 +0000"
     b"\r\n\r\nHej\r\n"),
    ("a date that is none", PLAIN + b"Date: yesterday\r\n\r\nHej\r\n"),
    ("ids that are none", PLAIN + b"Message-ID: x\r\nReferences: < <> <<>>\r"
     b"\n\r\nHej\r\n"),
    ("truncated base64", PLAIN + b"Content-Transfer-Encoding: base64\r\n\r\n"
     b"SGVq\r\nS\r\n"),
]
MACHINES = [
    ("vacation", {"Auto_Submitted": "auto-replied"}),
    ("bulk", {"Precedence": "bulk"}),
    ("a list", {"List_Id": "<a.lists.example>"}),
    ("wishes none", {"X_Auto_Response_Suppress": "All"}),
    ("our own", {"X_Loop": DESK}),
    ("an empty return path", {"Return_Path": "<>"}),
]
NOBODY = ["mailer-daemon@customer.example", "postmaster@customer.example",
          "noreply@customer.example", "no-reply@customer.example",
          "owner-list@customer.example", DESK]


class Odd(Scenario):
    def test_all_is_kept(self):
        desk = self.desk()
        for why, raw in KEPT:
            desk.drop(raw)
        desk.mail(ALICE, "Skrivaren", "Sist.\n")
        desk.turn()
        left = os.listdir(os.path.join(desk.path, "spool/in/new"))
        self.assertEqual(left, [])
        blobs = {desk.blob(path) for path in desk.files()
                 if path.endswith(".eml")}
        for why, raw in KEPT:
            with self.subTest(why):
                self.assertIn(raw, blobs)
        self.assertIn("Skrivaren", [desk.ticket(number).get("Subject", [""])
                                    [0] for number in desk.tickets()])
        self.check_fsck(desk)

    def test_each_alone(self):
        desk = self.desk()
        for why, raw in KEPT:
            with self.subTest(why):
                desk.drop(raw)
                desk.postern("fetch")

    def test_no_machine_is_answered(self):
        desk = self.desk()
        for why, fields in MACHINES:
            desk.mail(f"Robot <{why.split()[0]}@customer.example>", why,
                      "Away.\n", **fields)
        for address in NOBODY:
            desk.mail(address, "Hej", "Hej\n")
        desk.turn()
        told = {mail["To"] for mail in desk.outbox()}
        self.assertEqual(told, {"anna@example.com"})

    def test_two_desks_do_not_talk_for_ever(self):
        one, two = self.desk(), self.desk()
        one.mail("help@other.example", "Hej", "Hej\n")
        one.turn()
        for _ in range(5):
            for sent in one.fresh("help@other.example"):
                two.drop(sent.raw.replace(b"help@example.com",
                                          b"desk@first.example").replace(
                    b"help@other.example", b"help@example.com"))
            two.turn()
            for sent in two.fresh("desk@first.example"):
                one.drop(sent.raw.replace(b"help@example.com",
                                          b"help@other.example"))
            one.turn()
        self.assertLessEqual(len(one.got("help@other.example")), 1)

    def test_a_flood_is_answered_within_limits(self):
        desk = self.desk()
        for number in range(60):
            desk.mail(ALICE, f"Ny sak {number}", f"Hej {number}\n")
        desk.turn()
        self.assertEqual(len(desk.tickets()), 60)
        self.assertLessEqual(len(desk.got(ALICE)), 20)
        self.assertEqual(len([mail for mail in desk.got(ANNA)]), 60)

    def test_a_request_of_an_agent_is_one(self):
        desk = self.desk()
        desk.mail(ANNA, "Min skärm är sprucken", "Kan jag få en ny?\n")
        desk.turn()
        self.assertEqual(desk.tickets(), [1])
        self.assertIn("anna@example.com", desk.ticket(1)["Requester"][0])

    def test_a_mail_to_desk_and_colleague_tells_no_colleague(self):
        desk = self.desk()
        desk.mail(ALICE, "Hej", "Hej\n", Cc="Bo <bo@customer.example>")
        desk.turn()
        self.assertEqual(desk.got("bo@customer.example"), [])

    def test_the_desk_says_nothing_of_it_twice(self):
        desk = self.desk()
        desk.mail(ALICE, "Hej", "Hej\n")
        desk.turn()
        count = len(desk.outbox())
        for _ in range(3):
            desk.turn()
        self.assertEqual(len(desk.outbox()), count)


if __name__ == "__main__":
    unittest.main()
