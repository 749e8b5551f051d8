From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.11p.MAC@example.com>
Subject: Re: Skrivaren på plan 3 stannar [T-1]
Message-ID: <t1.11.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 stannar
Alice Svensson · P3 normal · support, linje 2 · pågår · ingen handläggare

Ärendet har skickats vidare till support, linje 2, av Anna Berg. Ingen har tagit det än.
Anledning: Fel 49 kommer från styrkortet, det kan inte vi byta

TIME · Alice Svensson · nytt
| Hej!
|
| Skrivaren på plan 3 stannar mitt i varje utskrift.
|
| Vänliga hälsningar
| Alice

TIME · Anna Berg · svar
| Hej Alice!
|
| Vad står det på displayen när den stannar?

TIME · Alice Svensson · svar
| Det står «fel 49».

Kommandon: #ta · #vänta användaren · #lös · #återlämna ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.15i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 stannar [T-1]
Message-ID: <t1.15.MAC@example.com>
In-Reply-To: <mail-5@client.example>
References: <t1.0.MAC@example.com> <t1.11.MAC@example.com> <mail-5@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #take
ok: #vendor skrivarservice

Din text stannade internt, användaren har inte fått den. Vill du skicka
den, skriv den igen under en första rad #svar.

T-1  Skrivaren på plan 3 stannar
Alice Svensson · P3 normal · support, linje 2 · väntar på leverantör · Nils Dahl

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.17i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 stannar [T-1]
Message-ID: <t1.17.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

T-1  Skrivaren på plan 3 stannar
Alice Svensson · P3 normal · support, linje 2 · pågår · Nils Dahl

Leverantören skrivarservice (Skrivarservice) skriver:

| Hej,
|
| vi kommer på onsdag klockan nio.
|
| Skrivarservice

Kommandon: #leverantör (text till leverantören) · #svar (till användaren)

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.22i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 stannar [T-1]
Message-ID: <t1.22.MAC@example.com>
In-Reply-To: <mail-17@client.example>
References: <t1.0.MAC@example.com> <t1.11.MAC@example.com> <mail-17@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #resolve

T-1  Skrivaren på plan 3 stannar
Alice Svensson · P3 normal · support, linje 2 · löst · Nils Dahl

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.25p.MAC@example.com>
Subject: Re: Skrivaren på plan 3 stannar [T-1]
Message-ID: <t1.25.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 stannar
Alice Svensson · P3 normal · support, linje 2 · stängt · Nils Dahl

Alice Svensson skriver:

| Ja, tack! Nu fungerar den.

Kommandon: #återöppna · #anteckning

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.27p.MAC@example.com>
Subject: Re: Skrivaren på plan 3 stannar [T-1]
Message-ID: <t1.27.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 stannar
Alice Svensson · P3 normal · support, linje 2 · stängt · Nils Dahl

Alice Svensson skriver:

| 5

Kommandon: #återöppna · #anteckning

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+4.13p.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.13.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 2 · pågår · ingen handläggare

Ärendet har skickats vidare till support, linje 2, av Bo Ek. Ingen har tagit det än.
Anledning: Telefonen går inte att registrera igen, växeln behöver ses över

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
To: nils@example.com
Reply-To: IT-supporten <help+4.16i.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.16.MAC@example.com>
In-Reply-To: <mail-23@client.example>
References: <t4.0.MAC@example.com> <t4.13.MAC@example.com> <mail-23@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #take

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 2 · pågår · Nils Dahl

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+4.20i.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.20.MAC@example.com>
In-Reply-To: <mail-24@client.example>
References: <t4.0.MAC@example.com> <t4.13.MAC@example.com> <mail-24@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #escalate Det är ett fel i växelns databas

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 3 · pågår · ingen handläggare
