From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.11p.MAC@example.com>
Subject: Re: Nie działa poczta [T-1]
Message-ID: <t1.11.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Nie działa poczta
Jan Kowalski · P3 normalny · support, linia 2 · w toku · nieprzypisane

Zgłoszenie trafiło do: support, linia 2 (przekazanie: Ewa Wiśniewska). Nikt go jeszcze nie wziął.
Powód: Serwer odrzuca telefon, proszę sprawdzić certyfikat

TIME · Jan Kowalski · nowe
| Dzień dobry,
|
| od rana nie mogę wysyłać poczty z telefonu. Proszę o pomoc.
|
| Pozdrawiam
| Jan

TIME · Ewa Wiśniewska · odpowiedź
| Dzień dobry,
|
| hasło wygasło. Proszę ustawić nowe na stronie logowania.

TIME · Jan Kowalski · odpowiedź
| nie
|
| Ustawiłem nowe hasło, ale nadal nie działa.

Polecenia: #biorę · #czekaj użytkownik · #rozwiąż · #zwróć POWÓD

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.14i.MAC@example.com>
Subject: Re: Nie działa poczta [T-1]
Message-ID: <t1.14.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

T-1  Nie działa poczta
Jan Kowalski · P3 normalny · support, linia 2 · w toku · nieprzypisane

Przyszła wiadomość od niepotwierdzonego nadawcy, który podaje się za:
    Adam Nowak
Dlaczego niepotwierdzony: nie ma tu serwera pocztowego, który sprawdza nadawców
Nic się nie zmieniło, a wiadomość widzi tylko obsługa.

| U mnie też nie działa!

Polecenia: #przyjmij (należy do sprawy) · #split (nie należy)

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.16i.MAC@example.com>
Subject: Re: Nie działa poczta [T-1]
Message-ID: <t1.16.MAC@example.com>
In-Reply-To: <mail-6@client.example>
References: <t1.0.MAC@example.com> <t1.14.MAC@example.com> <mail-6@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #split – T-2

T-1  Nie działa poczta
Jan Kowalski · P3 normalny · support, linia 2 · w toku · nieprzypisane

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.19i.MAC@example.com>
Subject: Re: Nie działa poczta [T-1]
Message-ID: <t1.19.MAC@example.com>
In-Reply-To: <mail-7@client.example>
References: <t1.0.MAC@example.com> <t1.11.MAC@example.com> <mail-7@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #take
ok: #resolve

T-1  Nie działa poczta
Jan Kowalski · P3 normalny · support, linia 2 · rozwiązane · Piotr Zieliński

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.22p.MAC@example.com>
Subject: Re: Nie działa poczta [T-1]
Message-ID: <t1.22.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Nie działa poczta
Jan Kowalski · P3 normalny · support, linia 2 · zamknięte · Piotr Zieliński
Zobacz też T-2: Re: Nie działa poczta

Jan Kowalski pisze:

| tak

Polecenia: #wznów · #notatka
