"""Three mails become two tickets; taking them again changes nothing."""
import os
import unittest

from desk import ALICE, ANNA, DESK, Scenario


class FirstDay(Scenario):
    def setUp(self):
        self.it = self.desk()
        self.first = self.it.mail(
            ALICE, "Skrivaren på plan 3", "Den skriver ut tomma sidor.\n",
            Message_ID="<first@client.example>")
        self.second = self.it.mail(
            ALICE, "Re: Skrivaren på plan 3", "Nu lyser den röd också.\n",
            In_Reply_To="<first@client.example>",
            References="<first@client.example>")
        self.third = self.it.mail(
            "Bo <bo@other.example>", "Lösenord", "Jag har glömt mitt.\n")
        self.it.turn()

    def test_two_tickets(self):
        self.assertEqual(self.it.tickets(), [1, 2])
        self.assertEqual(self.it.ticket(1)["Requester"], [ALICE])
        self.assertEqual(self.it.ticket(2)["Requester"],
                         ["Bo <bo@other.example>"])

    def test_mail_is_kept_byte_for_byte(self):
        self.assertEqual(self.it.file(1, "0001-in.eml"), self.first)
        self.assertEqual(self.it.file(2, "0001-in.eml"), self.third)
        stored = [self.it.blob(path) for path in self.it.files("tickets")
                  if path.endswith("-in.eml")]
        self.assertEqual(stored.count(self.second), 1)

    def test_acknowledgement_threads_and_says_that_a_machine_wrote_it(self):
        for person, number, theirs in [
                (ALICE, 1, "<first@client.example>"),
                ("bo@other.example", 2, "<mail-3@client.example>")]:
            ack = self.it.got(person)[0]
            self.assertEqual(ack["Auto-Submitted"], "auto-replied", ack)
            self.assertEqual(ack["In-Reply-To"], theirs, ack)
            self.assertIn(theirs, ack["References"], ack)
            self.assertEqual(ack["Subject"].count(f"[T-{number}]"), 1, ack)
            self.assertEqual(ack["X-Loop"], DESK, ack)
            self.assertEqual(ack["X-Postern-Ticket"], str(number), ack)

    def test_an_addition_is_not_acknowledged_as_a_new_request(self):
        acks = [mail for mail in self.it.got(ALICE)]
        self.assertEqual(len(acks), 1, acks)

    def test_agent_reads_each_mail(self):
        texts = [mail.text for mail in self.it.got(ANNA)]
        for words in ("tomma sidor", "lyser den röd", "glömt mitt"):
            self.assertEqual(sum(words in text for text in texts), 1, texts)

    def test_trailers_are_as_specified(self):
        one, two, three = self.it.commits("main", "--", "tickets")[:3]
        create = dict(self.it.trailers(one))
        for key, value in {
                "Ticket": "1", "Event": "create", "Role": "stranger",
                "Kind": "human", "Status": "new", "Priority": "P3",
                "Queue": "support", "Requester": ALICE,
                "Subject": "Skrivaren på plan 3", "Channel": "email",
                "Message-ID": "<first@client.example>",
                "Proof": "none (no authserv-id)"}.items():
            self.assertEqual(create.get(key), value, key)
        self.assertRegex(create["Message"],
                         r"^0001-in sha256=[0-9a-f]{64} body=[0-9a-f]{64}$")
        notices = [value for key, value in self.it.trailers(one)
                   if key == "Notice"]
        self.assertEqual(notices, [
            "0002-out received alice@customer.example",
            "0003-out new-for-agent anna@example.com"])
        reply = dict(self.it.trailers(two))
        self.assertEqual((reply["Ticket"], reply["Event"]), ("1", "reply"))
        self.assertEqual(dict(self.it.trailers(three))["Ticket"], "2")

    def test_every_delivery_is_recorded(self):
        for number in (1, 2):
            lines = self.it.file(number, "delivery").decode().splitlines()
            self.assertTrue(lines)
            for line in lines:
                self.assertEqual(line.split()[2], "sent", line)

    def test_the_repository_is_sound(self):
        self.check_fsck(self.it)

    def test_a_plain_clone_has_it_all(self):
        clone = self.it.clone()
        with open(os.path.join(clone, self.it.folder(1), "0001-in.eml"),
                  "rb") as file:
            self.assertEqual(file.read(), self.first)
        status = self.it.run(["git", "-C", clone, "status", "--porcelain"])
        self.assertEqual(status, "")

    def test_the_same_files_again_change_nothing(self):
        before, sent = self.it.head(), len(self.it.outbox())
        for raw in (self.first, self.second, self.third):
            self.it.drop(raw)
        self.it.turn()
        self.assertEqual(self.it.head(), before)
        self.assertEqual(len(self.it.outbox()), sent)
        left = os.listdir(os.path.join(self.it.path, "spool/in/new"))
        self.assertEqual(left, [])

    def test_the_index_can_be_made_again(self):
        before = self.it.postern("list", "--all", "--json")
        self.it.postern("reindex")
        self.assertEqual(self.it.postern("list", "--all", "--json"), before)


if __name__ == "__main__":
    unittest.main()
