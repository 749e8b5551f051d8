From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.3p.MAC@example.com>
Subject: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.3.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P3 normal · support, linje 1 · nytt · ingen handläggare

Alice Svensson skriver:
Bifogat: skärmbild.png (3.9 KiB)

| Hej!
|
| Skrivaren på plan 3 skriver bara ut tomma sidor sedan i morse. Jag
| bifogar
| en bild på displayen.
|
| Vänliga hälsningar
| Alice

Kommandon: #ta · #tilldela NAMN · #prioritet P2 · #kö NAMN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.6i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.6.MAC@example.com>
In-Reply-To: <mail-2@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-2@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #take
ok: #priority P2
ok: #tag skrivare

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 1 · pågår · Anna Berg

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.8p.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.8.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 1 · pågår · Anna Berg

Alice Svensson skriver:

| Den lyser rött.

Kommandon: #vänta användaren · #lös · #eskalera ORSAK · #anteckning

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.10i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.10.MAC@example.com>
In-Reply-To: <mail-4@client.example>
References: <t1.0.MAC@example.com> <t1.8.MAC@example.com> <mail-4@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #note

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 1 · pågår · Anna Berg

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.14i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.14.MAC@example.com>
In-Reply-To: <mail-5@client.example>
References: <t1.0.MAC@example.com> <t1.8.MAC@example.com> <mail-4@client.example> <t1.10.MAC@example.com> <mail-5@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #escalate Switchen på plan 3 behöver ses över

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 2 · pågår · ingen handläggare
