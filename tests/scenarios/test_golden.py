"""Days at four helpdesks, one in each language, told to the last word: read
tests/scenarios/golden/ as the people concerned would."""
import unittest

from desk import ALICE, ANNA, NILS
from story import Story

PICTURE = ("skärmbild.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(4000))
KARI = "Kari Nordmann <kari@kunde.example>"
OLA = "Ola Hansen <ola@example.com>"
JAN = "Jan Kowalski <jan@klient.example>"
EWA = "Ewa Wiśniewska <ewa@example.com>"
PIOTR = "Piotr Zieliński <piotr@example.com>"
BOB = "Bob Smith <bob@client.example>"
MARY = "Mary Jones <mary@example.com>"
EVE = "Eve Adams <eve@elsewhere.example>"


def agent(person, language, **keys):
    return person, {"language": language} | keys


class Golden(Story):
    def test_swedish(self):
        """A printer: answered, noted, passed on, solved, confirmed; it comes
        back and is closed."""
        self.tell("swedish", [agent(ANNA, "sv", lead="true"),
                              agent(NILS, "sv", line=2)],
                  language="sv", name="IT-supporten")
        self.write(ALICE, "Skrivaren på plan 3 skriver ut tomma sidor",
                   "Hej!\n\nSkrivaren på plan 3 skriver bara ut tomma sidor "
                   "sedan i morse. Jag bifogar\nen bild på displayen.\n\n"
                   "Vänliga hälsningar\nAlice\n", attach=[PICTURE])
        self.answer(ANNA, "#ta\n#prioritet P2\n#märk skrivare\n\nHej Alice!\n"
                          "\nJag tittar på den nu. Vilken färg lyser lampan "
                          "till höger?\n")
        self.answer(ALICE, "Den lyser rött.\n")
        self.answer(ANNA, "#anteckning\nToner är bytt i fredags, så det är "
                          "nog nätet.\n")
        self.answer(ANNA, "#eskalera Switchen på plan 3 behöver ses över\n")
        self.answer(NILS, "#ta\n#vänta användaren\n\nHej!\n\nStår det «inget "
                          "nätverk» på displayen?\n")
        self.answer(ALICE, "Ja, precis så står det.\n")
        self.answer(NILS, "#lös\n\nSwitchen på plan 3 var trasig och är "
                          "utbytt. Nu ska skrivaren fungera.\n")
        self.answer(ALICE, "Tack så mycket!\n")
        self.assertEqual(self.it.status(1), "resolved")
        self.answer(ALICE, "ja\n")
        self.assertEqual(self.it.status(1), "closed")
        self.answer(ALICE, "Hej igen! Nu är sidorna tomma igen, tyvärr.\n")
        self.assertEqual(self.it.status(1), "progress")
        self.answer(NILS, "#stäng\n\nDen nya switchen hade tappat sin "
                          "inställning. Det är rättat.\n")
        self.assertEqual(self.it.status(1), "closed")
        self.check_golden()

    def test_norwegian(self):
        """Two requests that are one, merged; what is mistyped is held, sent
        as it is; lists and help; a second answer within minutes."""
        self.tell("norwegian", [agent(ANNA, "nb", lead="true"),
                                agent(OLA, "nb")],
                  language="nb", name="Brukerstøtte", authserv=True)
        self.write(KARI, "Får ikke logget inn",
                   "Hei!\n\nJeg får ikke logget inn på VPN hjemmefra.\n\n"
                   "Mvh\nKari\n")
        self.write(KARI, "VPN virker ikke",
                   "Hei, VPN virker fortsatt ikke. Feilkoden er 809.\n")
        self.answer(ANNA, "#ta\n#slåsammen 1\n")
        self.answer(ANNA, "#merge 1\n")
        self.assertEqual(self.it.status(2), "cancelled")
        self.answer(OLA, "#ta\n#prioirtet P2\n\nHei Kari!\n\nHar du startet "
                         "maskinen på nytt?\n",
                    self.it.got(OLA)[0])
        self.answer(OLA, "#send\n")
        self.answer(KARI, "Ja, flere ganger.\n")
        self.answer(OLA, "#hjelp\n")
        self.answer(OLA, "#liste\n")
        self.answer(OLA, "#ta\n#løs\n\nSertifikatet ditt var utløpt. Jeg har "
                         "fornyet det.\n", self.it.got(OLA)[0])
        self.answer(OLA, "#løs\n\nSertifikatet ditt var utløpt. Jeg har "
                         "fornyet det.\n")
        self.answer(KARI, "ja\n\nTusen takk for hjelpen!\n")
        self.check_golden()

    def test_polish(self):
        """Not solved, solved; a stranger's addition is kept apart; a request
        is refused and withdrawn."""
        self.tell("polish", [agent(EWA, "pl", lead="true"),
                             agent(PIOTR, "pl", line=2)],
                  language="pl", name="Pomoc IT")
        self.write(JAN, "Nie działa poczta",
                   "Dzień dobry,\n\nod rana nie mogę wysyłać poczty z "
                   "telefonu. Proszę o pomoc.\n\nPozdrawiam\nJan\n")
        self.answer(EWA, "#biorę\n#rozwiąż\n\nDzień dobry,\n\nhasło wygasło. "
                         "Proszę ustawić nowe na stronie logowania.\n")
        self.answer(JAN, "nie\n\nUstawiłem nowe hasło, ale nadal nie działa."
                         "\n")
        self.assertEqual(self.it.status(1), "progress")
        self.answer(EWA, "#eskaluj Serwer odrzuca telefon, proszę sprawdzić "
                         "certyfikat\n")
        self.it.mail("Adam Nowak <adam@obcy.example>",
                     "Re: Nie działa poczta",
                     "U mnie też nie działa!\n",
                     In_Reply_To=self.it.got(JAN)[0]["Message-ID"])
        self.it.turn()
        self.answer(PIOTR, "#split\n")
        self.answer(PIOTR, "#biorę\n#rozwiąż\n\nCertyfikat serwera został "
                           "odnowiony. Poczta powinna już działać.\n",
                    self.it.got(PIOTR)[0])
        self.answer(JAN, "tak\n")
        self.assertEqual(self.it.status(1), "closed")
        self.write(JAN, "Nowy laptop", "Poproszę o nowego laptopa.\n")
        self.answer(JAN, "#priorytet P1\n\nTo bardzo pilne!\n")
        self.answer(EWA, "#anuluj Laptopy wydaje dział zakupów\n")
        self.check_golden()

    def test_english(self):
        """Forged, asked back, confirmed; on behalf of somebody; spam; an
        answer that cannot be delivered; closed by the requester."""
        self.tell("english", [agent(MARY, "en", lead="true"),
                              agent(NILS, "en")], name="Service Desk")
        self.write(BOB, "Laptop will not start",
                   "Hello,\n\nmy laptop does not start any more. It beeps "
                   "three times.\n\nBob\n")
        self.write(MARY, "Re: Laptop will not start [T-1]",
                   "#close\n\nDone, thanks.\n")
        self.answer(MARY, "yes\n")
        self.answer(BOB, "No, it is not done. It still beeps!\n")
        self.answer(MARY, "#assign nils\n#queue support\n\nNils will call "
                          "you, Bob.\n")
        self.answer(NILS, "#requester bob@home.example\n#vpn #laptop\n"
                          "#clsoe\n")
        self.answer(NILS, "#resolve\n\nThe memory had come loose.\n")
        self.answer(NILS, "#show\n")
        self.answer(BOB, "#close\n")
        self.assertEqual(self.it.status(1), "closed")
        self.write(EVE, "You have won", "Click here: http://evil.example\n")
        self.answer(MARY, "#spam\n")
        self.write(MARY, "Fwd: Wifi in room 4",
                   "#requester eve@elsewhere.example\n\nEve called: the wifi "
                   "in room 4 is down.\n")
        self.answer(MARY, "yes\n")
        self.check_golden()


if __name__ == "__main__":
    unittest.main()
