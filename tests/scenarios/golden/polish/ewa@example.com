From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+1.3p.MAC@example.com>
Subject: Nie działa poczta [T-1]
Message-ID: <t1.3.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Nie działa poczta
Jan Kowalski · P3 normalny · support, linia 1 · nowe · nieprzypisane

Jan Kowalski pisze:

| Dzień dobry,
|
| od rana nie mogę wysyłać poczty z telefonu. Proszę o pomoc.
|
| Pozdrawiam
| Jan

Polecenia: #biorę · #przypisz OSOBA · #priorytet P2 · #kolejka NAZWA · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+1.6i.MAC@example.com>
Subject: Re: Nie działa poczta [T-1]
Message-ID: <t1.6.MAC@example.com>
In-Reply-To: <mail-2@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-2@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #take
ok: #resolve

T-1  Nie działa poczta
Jan Kowalski · P3 normalny · support, linia 1 · rozwiązane · Ewa Wiśniewska

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+1.8p.MAC@example.com>
Subject: Re: Nie działa poczta [T-1]
Message-ID: <t1.8.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Nie działa poczta
Jan Kowalski · P3 normalny · support, linia 1 · w toku · Ewa Wiśniewska

Zgłoszenie wznowione (Jan Kowalski).

| nie
|
| Ustawiłem nowe hasło, ale nadal nie działa.

Polecenia: #biorę · #czekaj użytkownik · #rozwiąż · #zamknij

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+1.12i.MAC@example.com>
Subject: Re: Nie działa poczta [T-1]
Message-ID: <t1.12.MAC@example.com>
In-Reply-To: <mail-4@client.example>
References: <t1.0.MAC@example.com> <t1.8.MAC@example.com> <mail-4@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #escalate Serwer odrzuca telefon, proszę sprawdzić certyfikat

T-1  Nie działa poczta
Jan Kowalski · P3 normalny · support, linia 2 · w toku · nieprzypisane

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+2.3p.MAC@example.com>
Subject: Nie działa poczta [T-2]
Message-ID: <t2.3.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-2  Nie działa poczta
Adam Nowak · P3 normalny · support, linia 1 · nowe · nieprzypisane
Zobacz też T-1: Nie działa poczta

Adam Nowak pisze:

| U mnie też nie działa!

Polecenia: #biorę · #przypisz OSOBA · #priorytet P2 · #kolejka NAZWA · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+3.3p.MAC@example.com>
Subject: Nowy laptop [T-3]
Message-ID: <t3.3.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-3  Nowy laptop
Jan Kowalski · P3 normalny · support, linia 1 · nowe · nieprzypisane

Jan Kowalski pisze:

| Poproszę o nowego laptopa.

Polecenia: #biorę · #przypisz OSOBA · #priorytet P2 · #kolejka NAZWA · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+3.5p.MAC@example.com>
Subject: Re: Nowy laptop [T-3]
Message-ID: <t3.5.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-3  Nowy laptop
Jan Kowalski · P3 normalny · support, linia 1 · nowe · nieprzypisane

Jan Kowalski pisze:

| #priorytet P1
|
| To bardzo pilne!

Polecenia: #czekaj użytkownik · #rozwiąż · #eskaluj POWÓD · #notatka

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+3.9i.MAC@example.com>
Subject: Re: Nowy laptop [T-3]
Message-ID: <t3.9.MAC@example.com>
In-Reply-To: <mail-11@client.example>
References: <t3.0.MAC@example.com> <t3.5.MAC@example.com> <mail-11@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #cancel Laptopy wydaje dział zakupów

T-3  Nowy laptop
Jan Kowalski · P3 normalny · support, linia 1 · anulowane · nieprzypisane
