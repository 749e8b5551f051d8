From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+1.3p.MAC@example.com>
Subject: Drukarka na trzecim piętrze się zatrzymuje [T-1]
Message-ID: <t1.3.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Drukarka na trzecim piętrze się zatrzymuje
Alicja Wójcik · P3 normalny · support, linia 1 · nowe · nieprzypisane

Alicja Wójcik pisze:

| Dzień dobry,
|
| drukarka na trzecim piętrze zatrzymuje się w połowie każdego wydruku.
|
| Pozdrawiam
| Alicja

Polecenia: #biorę · #przypisz OSOBA · #priorytet P2 · #kolejka NAZWA · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+1.8p.MAC@example.com>
Subject: Re: Drukarka na trzecim piętrze się zatrzymuje [T-1]
Message-ID: <t1.8.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Drukarka na trzecim piętrze się zatrzymuje
Alicja Wójcik · P3 normalny · support, linia 1 · w toku · nieprzypisane

Alicja Wójcik pisze:

| Pokazuje „błąd 49”.

Polecenia: #czekaj użytkownik · #rozwiąż · #eskaluj POWÓD · #notatka

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+2.3p.MAC@example.com>
Subject: Nowy laptop [T-2]
Message-ID: <t2.3.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-2  Nowy laptop
Karol Mazur · P3 normalny · support, linia 1 · nowe · nieprzypisane

Karol Mazur pisze:

| Dzień dobry, potrzebuję nowego laptopa.

Polecenia: #biorę · #przypisz OSOBA · #priorytet P2 · #kolejka NAZWA · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+3.3p.MAC@example.com>
Subject: Słuchawki [T-3]
Message-ID: <t3.3.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-3  Słuchawki
Karol Mazur · P3 normalny · support, linia 1 · nowe · nieprzypisane

Karol Mazur pisze:

| Dzień dobry, moje słuchawki są zepsute. Czy mogę dostać nowe?

Polecenia: #biorę · #przypisz OSOBA · #priorytet P2 · #kolejka NAZWA · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+3.7p.MAC@example.com>
Subject: Re: Słuchawki [T-3]
Message-ID: <t3.7.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-3  Słuchawki
Karol Mazur · P3 normalny · support, linia 1 · w toku · Bogdan Lis

Zgłoszenie prowadzi teraz: Bogdan Lis (przydział: Anna Nowak)
Powód: W magazynie nie ma już słuchawek. Trzeba zamówić nowe i uzyskać zgodę.

TIME · Karol Mazur · nowe
| Dzień dobry, moje słuchawki są zepsute. Czy mogę dostać nowe?

Polecenia: #biorę · #czekaj użytkownik · #rozwiąż · #zwróć POWÓD

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+4.3p.MAC@example.com>
Subject: Telefon nie dzwoni [T-4]
Message-ID: <t4.3.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 1 · nowe · nieprzypisane

Łucja Pawlak pisze:

| Mój telefon nie dzwoni, kiedy ktoś do mnie telefonuje.

Polecenia: #biorę · #przypisz OSOBA · #priorytet P2 · #kolejka NAZWA · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+3.11i.MAC@example.com>
Subject: Re: Słuchawki [T-3]
Message-ID: <t3.11.MAC@example.com>
In-Reply-To: <mail-16@client.example>
References: <t3.0.MAC@example.com> <t3.7.MAC@example.com> <mail-16@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #request-approval zakup 390 PLN Stare są zepsute

T-3  Słuchawki
Karol Mazur · P3 normalny · support, linia 1 · oczekuje na zgodę · Bogdan Lis

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
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
To: bogdan@example.com
Reply-To: Pomoc IT <help+4.4i.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.4.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 1 · nowe · nieprzypisane

Kończy się czas obiecany zgłaszającemu.
- pierwsza odpowiedź: minęło 50 % czasu, termin TIME

Polecenia: #biorę · #czekaj użytkownik · #eskaluj POWÓD

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+4.5i.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.5.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 1 · nowe · nieprzypisane

Kończy się czas obiecany zgłaszającemu.
- pierwsza odpowiedź: minęło 75 % czasu, termin TIME

Polecenia: #biorę · #czekaj użytkownik · #eskaluj POWÓD

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
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
To: bogdan@example.com
Reply-To: Pomoc IT <help+4.7i.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.7.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 1 · nowe · nieprzypisane

Nie dotrzymaliśmy terminu obiecanego zgłaszającemu.
- pierwsza odpowiedź: minęło 150 % czasu, termin TIME

Polecenia: #biorę · #czekaj użytkownik · #eskaluj POWÓD

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+4.10i.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.10.MAC@example.com>
In-Reply-To: <mail-20@client.example>
References: <t4.0.MAC@example.com> <t4.3.MAC@example.com> <mail-20@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #take

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 1 · w toku · Bogdan Lis

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+3.15p.MAC@example.com>
Subject: Re: Słuchawki [T-3]
Message-ID: <t3.15.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-3  Słuchawki
Karol Mazur · P3 normalny · support, linia 1 · w toku · Bogdan Lis

Zgoda (Ewa Wiśniewska): zakup, 390 PLN

Polecenia: #biorę · #czekaj dostawca · #rozwiąż

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+4.14i.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.14.MAC@example.com>
In-Reply-To: <mail-22@client.example>
References: <t4.0.MAC@example.com> <t4.3.MAC@example.com> <mail-22@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #escalate Telefonu nie da się ponownie zarejestrować, trzeba sprawdzić centralę

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 2 · w toku · nieprzypisane

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+3.18i.MAC@example.com>
Subject: Re: Słuchawki [T-3]
Message-ID: <t3.18.MAC@example.com>
In-Reply-To: <mail-26@client.example>
References: <t3.0.MAC@example.com> <t3.15.MAC@example.com> <mail-26@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #resolve

T-3  Słuchawki
Karol Mazur · P3 normalny · support, linia 1 · rozwiązane · Bogdan Lis

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: bogdan@example.com
Reply-To: Pomoc IT <help+3.21p.MAC@example.com>
Subject: Re: Słuchawki [T-3]
Message-ID: <t3.21.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-3  Słuchawki
Karol Mazur · P3 normalny · support, linia 1 · zamknięte · Bogdan Lis

Karol Mazur pisze:

| dziękuję, wszystko działa

Polecenia: #wznów · #notatka
