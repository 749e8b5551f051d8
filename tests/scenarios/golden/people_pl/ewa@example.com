From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+1.3p.MAC@example.com>
Subject: Nowy laptop [T-1]
Message-ID: <t1.3.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Nowy laptop
Jan Kowalski · P3 normalny · support, linia 1 · nowe · nieprzypisane

Jan Kowalski pisze:

| Poproszę o nowego laptopa.

Polecenia: #biorę · #przypisz OSOBA · #priorytet P2 · #kolejka NAZWA · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+1.6i.MAC@example.com>
Subject: Re: Nowy laptop [T-1]
Message-ID: <t1.6.MAC@example.com>
In-Reply-To: <mail-2@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-2@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #request-approval 12500.50 PLN dla nowej osoby

T-1  Nowy laptop
Jan Kowalski · P3 normalny · support, linia 1 · oczekuje na zgodę · nieprzypisane

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: ewa@example.com
Reply-To: Pomoc IT <help+1.11p.MAC@example.com>
Subject: Re: Nowy laptop [T-1]
Message-ID: <t1.11.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Nowy laptop
Jan Kowalski · P3 normalny · support, linia 1 · w toku · nieprzypisane

Zgoda (Marek Zając): zakupy, 12500.50 PLN

Polecenia: #biorę · #czekaj dostawca · #rozwiąż
