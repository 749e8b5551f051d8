From: Pomoc IT <help@example.com>
To: renata@example.com
Reply-To: Pomoc IT <help+3.12i.MAC@example.com>
Subject: Re: Słuchawki [T-3]
Message-ID: <t3.12.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

T-3  Słuchawki
Karol Mazur · P3 normalny · support, linia 1 · oczekuje na zgodę · Bogdan Lis

Nie dotrzymaliśmy terminu obiecanego zgłaszającemu.
- pierwsza odpowiedź: minęło 150 % czasu, termin TIME

Polecenia: #biorę · #czekaj użytkownik · #eskaluj POWÓD

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: renata@example.com
Reply-To: Pomoc IT <help+4.6i.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.6.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 1 · nowe · nieprzypisane

Nie dotrzymaliśmy terminu obiecanego zgłaszającemu.
- pierwsza odpowiedź: minęło 100 % czasu, termin TIME

Polecenia: #biorę · #czekaj użytkownik · #eskaluj POWÓD

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: renata@example.com
Reply-To: Pomoc IT <help+4.19p.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.19.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 3 · w toku · nieprzypisane

Zgłoszenie trafiło do: support, linia 3 (przekazanie: Piotr Zieliński). Nikt go jeszcze nie wziął.
Powód: To błąd w bazie danych centrali

TIME · Łucja Pawlak · nowe
| Mój telefon nie dzwoni, kiedy ktoś do mnie telefonuje.

TIME · Bogdan Lis · odpowiedź
| Dzień dobry,
|
| przepraszam, że musiała Pani czekać. Widzę, że telefon został
| wyrejestrowany z centrali.

Polecenia: #biorę · #czekaj użytkownik · #rozwiąż · #zwróć POWÓD

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: renata@example.com
Reply-To: Pomoc IT <help+4.23i.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.23.MAC@example.com>
In-Reply-To: <mail-25@client.example>
References: <t4.0.MAC@example.com> <t4.19.MAC@example.com> <mail-25@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #take
ok: #close

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 3 · zamknięte · Renata Król
