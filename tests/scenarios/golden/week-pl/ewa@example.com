From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+2.5a.MAC@example.com>
Subject: Prosimy o Twoją zgodę: 5900 PLN – Nowy laptop [T-2]
Message-ID: <t2.5.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Aby zdecydować, odpowiedz powyżej tej linii ===

Anna Nowak prosi o Twoją zgodę.

T-2  Nowy laptop
Czego dotyczy: zakup, 5900 PLN
Dla: Karol Mazur
Dlaczego: Jego laptop ma sześć lat

Odpisz w pierwszej linii: zatwierdź albo odrzuć. Powód, podany za tym
słowem, przeczyta osoba, która o to prosiła.

--
Pomoc IT · T-2

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+3.10a.MAC@example.com>
Subject: Prosimy o Twoją zgodę: 390 PLN – Słuchawki [T-3]
Message-ID: <t3.10.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Aby zdecydować, odpowiedz powyżej tej linii ===

Bogdan Lis prosi o Twoją zgodę.

T-3  Słuchawki
Czego dotyczy: zakup, 390 PLN
Dla: Karol Mazur
Dlaczego: Stare są zepsute

Odpisz w pierwszej linii: zatwierdź albo odrzuć. Powód, podany za tym
słowem, przeczyta osoba, która o to prosiła.

--
Pomoc IT · T-3
