#include "text_lines.h"
#include <string.h>

enum label {
	LABEL_NONE = 0,
	LABEL_FROM = 1 << 0,
	LABEL_DATE = 1 << 1,
	LABEL_TO = 1 << 2,
	LABEL_SUBJECT = 1 << 3,
	LABEL_OTHER = 1 << 4, /* Cc, Reply-To, Importance, Attachments */
};

struct label_word {
	const char *word; /* case folded */
	enum label label;
};

static const struct label_word LABELS[] = {
	/* en */
	{ "from", LABEL_FROM },
	{ "sent", LABEL_DATE },
	{ "date", LABEL_DATE },
	{ "to", LABEL_TO },
	{ "subject", LABEL_SUBJECT },
	{ "cc", LABEL_OTHER },
	{ "bcc", LABEL_OTHER },
	{ "reply-to", LABEL_OTHER },
	{ "reply to", LABEL_OTHER },
	{ "importance", LABEL_OTHER },
	{ "attachments", LABEL_OTHER },
	{ "when", LABEL_DATE },
	{ "where", LABEL_OTHER },
	/* sv */
	{ "från", LABEL_FROM },
	{ "skickat", LABEL_DATE },
	{ "datum", LABEL_DATE },
	{ "till", LABEL_TO },
	{ "ämne", LABEL_SUBJECT },
	{ "kopia", LABEL_OTHER },
	{ "kopia till", LABEL_OTHER },
	{ "svara till", LABEL_OTHER },
	{ "svar till", LABEL_OTHER },
	{ "prioritet", LABEL_OTHER },
	{ "bifogade filer", LABEL_OTHER },
	/* nb, da */
	{ "fra", LABEL_FROM },
	{ "sendt", LABEL_DATE },
	{ "dato", LABEL_DATE },
	{ "til", LABEL_TO },
	{ "emne", LABEL_SUBJECT },
	{ "kopi", LABEL_OTHER },
	{ "kopi til", LABEL_OTHER },
	{ "svar til", LABEL_OTHER },
	{ "viktighet", LABEL_OTHER },
	{ "prioritering", LABEL_OTHER },
	{ "vedlegg", LABEL_OTHER },
	{ "vedhæftede filer", LABEL_OTHER },
	/* fi */
	{ "lähettäjä", LABEL_FROM },
	{ "lähetetty", LABEL_DATE },
	{ "päivämäärä", LABEL_DATE },
	{ "päiväys", LABEL_DATE },
	{ "pvm", LABEL_DATE },
	{ "vastaanottaja", LABEL_TO },
	{ "vastaanottajat", LABEL_TO },
	{ "aihe", LABEL_SUBJECT },
	{ "kopio", LABEL_OTHER },
	{ "vastaus", LABEL_OTHER },
	{ "tärkeys", LABEL_OTHER },
	{ "liitteet", LABEL_OTHER },
	/* pl */
	{ "od", LABEL_FROM },
	{ "nadawca", LABEL_FROM },
	{ "wysłano", LABEL_DATE },
	{ "wysłane", LABEL_DATE },
	{ "data", LABEL_DATE },
	{ "do", LABEL_TO },
	{ "adresat", LABEL_TO },
	{ "temat", LABEL_SUBJECT },
	{ "dw", LABEL_OTHER },
	{ "udw", LABEL_OTHER },
	{ "do wiadomości", LABEL_OTHER },
	{ "odpowiedź do", LABEL_OTHER },
	{ "ważność", LABEL_OTHER },
	{ "załączniki", LABEL_OTHER },
	/* de */
	{ "von", LABEL_FROM },
	{ "gesendet", LABEL_DATE },
	{ "gesendet am", LABEL_DATE },
	{ "an", LABEL_TO },
	{ "betreff", LABEL_SUBJECT },
	{ "kopie", LABEL_OTHER },
	{ "kopie an", LABEL_OTHER },
	{ "antwort an", LABEL_OTHER },
	{ "wichtigkeit", LABEL_OTHER },
	{ "anlagen", LABEL_OTHER },
	{ "anhänge", LABEL_OTHER },
	/* fr */
	{ "de", LABEL_FROM },
	{ "expéditeur", LABEL_FROM },
	{ "envoyé", LABEL_DATE },
	{ "envoyé le", LABEL_DATE },
	{ "à", LABEL_TO },
	{ "destinataire", LABEL_TO },
	{ "pour", LABEL_TO },
	{ "objet", LABEL_SUBJECT },
	{ "sujet", LABEL_SUBJECT },
	{ "copie à", LABEL_OTHER },
	{ "répondre à", LABEL_OTHER },
	{ "pièces jointes", LABEL_OTHER },
	/* es, it, pt */
	{ "enviado", LABEL_DATE },
	{ "enviado el", LABEL_DATE },
	{ "enviada em", LABEL_DATE },
	{ "fecha", LABEL_DATE },
	{ "para", LABEL_TO },
	{ "asunto", LABEL_SUBJECT },
	{ "assunto", LABEL_SUBJECT },
	{ "da", LABEL_FROM },
	{ "inviato", LABEL_DATE },
	{ "a", LABEL_TO },
	{ "oggetto", LABEL_SUBJECT },
	{ "risposta", LABEL_OTHER },
	/* nl */
	{ "van", LABEL_FROM },
	{ "verzonden", LABEL_DATE },
	{ "verstuurd", LABEL_DATE },
	{ "aan", LABEL_TO },
	{ "onderwerp", LABEL_SUBJECT },
	{ "antwoord aan", LABEL_OTHER },
	{ "bijlagen", LABEL_OTHER },
	/* ru, cs, hu, ja, zh, ko */
	{ "от", LABEL_FROM },
	{ "отправитель", LABEL_FROM },
	{ "отправлено", LABEL_DATE },
	{ "дата", LABEL_DATE },
	{ "кому", LABEL_TO },
	{ "тема", LABEL_SUBJECT },
	{ "копия", LABEL_OTHER },
	{ "odesláno", LABEL_DATE },
	{ "komu", LABEL_TO },
	{ "předmět", LABEL_SUBJECT },
	{ "predmet", LABEL_SUBJECT },
	{ "feladó", LABEL_FROM },
	{ "elküldve", LABEL_DATE },
	{ "címzett", LABEL_TO },
	{ "tárgy", LABEL_SUBJECT },
	{ "差出人", LABEL_FROM },
	{ "送信日時", LABEL_DATE },
	{ "送信日", LABEL_DATE },
	{ "日時", LABEL_DATE },
	{ "宛先", LABEL_TO },
	{ "件名", LABEL_SUBJECT },
	{ "发件人", LABEL_FROM },
	{ "发送时间", LABEL_DATE },
	{ "日期", LABEL_DATE },
	{ "收件人", LABEL_TO },
	{ "主题", LABEL_SUBJECT },
	{ "抄送", LABEL_OTHER },
	{ "寄件者", LABEL_FROM },
	{ "寄件日期", LABEL_DATE },
	{ "收件者", LABEL_TO },
	{ "主旨", LABEL_SUBJECT },
	{ "보낸 사람", LABEL_FROM },
	{ "보낸 날짜", LABEL_DATE },
	{ "받는 사람", LABEL_TO },
	{ "제목", LABEL_SUBJECT },
};

#define MAX_LABEL_BYTES 40u
#define MAX_BLOCK_LINES 24u

static enum label find_label(const char *folded)
{
	for (gsize i = 0; i < G_N_ELEMENTS(LABELS); i++)
		if (*LABELS[i].word == *folded &&
			strcmp(LABELS[i].word, folded) == 0)
			return LABELS[i].label;
	return LABEL_NONE;
}

static gboolean is_decoration(char c)
{
	return c == ' ' || c == '*' || c == '_' || c == '\t';
}

/* "From: …", "*From:* …", "Objet : …". folded (may be NULL): the label. */
static enum label label_of(const struct text_line *line, gboolean *is_finnish)
{
	const char *start = line->start, *end;
	g_autofree char *folded = NULL;
	enum label label;

	end = memchr(start, ':', MIN(line->length, MAX_LABEL_BYTES));
	if (!end || line->depth > 0)
		return LABEL_NONE;
	while (start < end && is_decoration(*start))
		start++;
	while (end > start && is_decoration(end[-1]))
		end--;
	folded = text_fold_bytes(start, (gsize)(end - start));
	label = find_label(folded);
	if (label == LABEL_FROM && is_finnish)
		*is_finnish = strcmp(folded, "lähettäjä") == 0;
	return label;
}

/* What has been seen of a block so far. */
struct block {
	guint seen;          /* bits of enum label */
	guint labels;        /* lines with one */
	gboolean is_address; /* the From line holds an @ */
	gboolean is_finnish;
	guint blanks, others; /* in a row */
};

/* A person's own form ("From: Oslo, To: Bergen, Date: Friday") is no block: a
 * subject belongs to it, or an address in the From. */
static gboolean block_is_whole(const struct block *block)
{
	if (!(block->seen & LABEL_FROM) || block->labels < 3)
		return FALSE;
	if (block->seen & LABEL_SUBJECT)
		return (block->seen & (LABEL_DATE | LABEL_TO)) != 0;
	return block->is_address && (block->seen & LABEL_DATE) &&
	       (block->seen & LABEL_TO);
}

/* FALSE where the block ends before this line. Values may be folded, and
 * blank lines may stand between the fields. */
static gboolean block_takes(struct block *block, const struct text_line *line)
{
	enum label label = label_of(line, &block->is_finnish);

	if (label != LABEL_NONE) {
		block->seen |= label;
		block->labels++;
		block->blanks = block->others = 0;
		if (label == LABEL_FROM)
			block->is_address =
				memchr(line->start, '@', line->length) != NULL;
		return TRUE;
	}
	if (line->depth > 0)
		return FALSE;
	if (line->length == 0)
		return ++block->blanks <= 1;
	return block->blanks == 0 && ++block->others <= 2;
}

guint header_block_at(const GArray *lines, guint i, gboolean *is_finnish)
{
	struct block block = { 0 };
	guint end = i, last = MIN(lines->len - i, MAX_BLOCK_LINES) + i;

	if (label_of(text_line_at(lines, i), NULL) == LABEL_NONE)
		return 0;
	for (guint at = i; at < last; at++) {
		guint labels = block.labels;

		if (!block_takes(&block, text_line_at(lines, at)))
			break;
		if (block.labels > labels)
			end = at + 1;
	}
	if (!block_is_whole(&block))
		return 0;
	if (is_finnish)
		*is_finnish = block.is_finnish;
	return end - i;
}
