From: IT-supporten <help@example.com>
To: rut@example.com
Reply-To: IT-supporten <help+3.12i.MAC@example.com>
Subject: Re: Headset [T-3]
Message-ID: <t3.12.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

T-3  Headset
Karl Nyman · P3 normal · support, linje 1 · väntar på godkännande · Bo Ek

Vi har inte hållit det som användaren blivit lovad.
- första svar: 150 % av tiden har gått, senast TIME

Kommandon: #ta · #vänta användaren · #eskalera ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: rut@example.com
Reply-To: IT-supporten <help+4.6i.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.6.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 1 · nytt · ingen handläggare

Vi har inte hållit det som användaren blivit lovad.
- första svar: 100 % av tiden har gått, senast TIME

Kommandon: #ta · #vänta användaren · #eskalera ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: rut@example.com
Reply-To: IT-supporten <help+4.19p.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.19.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 3 · pågår · ingen handläggare

Ärendet har skickats vidare till support, linje 3, av Nils Dahl. Ingen har tagit det än.
Anledning: Det är ett fel i växelns databas

TIME · Lisa Ågren · nytt
| Min telefon ringer inte längre när någon söker mig.

TIME · Bo Ek · svar
| Hej Lisa!
|
| Förlåt att du har fått vänta. Jag ser att telefonen är avregistrerad i
| växeln.

Kommandon: #ta · #vänta användaren · #lös · #återlämna ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: rut@example.com
Reply-To: IT-supporten <help+4.23i.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.23.MAC@example.com>
In-Reply-To: <mail-25@client.example>
References: <t4.0.MAC@example.com> <t4.19.MAC@example.com> <mail-25@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #take
ok: #close

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 3 · stängt · Rut Lund
