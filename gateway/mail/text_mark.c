#include "text_lines.h"
#include <string.h>

/* All words in this file are case folded. */

/* Between dashes: everything below is the mail that is answered. */
static const char *const ORIGINAL[] = { "original message",
	"original appointment", "original mail", "ursprungligt meddelande",
	"originalmeddelande", "opprinnelig melding", "original melding",
	"oprindelig meddelelse", "oprindelig besked", "oprindelig mail",
	"original meddelelse", "original besked", "alkuperäinen viesti",
	"alkuperäinen sanoma", "wiadomość oryginalna", "oryginalna wiadomość",
	"ursprüngliche nachricht", "originalnachricht", "original-nachricht",
	"ursprüngliche mail", "message d'origine", "message d’origine",
	"message original", "message initial", "mensaje original",
	"oorspronkelijk bericht", "oorspronkelijke bericht",
	"origineel bericht", "messaggio originale", "mensagem original",
	"исходное сообщение", NULL };

/* Between dashes: everything below was forwarded. */
static const char *const FORWARDED[] = { "forwarded message", "forwarded mail",
	"forwarded email", "vidarebefordrat meddelande", "vidarebefordrat mejl",
	"vidarebefordrat brev", "videresendt melding", "videresendt e-post",
	"videresendt meddelelse", "videresendt besked", "videresendt mail",
	"välitetty viesti", "edelleenlähetetty viesti", "przekazana wiadomość",
	"wiadomość przekazana", "treść przekazanej wiadomości",
	"weitergeleitete nachricht", "weitergeleitete mail",
	"message transféré", "message transmis", "message réexpédié",
	"courriel transféré", "mensaje reenviado", "doorgestuurd bericht",
	"doorgestuurde bericht", "messaggio inoltrato", "mensagem encaminhada",
	NULL };

/* Ended by a colon instead of dashes. */
static const char *const BEGIN_FORWARDED[] = { "begin forwarded message",
	"forwarded message", "vidarebefordrat brev", "vidarebefordrat mejl",
	"vidarebefordrat meddelande", "börja vidarebefordrat meddelande",
	"början på vidarebefordrat meddelande", "videresendt melding",
	"start på videresendt melding", "begynnelse på videresendt melding",
	"start på videresendt besked", "videresendt besked",
	"begynd videresendt besked", "välitetty viesti",
	"välitetty viesti alkaa", "alku välitetystä viestistä",
	"początek przekazywanej wiadomości", "początek przekazanej wiadomości",
	"przekazana wiadomość", "anfang der weitergeleiteten nachricht",
	"anfang der weitergeleiteten e-mail", "weitergeleitete nachricht",
	"début du message transféré", "début du message réexpédié",
	"début du courriel transféré", "inicio del mensaje reenviado",
	"comienzo del mensaje reenviado", "begin doorgestuurd bericht",
	"begin doorgestuurde bericht", "inizio messaggio inoltrato",
	"início da mensagem encaminhada", "início da mensagem reencaminhada",
	NULL };

/* Begins of lines that a program writes, whatever follows. */
static const char *const DEVICE[] = { "sent from my ", "skickat från min ",
	"skickat från mitt ", "sendt fra min ", "sendt fra mit ",
	"lähetetty minun ", "lähetetty iphone", "lähetetty ipad",
	"wysłane z mojego ", "wysłano z mojego ", "wysłane z iphone",
	"wysłano z iphone", "wysłane z ipad", "wysłano z ipad",
	"gesendet von meinem ", "von meinem iphone gesendet",
	"von meinem ipad gesendet", "von meinem mobilgerät gesendet",
	"diese nachricht wurde von meinem ", "envoyé de mon ",
	"envoyé depuis mon ", "enviado desde mi ", "enviado do meu ",
	"verzonden vanaf mijn ", "verstuurd vanaf mijn ", "inviato da iphone",
	"inviato dal mio ", "get outlook for ", "get [outlook for ",
	"hämta outlook för ", "hent outlook for ", "hent outlook til ",
	"skaff deg outlook for ", "få outlook til ", "hanki outlook ",
	"lataa outlook ", "pobierz outlook dla ", "pobierz program outlook ",
	"outlook für ios", "outlook für android", "holen sie sich outlook für ",
	"laden sie outlook für ", "télécharger outlook pour ",
	"téléchargez outlook pour ", "obtenir outlook pour ",
	"obtener outlook para ", "obtén outlook para ",
	"descargar outlook para ", "outlook voor ios", "outlook voor android",
	"download outlook voor ", "sent with proton mail",
	"sent with protonmail", "sent from proton mail",
	"skickat med proton mail", "sendt med proton mail",
	"gesendet mit proton mail", "envoyé avec proton mail",
	"pobierz aplikację outlook ", "von meinem samsung ",
	"von meinem smartphone ", "von meinem handy ", "get bluemail for ",
	"отправлено с iphone", "отправлено с ipad", "отправлено из outlook",
	"отправлено с моего ", "iphoneから送信", "發自我的 ", "从我的 iphone",
	"发自我的", "odesláno z iphonu", "從我的 iphone", NULL };

/* Begins that a person may write as well: only with a word of DEVICES, and
 * only at the end of the text. */
static const char *const DEVICE_MAYBE[] = { "sent from ", "sent via ",
	"sent with ", "sent using ", "sent by ", "(sent from ", "<<sent by ",
	"from my ", "skickat från ", "skickat via ", "skickat med ",
	"sendt fra ", "sendt via ", "sendt med ", "lähetetty ", "wysłane z ",
	"wysłano z ", "wysłane przez ", "gesendet mit ", "gesendet von ",
	"gesendet über ", "envoyé depuis ", "envoyé à partir d", "envoyé avec ",
	"enviado desde ", "enviado con ", "verzonden met ", "verzonden vanaf ",
	"verzonden via ", "verzonden vanuit ", "verstuurd vanuit ",
	"verstuurd met ", "verstuurd vanaf ", "inviato da ", "someone from ",
	NULL };

static const char *const DEVICES[] = { "phone", "mobil", "ipad", "ipod",
	"android", "outlook", "gmail", "mail", "samsung", "galaxy", "huawei",
	"xiaomi", "nokia", "blackberry", "windows", "device", "cell", "tablet",
	"telefon", "puhelim", "surfplatta", "komórk", "móvil", NULL };

static gboolean is_one_of(const char *text, const char *const *list)
{
	return g_strv_contains(list, text);
}

static gboolean holds(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (strstr(text, *list))
			return TRUE;
	return FALSE;
}

#define FIRST_LETTERS 4u

/* Whether a line may begin with one of these words once it is folded, by its
 * first letters alone: folding costs more than all the rest, and hardly any
 * line begins so. A letter beyond ASCII may fold to anything, and the letter
 * before it with it. */
static gboolean may_begin_with(
	const struct text_line *line, const char *const *list)
{
	for (gsize i = 0; i <= FIRST_LETTERS; i++)
		if ((guchar)line->start[i] >= 0x80)
			return TRUE;
	const char first = g_ascii_tolower(*line->start);

	for (; *list; list++)
		if (**list == first && g_ascii_strncasecmp(line->start, *list,
					       FIRST_LETTERS) == 0)
			return TRUE;
	return FALSE;
}

/* A colon at the end, or something that may fold to one. */
static gboolean may_end_in_colon(const struct text_line *line)
{
	guchar last = (guchar)line->start[line->length - 1];

	return last == ':' || last >= 0x80;
}

static gboolean is_ours(const struct text_line *line)
{
	return line->length >= 9 && memcmp(line->start, "=== ", 4) == 0 &&
	       memcmp(line->start + line->length - 4, " ===", 4) == 0;
}

static gboolean is_long_dash(const char *at)
{
	return memcmp(at, "\xe2\x80", 2) == 0 && at[2] >= '\x90' &&
	       at[2] <= '\x95';
}

/* What stands between dashes, bold or not; NULL where the dashes are not on
 * both sides. Some clients leave the end ones away: one side is enough where
 * it is at least five long. */
static char *between_dashes(const struct text_line *line)
{
	const char *start = line->start, *end = start + line->length;
	gsize before = 0, behind = 0;

	/* Proton draws them with U+2010, others with U+2013 to U+2015. */
	while (end - start >= 3 && is_long_dash(start)) {
		start += 3;
		before++;
	}
	while (end - start >= 3 && is_long_dash(end - 3)) {
		end -= 3;
		behind++;
	}

	for (; start < end && strchr("-*_ ", *start); start++)
		before += *start == '-' || *start == '_';
	for (; end > start && strchr("-*_ ", end[-1]); end--)
		behind += end[-1] == '-' || end[-1] == '_';
	if (before < 2 || (behind < 2 && before < 5) || start == end)
		return NULL;
	return text_fold_bytes(start, (gsize)(end - start));
}

static enum text_mark mark_by_dashes(const struct text_line *line)
{
	g_autofree char *inner = NULL;

	if (!strchr("-*_\xe2", *line->start))
		return MARK_NONE;
	inner = between_dashes(line);
	if (!inner)
		return MARK_NONE;
	if (is_one_of(inner, ORIGINAL))
		return MARK_ORIGINAL;
	if (is_one_of(inner, FORWARDED) ||
		g_str_has_prefix(inner, "forwarded by "))
		return MARK_FORWARD;
	return MARK_NONE;
}

/* "Begin forwarded message:", the colon perhaps behind a blank. */
static enum text_mark mark_by_colon(const char *folded)
{
	gsize length = strlen(folded);
	g_autofree char *inner = NULL;

	if (length < 2 || folded[length - 1] != ':')
		return MARK_NONE;
	inner = g_strstrip(g_strndup(folded, length - 1));
	return is_one_of(inner, BEGIN_FORWARDED) ? MARK_FORWARD : MARK_NONE;
}

/* "Wysłane z iPhone'a": what a device says of itself is short. */
static enum text_mark mark_of_device(const char *folded)
{
	if (strlen(folded) > 120)
		return MARK_NONE;
	if (text_begins_with(folded, DEVICE))
		return MARK_DEVICE;
	if (text_begins_with(folded, DEVICE_MAYBE) && holds(folded, DEVICES))
		return MARK_DEVICE_MAYBE;
	return MARK_NONE;
}

enum text_mark text_mark_of(const struct text_line *line)
{
	enum text_mark mark;
	g_autofree char *folded = NULL;

	/* What Streak draws below a mail written in Gmail. */
	if (line->length == 3 && memcmp(line->start, "\xe1\x90\xa7", 3) == 0)
		return MARK_DEVICE;
	if (line->length < 6 || line->length > 200)
		return MARK_NONE;
	if (is_ours(line))
		return MARK_OURS;
	mark = mark_by_dashes(line);
	if (mark != MARK_NONE)
		return mark;
	if (!may_end_in_colon(line) && !may_begin_with(line, DEVICE) &&
		!may_begin_with(line, DEVICE_MAYBE))
		return MARK_NONE;
	folded = text_line_fold(line);
	mark = mark_by_colon(folded);
	return mark != MARK_NONE ? mark : mark_of_device(folded);
}
