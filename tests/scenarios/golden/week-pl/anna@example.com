From: Pomoc IT <help@example.com>
To: anna@example.com
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
To: anna@example.com
Reply-To: Pomoc IT <help+1.6i.MAC@example.com>
Subject: Re: Drukarka na trzecim piętrze się zatrzymuje [T-1]
Message-ID: <t1.6.MAC@example.com>
In-Reply-To: <mail-2@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-2@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #ask

T-1  Drukarka na trzecim piętrze się zatrzymuje
Alicja Wójcik · P3 normalny · support, linia 1 · oczekuje na zgłaszającego · nieprzypisane

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: anna@example.com
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
To: anna@example.com
Reply-To: Pomoc IT <help+1.12i.MAC@example.com>
Subject: Re: Drukarka na trzecim piętrze się zatrzymuje [T-1]
Message-ID: <t1.12.MAC@example.com>
In-Reply-To: <mail-4@client.example>
References: <t1.0.MAC@example.com> <t1.8.MAC@example.com> <mail-4@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #escalate Błąd 49 zgłasza płyta sterująca, nie możemy jej sami wymienić

T-1  Drukarka na trzecim piętrze się zatrzymuje
Alicja Wójcik · P3 normalny · support, linia 2 · w toku · nieprzypisane

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: anna@example.com
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
To: anna@example.com
Reply-To: Pomoc IT <help+2.6i.MAC@example.com>
Subject: Re: Nowy laptop [T-2]
Message-ID: <t2.6.MAC@example.com>
In-Reply-To: <mail-7@client.example>
References: <t2.0.MAC@example.com> <t2.3.MAC@example.com> <mail-7@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #take
ok: #type request
ok: #request-approval zakup 5900 PLN Jego laptop ma sześć lat

T-2  Nowy laptop
Karol Mazur · P3 normalny · support, linia 1 · oczekuje na zgodę · Anna Nowak

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: anna@example.com
Reply-To: Pomoc IT <help+2.9p.MAC@example.com>
Subject: Re: Nowy laptop [T-2]
Message-ID: <t2.9.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-2  Nowy laptop
Karol Mazur · P3 normalny · support, linia 1 · anulowane · Anna Nowak

Odmowa (Ewa Wiśniewska): zakup, 5900 PLN
Komentarz: Czekamy do następnego roku budżetowego.

Polecenia: #wznów · #notatka

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: anna@example.com
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
To: anna@example.com
Reply-To: Pomoc IT <help+3.5i.MAC@example.com>
Subject: Re: Słuchawki [T-3]
Message-ID: <t3.5.MAC@example.com>
In-Reply-To: <mail-12@client.example>
References: <t3.0.MAC@example.com> <t3.3.MAC@example.com> <mail-12@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #take

T-3  Słuchawki
Karol Mazur · P3 normalny · support, linia 1 · w toku · Anna Nowak

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: anna@example.com
Reply-To: Pomoc IT <help+3.8i.MAC@example.com>
Subject: Re: Słuchawki [T-3]
Message-ID: <t3.8.MAC@example.com>
In-Reply-To: <mail-13@client.example>
References: <t3.0.MAC@example.com> <t3.3.MAC@example.com> <mail-13@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #handover bogdan@example.com

T-3  Słuchawki
Karol Mazur · P3 normalny · support, linia 1 · w toku · Bogdan Lis

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: anna@example.com
Reply-To: Pomoc IT <help+0.2i.MAC@example.com>
Subject: Re: Twoje polecenia
Message-ID: <t0.2.MAC@example.com>
In-Reply-To: <mail-14@client.example>
References: <mail-14@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #away until czwartek to bogdan@example.com – TIME, Bogdan Lis
