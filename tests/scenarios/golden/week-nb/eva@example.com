From: Brukerstøtte <help@example.com>
To: eva@example.com
Reply-To: Brukerstøtte <help+2.5a.MAC@example.com>
Subject: Vi trenger din godkjenning: 14500 NOK – Ny bærbar PC [T-2]
Message-ID: <t2.5.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Avgjør ved å svare over denne linjen ===

Kari Nordmann ber om din godkjenning.

T-2  Ny bærbar PC
Hva: innkjøp, 14500 NOK
For: Karl Vik
Hvorfor: PC-en hans er seks år gammel

Svar godkjenn eller avslå på første linje. Skriver du en årsak etter
ordet, får den som ba om det, lese den.

--
Brukerstøtte · T-2

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: eva@example.com
Reply-To: Brukerstøtte <help+3.10a.MAC@example.com>
Subject: Vi trenger din godkjenning: 890 NOK – Headsett [T-3]
Message-ID: <t3.10.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Avgjør ved å svare over denne linjen ===

Bo Lie ber om din godkjenning.

T-3  Headsett
Hva: innkjøp, 890 NOK
For: Karl Vik
Hvorfor: Det gamle er ødelagt

Svar godkjenn eller avslå på første linje. Skriver du en årsak etter
ordet, får den som ba om det, lese den.

--
Brukerstøtte · T-3
