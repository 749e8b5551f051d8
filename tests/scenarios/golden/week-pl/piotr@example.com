From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.11p.MAC@example.com>
Subject: Re: Drukarka na trzecim piętrze się zatrzymuje [T-1]
Message-ID: <t1.11.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Drukarka na trzecim piętrze się zatrzymuje
Alicja Wójcik · P3 normalny · support, linia 2 · w toku · nieprzypisane

Zgłoszenie trafiło do: support, linia 2 (przekazanie: Anna Nowak). Nikt go jeszcze nie wziął.
Powód: Błąd 49 zgłasza płyta sterująca, nie możemy jej sami wymienić

TIME · Alicja Wójcik · nowe
| Dzień dobry,
|
| drukarka na trzecim piętrze zatrzymuje się w połowie każdego wydruku.
|
| Pozdrawiam
| Alicja

TIME · Anna Nowak · odpowiedź
| Dzień dobry,
|
| co pokazuje wyświetlacz, gdy drukarka się zatrzymuje?

TIME · Alicja Wójcik · odpowiedź
| Pokazuje „błąd 49”.

Polecenia: #biorę · #czekaj użytkownik · #rozwiąż · #zwróć POWÓD

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.15i.MAC@example.com>
Subject: Re: Drukarka na trzecim piętrze się zatrzymuje [T-1]
Message-ID: <t1.15.MAC@example.com>
In-Reply-To: <mail-5@client.example>
References: <t1.0.MAC@example.com> <t1.11.MAC@example.com> <mail-5@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #take
ok: #vendor serwisdrukarek

Twój tekst pozostał wewnętrzny, zgłaszający go nie otrzymał. Aby go
wysłać, napisz go ponownie pod pierwszą linią #odpowiedź.

T-1  Drukarka na trzecim piętrze się zatrzymuje
Alicja Wójcik · P3 normalny · support, linia 2 · oczekuje na dostawcę · Piotr Zieliński

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.17i.MAC@example.com>
Subject: Re: Drukarka na trzecim piętrze się zatrzymuje [T-1]
Message-ID: <t1.17.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

T-1  Drukarka na trzecim piętrze się zatrzymuje
Alicja Wójcik · P3 normalny · support, linia 2 · w toku · Piotr Zieliński

Dostawca serwisdrukarek (Serwis Drukarek) pisze:

| Dzień dobry,
|
| przyjedziemy w środę o dziewiątej.
|
| Serwis Drukarek

Polecenia: #dostawca (tekst do dostawcy) · #odpowiedź (do zgłaszającego)

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.22i.MAC@example.com>
Subject: Re: Drukarka na trzecim piętrze się zatrzymuje [T-1]
Message-ID: <t1.22.MAC@example.com>
In-Reply-To: <mail-17@client.example>
References: <t1.0.MAC@example.com> <t1.11.MAC@example.com> <mail-17@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #resolve

T-1  Drukarka na trzecim piętrze się zatrzymuje
Alicja Wójcik · P3 normalny · support, linia 2 · rozwiązane · Piotr Zieliński

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.25p.MAC@example.com>
Subject: Re: Drukarka na trzecim piętrze się zatrzymuje [T-1]
Message-ID: <t1.25.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Drukarka na trzecim piętrze się zatrzymuje
Alicja Wójcik · P3 normalny · support, linia 2 · zamknięte · Piotr Zieliński

Alicja Wójcik pisze:

| Tak, dziękuję! Teraz działa.

Polecenia: #wznów · #notatka

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+1.27p.MAC@example.com>
Subject: Re: Drukarka na trzecim piętrze się zatrzymuje [T-1]
Message-ID: <t1.27.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-1  Drukarka na trzecim piętrze się zatrzymuje
Alicja Wójcik · P3 normalny · support, linia 2 · zamknięte · Piotr Zieliński

Alicja Wójcik pisze:

| 5

Polecenia: #wznów · #notatka

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+4.13p.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.13.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź trafi do zgłaszającego ===

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 2 · w toku · nieprzypisane

Zgłoszenie trafiło do: support, linia 2 (przekazanie: Bogdan Lis). Nikt go jeszcze nie wziął.
Powód: Telefonu nie da się ponownie zarejestrować, trzeba sprawdzić centralę

TIME · Łucja Pawlak · nowe
| Mój telefon nie dzwoni, kiedy ktoś do mnie telefonuje.

TIME · Bogdan Lis · odpowiedź
| Dzień dobry,
|
| przepraszam, że musiała Pani czekać. Widzę, że telefon został
| wyrejestrowany z centrali.

Polecenia: #biorę · #czekaj użytkownik · #rozwiąż · #zwróć POWÓD

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+4.16i.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.16.MAC@example.com>
In-Reply-To: <mail-23@client.example>
References: <t4.0.MAC@example.com> <t4.13.MAC@example.com> <mail-23@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #take

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 2 · w toku · Piotr Zieliński

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Pomoc IT <help@example.com>
To: piotr@example.com
Reply-To: Pomoc IT <help+4.20i.MAC@example.com>
Subject: Re: Telefon nie dzwoni [T-4]
Message-ID: <t4.20.MAC@example.com>
In-Reply-To: <mail-24@client.example>
References: <t4.0.MAC@example.com> <t4.13.MAC@example.com> <mail-24@client.example>
Auto-Submitted: auto-replied
Content-Language: pl

=== Pisz powyżej tej linii: odpowiedź pozostanie wewnętrzna ===

ok: #escalate To błąd w bazie danych centrali

T-4  Telefon nie dzwoni
Łucja Pawlak · P3 normalny · support, linia 3 · w toku · nieprzypisane
