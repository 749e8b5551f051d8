"""What passes between people: an approval denied and one granted, a supplier
whose words never leave, a hand-over and an absence; told to the last word in
tests/scenarios/golden/people and people_pl."""
import unittest

from desk import ALICE, ANNA, NILS, address_of
from story import Story

CHEF = "Eva Lind <chef@example.com>"
TED = "Ted Ryd <service@printerco.example>"
JAN = "Jan Kowalski <jan@klient.example>"
EWA = "Ewa Wiśniewska <ewa@example.com>"
SZEF = "Marek Zając <szef@example.com>"
CANARY = "Kanariefågel"
SECRET = "Hemlighet"

RULES = """[approval "inköp"]
	approver = chef@example.com
	limit = 10000 SEK
[vendor "printerco"]
	address = service@printerco.example
	number = "Case *"
"""
RULES_PL = """[approval "zakupy"]
	approver = szef@example.com
	limit = 10000 PLN
"""


def agent(person, language, **keys):
    return person, {"language": language} | keys


class People(Story):
    def mails_with(self, word):
        return sorted({address_of(mail["To"]) for mail in self.it.outbox()
                       if word in str(mail.raw, "utf-8", "replace")
                       or word in (mail["Subject"] or "")
                       or word in mail.text})

    def test_swedish(self):
        self.tell("people", [agent(ANNA, "sv", lead="true"),
                             agent(NILS, "sv")],
                  language="sv", name="IT-supporten", rules=RULES)
        # A printer that the supplier mends, handed over meanwhile.
        self.write(ALICE, f"{SECRET}: skrivaren är trasig",
                   f"Hej!\n\nSkrivaren ryker. {SECRET}.\n\nAlice\n")
        self.answer(ANNA, "#ta\n#leverantör printerco\n\nHej Ted!\n\n"
                          "Fixeringsenheten ryker. Kan ni komma i dag?\n")
        self.assertEqual(self.it.status(1), "wait-vendor")
        self.answer(TED, f"Hej!\n\n{CANARY}: vi kommer klockan två.\n\nTed\n",
                    subject="Case 4711: fixeringsenhet")
        self.assertEqual(self.it.status(1), "progress")
        self.assertEqual(self.it.ticket(1)["Vendor"], ["printerco 4711"])
        self.answer(ANNA, "#överlämna nils\n\nServicen kommer klockan två. "
                          "Släpp in dem och stäng sedan ärendet.\n")
        self.assertEqual(self.it.ticket(1)["Assignee"], ["nils@example.com"])
        # Two laptops: one too dear, one granted.
        self.write(ALICE, "Ny dator", "Jag behöver en ny dator.\n")
        self.answer(ANNA, "#begär-godkännande 18 900 kr värstingmodellen\n",
                    self.it.last(ANNA))
        self.answer(CHEF, "Nej, för dyrt\n")
        self.assertEqual(self.it.status(2), "cancelled")
        self.write(ALICE, "Ny dator, en billigare", "Den för 8 900 då?\n")
        self.answer(ANNA, "#begär-godkännande 8 900 kr\n", self.it.last(ANNA))
        self.answer(CHEF, "Vilken modell är det?\n")
        self.assertEqual(self.it.status(3), "wait-approval")
        self.answer(CHEF, "Godkänt, köp den\n")
        self.assertEqual(self.it.status(3), "progress")
        # The requester hears of Nils, and he of her.
        self.answer(ALICE, "Servicen har inte kommit än!\n",
                    self.it.got(ALICE)[0])
        self.assertIn("inte kommit", self.it.last(NILS).text)
        self.check_apart()
        self.check_golden()

    def check_apart(self):
        """Neither side of the ticket has a word of the other's."""
        agents = {"anna@example.com", "nils@example.com"}
        self.assertLessEqual(set(self.mails_with(CANARY)), agents)
        for mail in self.it.got(TED):
            for word in (SECRET, "ryker. Hemlighet", "Alice", "customer"):
                self.assertNotIn(word, str(mail.raw, "utf-8", "replace"))
                self.assertNotIn(word, mail.text)
        log = self.it.git("log", "--format=%B")
        for line in ("Approval: inköp 18900 SEK denied for "
                     "alice@customer.example",
                     "Approval: inköp 8900 SEK approved for "
                     "alice@customer.example"):
            self.assertIn(line, log)

    def test_absence(self):
        self.tell("absence", [agent(ANNA, "sv"), agent(NILS, "sv")],
                  language="sv", name="IT-supporten", authserv=True)
        self.write(ALICE, "VPN", "VPN krånglar.\n")
        self.answer(ANNA, "#ta\n", self.it.last(ANNA))
        self.write(ANNA, "#borta till 3d till nils", "")
        self.answer(ALICE, "Hallå?\n")
        self.assertIn("Hallå?", self.it.last(NILS).text)
        self.assertNotIn("Hallå?", self.it.last(ANNA).text)
        self.write(ANNA, "#borta slut", "")
        self.answer(ALICE, "Hallå igen?\n", self.it.got(ALICE)[0])
        self.assertIn("Hallå igen?", self.it.last(ANNA).text)
        self.assertIn("person", self.it.events())
        self.check_fsck(self.it)

    def test_polish(self):
        self.tell("people_pl", [agent(EWA, "pl", lead="true")],
                  language="pl", name="Pomoc IT", rules=RULES_PL)
        self.write(JAN, "Nowy laptop", "Poproszę o nowego laptopa.\n")
        self.answer(EWA, "#poproś-o-zgodę 12 500,50 zł dla nowej osoby\n")
        self.answer(SZEF, "zatwierdzam\n")
        self.assertEqual(self.it.status(1), "wait-approval")
        self.answer(SZEF, "zatwierdź\n")
        self.assertEqual(self.it.status(1), "progress")
        self.assertIn("12500.50 PLN approved", self.it.ticket(1)["Approval"][0]
                      .replace(" 6 szef@example.com", " "))
        self.check_golden()


if __name__ == "__main__":
    unittest.main()
