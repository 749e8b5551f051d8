#include "disclaimer.h"
#include "text_lines.h"
#include <string.h>

#define MAX_HEAD 200
#define MAX_PARAGRAPH 6000

/* All words in this file are case folded. */

/* How such a paragraph begins, behind marks like * and a word in brackets. */
static const char *const BEGINS[] = {
	/* en */
	"confidential",
	"disclaimer",
	"if you are not the intended",
	"if you have received this",
	"internet e-mail confidentiality",
	"legal notice",
	"notice:",
	"please consider the environment",
	"privileged",
	"the contents of this e",
	"the information contained in this",
	"the information in this",
	"the information transmitted",
	"think before you print",
	"this communication",
	"this e-mail",
	"this email",
	"this message",
	"this electronic",
	"this transmission",
	"virus-free",
	/* sv, nb, da, fi */
	"denna e-post",
	"denna information",
	"detta e-post",
	"detta mail",
	"detta mejl",
	"detta meddelande",
	"informationen i detta",
	"tänk på miljön",
	"denne e-post",
	"denne eposten",
	"denne meldingen",
	"dette er en konfidensiell",
	"informasjonen i denne",
	"innholdet i denne",
	"vennligst tenk på miljøet",
	"tenk på miljøet",
	"denne e-mail",
	"denne mail",
	"denne meddelelse",
	"indholdet i denne",
	"tænk på miljøet",
	"tämä sähköposti",
	"tämä viesti",
	"tämän viestin",
	"tämän sähköpostin",
	/* pl */
	"informacja zawarta w",
	"informacje zawarte w",
	"ta wiadomość",
	"treść tej wiadomości",
	"niniejsza wiadomość",
	"niniejszy e-mail",
	"pomyśl o środowisku",
	/* de */
	"der inhalt dieser",
	"diese e-mail",
	"diese mail",
	"diese nachricht",
	"vertraulichkeitshinweis",
	"wichtiger hinweis",
	"haftungsausschluss",
	"bitte denken sie an die umwelt",
	"denken sie an die umwelt",
	/* fr */
	"avertissement",
	"ce courriel",
	"ce courrier électronique",
	"ce message",
	"cet e-mail",
	"cet email",
	"les informations contenues dans",
	"pensez à l'environnement",
	"pensez à l’environnement",
	/* es */
	"aviso legal",
	"aviso de confidencialidad",
	"antes de imprimir",
	"este correo",
	"este e-mail",
	"este mensaje",
	"la información contenida en",
	"piense en el medio ambiente",
	/* nl */
	"dit bericht",
	"dit e-mailbericht",
	"deze e-mail",
	"de informatie in dit",
	"de informatie verzonden",
	"denk aan het milieu",
	NULL,
};

/* Words that a server's text has and a person's hardly: about who else may
 * read it, viruses, and paper. */
static const char *const LAWS[] = { "intended recipient", "intended solely",
	"intended only", "intended for the", "solely for the", "addressee",
	"addressed", "privileged", "unauthorized", "unauthorised", "disclosure",
	"disseminat", "liability", "avast", "virus", "before printing",
	"before you print", "notify the sender", "received this e",
	"received it in error", "in error, please",
	/* sv, nb, da, fi */
	"avsedd för", "avsedd endast", "avsett för", "adressat",
	"konfidentiell", "sekretess", "underrätta avsändaren",
	"meddela avsändaren", "kontakta avsändaren", "av misstag", "skriver ut",
	"behandlar vi", "personuppgifter", "konfidensiel", "taushetsplikt",
	"ment for", "ved en feil", "ved en feiltakelse", "feilaktig",
	"før du skriver ut", "fortrolig", "ved en fejl", "fejlagtigt",
	"før du printer", "underrette afsender", "tiltenkt", "tiltænkt",
	"luottamuksel", "tarkoitettu vain", "vastaanottajal", "erehdyksessä",
	/* pl */
	"poufn", "adresat", "zamierzonym odbiorc", "przeznaczon", "omyłkow",
	"przed wydrukowaniem", "zanim wydrukujesz",
	/* de */
	"vertraulich", "rechtlich geschützt", "nicht der richtige adressat",
	"irrtümlich", "unbefugt", "nur für den", "ausdrucken", "drucken",
	"bestimmt",
	/* fr */
	"confidenti", "destinataire", "par erreur", "d'imprimer", "d’imprimer",
	"divulgation",
	/* es */
	"confidencial", "destinatari", "por error", "imprimir",
	/* nl */
	"vertrouwelijk", "geadresseerde", "bestemd voor", "abusievelijk",
	"per abuis", "per vergissing", "afdrukken", "print", NULL };

static const char *const BANNERS[] = { "caution:", "[external",
	"external:", "external email", "external e-mail",
	"warning:", "you don't often get", "you don’t often get",
	"varning:", "obs!",
	"advarsel:", "achtung:", "attention:", "attention :", "uwaga:",
	"let op:", "atención:", "this message was sent from outside",
	"this email originated from", NULL };

static const char *const OUTSIDE[] = { "outside of", "outside the",
	"outside your", "external sender", "external email", "external e-mail",
	"external source", "originated from", "learnaboutsenderidentification",
	"extern avsändare", "utanför organisation", "ekstern avsender",
	"ekstern afsender", "externen absender", "externer absender",
	"expéditeur externe", "externe afzender", "remitente externo",
	"spoza organizacji", NULL };

static gboolean holds(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (strstr(text, *list))
			return TRUE;
	return FALSE;
}

/* The lines as one, cut, folded. */
static char *fold_all(const GArray *lines, guint first, guint last, gsize max)
{
	g_autoptr(GString) all = g_string_new(NULL);

	for (guint i = first; i <= last && all->len < max; i++) {
		const struct text_line *line = text_line_at(lines, i);

		g_string_append_len(all, line->start, (gssize)line->length);
		g_string_append_c(all, ' ');
	}
	g_string_truncate(all, MIN(all->len, max));
	g_autofree char *valid = g_utf8_make_valid(all->str, (gssize)all->len);

	return g_utf8_casefold(valid, -1);
}

static const char *skip_marks(const char *text)
{
	return text + strspn(text, " \t*_-=+#\"'(");
}

static gboolean fits(const GArray *lines, guint first, guint last,
	const char *const *begins, const char *const *words)
{
	g_autofree char *head = fold_all(lines, first, first, MAX_HEAD);

	if (!text_begins_with(skip_marks(head), begins))
		return FALSE;
	g_autofree char *all = fold_all(lines, first, last, MAX_PARAGRAPH);

	return holds(all, words);
}

gboolean disclaimer_is(const GArray *lines, guint first, guint last)
{
	return fits(lines, first, last, BEGINS, LAWS);
}

gboolean disclaimer_is_banner(const GArray *lines, guint first, guint last)
{
	return fits(lines, first, last, BANNERS, OUTSIDE);
}
