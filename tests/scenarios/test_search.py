"""Looking things up by mail: solutions that were published, tickets, history."""
import os
import unittest

from desk import ALICE, ANNA, NILS, Scenario

TONER = ("Title: Skrivaren ger tomma sidor\nLanguage: sv\nPublic: yes\n\n"
         "Ta bort plastremsan från tonern.\n")
SECRET = "Title: Skrivarens lösenord\n\nDet är canary.\n"


class Search(Scenario):
    def begin(self):
        desk = self.desk([ANNA, (NILS, {"lead": "true"})], authserv=True)
        where = desk.clone()
        os.mkdir(os.path.join(where, "kb"))
        for name, text in (("toner", TONER), ("secret", SECRET)):
            with open(os.path.join(where, "kb", name + ".txt"), "w",
                      encoding="utf-8") as file:
                file.write(text)
        desk.run(["git", "-C", where, "add", "kb"])
        desk.run(["git", "-C", where, "commit", "-qm", "Two solutions"])
        desk.run(["git", "-C", where, "push", "-q"])
        return desk

    def test_an_acknowledgement_brings_what_fits(self):
        desk = self.begin()
        desk.mail(ALICE, "Tomma sidor från skrivaren", "Hjälp!\n")
        desk.turn()
        text = desk.last(ALICE).text
        self.assertIn("Ta bort plastremsan", text)
        self.assertNotIn("canary", text)

    def test_agents_search_and_read_the_history(self):
        desk = self.begin()
        desk.mail(ALICE, "Tomma sidor", "Min bildskärm flimrar.\n")
        desk.turn()
        desk.answer(desk.last(ANNA), ANNA, "#search flimrar\n")
        desk.turn()
        self.assertIn("T-1", desk.last(ANNA).text)
        desk.answer(desk.got(ANNA)[0], ANNA, "#kb skrivarens lösenord\n")
        desk.turn()
        self.assertIn("canary", desk.last(ANNA).text)
        desk.answer(desk.got(ANNA)[0], ANNA, "#history\n")
        desk.turn()
        self.assertIn("Alice Svensson", desk.last(ANNA).text)
        desk.answer(desk.got(ANNA)[0], ANNA, "#report\n")
        desk.turn()
        self.assertRegex(desk.last(ANNA).text, r"(?m)^1 open$")

    def test_an_answer_is_kept_for_the_next_who_asks(self):
        desk = self.begin()
        desk.mail(ALICE, "Bildskärmen flimrar", "Hjälp!\n")
        desk.turn()
        desk.answer(desk.last(ANNA), ANNA,
                    '#solution "Bildskärm som flimrar" public\n#resolve\n\n'
                    "Byt sladden.\n")
        desk.turn()
        self.assertEqual(desk.ticket(1)["Solution"],
                         ["kb/bildskarm-som-flimrar"], desk.last(ANNA))
        kept = desk.git("show", "main:kb/bildskarm-som-flimrar.txt")
        self.assertIn("Public: yes", kept)
        self.assertIn("Byt sladden.", kept)
        desk.mail(ALICE, "Bildskärmen flimrar nu också", "Igen!\n")
        desk.turn()
        self.assertIn("Byt sladden.", desk.last(ALICE).text)
        desk.answer(desk.last(ANNA), ANNA,
                    "#solution kb/bildskarm-som-flimrar\n#resolve\n\nHej!\n")
        desk.turn()
        self.assertEqual(desk.status(2), "resolved", desk.last(ANNA))
        self.assertIn("Byt sladden.", desk.last(ALICE).text)


if __name__ == "__main__":
    unittest.main()
