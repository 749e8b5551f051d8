From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.13p.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.13.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 2 · pågår · ingen handläggare

Ärendet har skickats vidare till support, linje 2, av Anna Berg. Ingen har tagit det än.
Anledning: Switchen på plan 3 behöver ses över

TIME · Alice Svensson · nytt
| Hej!
|
| Skrivaren på plan 3 skriver bara ut tomma sidor sedan i morse. Jag
| bifogar
| en bild på displayen.
|
| Vänliga hälsningar
| Alice

TIME · Anna Berg · svar
| Hej Alice!
|
| Jag tittar på den nu. Vilken färg lyser lampan till höger?

TIME · Alice Svensson · svar
| Den lyser rött.

TIME · Anna Berg · anteckning
| Toner är bytt i fredags, så det är nog nätet.

Kommandon: #ta · #vänta användaren · #lös · #återlämna ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.17i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.17.MAC@example.com>
In-Reply-To: <mail-6@client.example>
References: <t1.0.MAC@example.com> <t1.13.MAC@example.com> <mail-6@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #take
ok: #wait user

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 2 · väntar på användaren · Nils Dahl

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.19p.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.19.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 2 · pågår · Nils Dahl

Alice Svensson skriver:

| Ja, precis så står det.

Kommandon: #vänta användaren · #lös · #eskalera ORSAK · #anteckning

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.22i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.22.MAC@example.com>
In-Reply-To: <mail-8@client.example>
References: <t1.0.MAC@example.com> <t1.19.MAC@example.com> <mail-8@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #resolve

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 2 · löst · Nils Dahl

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.24p.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.24.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 2 · löst · Nils Dahl

Alice Svensson skriver:

| Tack så mycket!

Kommandon: #återöppna · #anteckning

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.27p.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.27.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 2 · stängt · Nils Dahl

Alice Svensson skriver:

| ja

Kommandon: #återöppna · #anteckning

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.29p.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.29.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 2 · pågår · Nils Dahl

Alice Svensson har öppnat ärendet igen.

| Hej igen! Nu är sidorna tomma igen, tyvärr.

Kommandon: #ta · #vänta användaren · #lös · #stäng

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.32i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 skriver ut tomma sidor [T-1]
Message-ID: <t1.32.MAC@example.com>
In-Reply-To: <mail-12@client.example>
References: <t1.0.MAC@example.com> <t1.29.MAC@example.com> <mail-12@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #close

T-1  Skrivaren på plan 3 skriver ut tomma sidor
Alice Svensson · P2 hög · support, linje 2 · stängt · Nils Dahl
