From: Pomoc IT <help@example.com>
To: szef@example.com
Reply-To: Pomoc IT <help+1.5a.MAC@example.com>
Subject: Prosimy o Twoją zgodę: 12500.50 PLN – Nowy laptop [T-1]
Message-ID: <t1.5.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Aby zdecydować, odpowiedz powyżej tej linii ===

Ewa Wiśniewska prosi o Twoją zgodę.

T-1  Nowy laptop
Czego dotyczy: zakupy, 12500.50 PLN
Dla: Jan Kowalski
Dlaczego: dla nowej osoby

Odpisz w pierwszej linii: zatwierdź albo odrzuć. Powód, podany za tym
słowem, przeczyta osoba, która o to prosiła.

--
Pomoc IT · T-1

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: szef@example.com
Reply-To: Pomoc IT <help+1.8c.MAC@example.com>
Subject: Prosimy o potwierdzenie: Nowy laptop [T-1]
Message-ID: <t1.8.MAC@example.com>
In-Reply-To: <mail-3@client.example>
References: <t1.5.MAC@example.com> <mail-3@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Aby potwierdzić, odpowiedz powyżej tej linii ===

Dotarła do nas Twoja decyzja: zakupy, 12500.50 PLN
| #approve

Przy takiej kwocie prosimy o potwierdzenie. Nic jeszcze nie ustalono.

Zgadzasz się? Odpisz samym słowem „zatwierdź” lub „odrzuć” w pierwszej linii.
W przeciwnym razie nie musisz nic robić.

--
Pomoc IT
