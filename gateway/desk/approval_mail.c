#include "approval_mail.h"
#include "approve.h"
#include "new_ticket.h"
#include "text.h"
#include "told.h"

#include <string.h>

/* So often the question is put to one person who answers something else. */
#define MAX_ASKED 3u
#define MAX_REASON_BYTES 300

/* --- the words ------------------------------------------------------------ */

/* Folded, the longer ones first: «nie zgadzam sie» is no «nie». */
static const struct {
	const char *words;
	enum verb verb;
} PHRASES[] = {
	{ "nie zgadzam sie", VERB_DENY },
	{ "brak zgody", VERB_DENY },
	{ "not approved", VERB_DENY },
	{ "inte godkant", VERB_DENY },
	{ "ej godkant", VERB_DENY },
	{ "ikke godkjent", VERB_DENY },
	{ "no thanks", VERB_DENY },
	{ "nej tack", VERB_DENY },
	{ "nei takk", VERB_DENY },
	{ "zgadzam sie", VERB_APPROVE },
	{ "yes", VERB_APPROVE },
	{ "ja", VERB_APPROVE },
	{ "tak", VERB_APPROVE },
	{ "zgoda", VERB_APPROVE },
	{ "okay", VERB_APPROVE },
	{ "okej", VERB_APPROVE },
	{ "godkanner", VERB_APPROVE },
	{ "godkanns", VERB_APPROVE },
	{ "godkant", VERB_APPROVE },
	{ "godkjenner", VERB_APPROVE },
	{ "godkjent", VERB_APPROVE },
	{ "zatwierdzam", VERB_APPROVE },
	{ "zatwierdzone", VERB_APPROVE },
	{ "no", VERB_DENY },
	{ "nej", VERB_DENY },
	{ "nei", VERB_DENY },
	{ "nie", VERB_DENY },
	{ "avslas", VERB_DENY },
	{ "avslar", VERB_DENY },
	{ "avslag", VERB_DENY },
	{ "odrzucam", VERB_DENY },
	{ "odmawiam", VERB_DENY },
	{ "odmowa", VERB_DENY },
};

/* «Yes, but …» is none. */
static const char *const DOUBTS[] = { "but", "if", "when", "unless", "only",
	"after", "men", "om", "nar", "bara", "endast", "forst", "hvis", "bare",
	"kun", "ale", "jesli", "jezeli", "tylko", "gdy", "o", NULL };

/* «Ja, Nowak, nie zgadzam sie»: whatever it begins with, somebody must ask. */
static const char *const DENIALS[] = { "not", "dont", "cannot", "never",
	"denied", "rejected", "declined", "inte", "icke", "ej", "aldrig",
	"ikke", "aldri", NULL };

static gboolean is_mark(char c)
{
	return c && strchr(",.!:;-", c);
}

/* The length of the phrase that folded begins with, or 0: it ends the line, or
 * a mark stands behind it. */
static gsize phrase_length(const char *folded, const char *phrase)
{
	gsize length = strlen(phrase);

	if (strncmp(folded, phrase, length) != 0 ||
		(folded[length] && !is_mark(folded[length]) &&
			!g_str_has_prefix(folded + length, " -")))
		return 0;
	return length;
}

/* A verb's own word: «approve», «godkänn», «odrzuć». */
static enum verb verb_at(const char *folded, gsize *length)
{
	g_autofree char *word = NULL;
	enum verb verb;

	*length = strspn(folded, "abcdefghijklmnopqrstuvwxyz");
	word = g_strndup(folded, *length);
	verb = *word ? verb_find(word) : VERB_NONE;
	if ((verb != VERB_APPROVE && verb != VERB_DENY) ||
		!phrase_length(folded, word))
		return VERB_NONE;
	return verb;
}

static enum verb phrase_at(const char *folded, gsize *length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(PHRASES); i++) {
		*length = phrase_length(folded, PHRASES[i].words);
		if (*length)
			return PHRASES[i].verb;
	}
	return verb_at(folded, length);
}

static gboolean is_doubtful(const char *rest)
{
	const char *word = rest + strspn(rest, " ,.!:;-");
	g_autofree char *first = g_strndup(word, strcspn(word, " ,.!:;"));

	return g_strv_contains(DOUBTS, first);
}

static gboolean denies(const char *word)
{
	if (g_strv_contains(DENIALS, word) || verb_find(word) == VERB_DENY)
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(PHRASES); i++)
		if (PHRASES[i].verb == VERB_DENY &&
			g_str_equal(PHRASES[i].words, word))
			return TRUE;
	return FALSE;
}

static gboolean has_denial(const char *rest)
{
	g_auto(GStrv) words = g_strsplit_set(rest, " ,.!:;-/()", -1);

	for (char **word = words; *word; word++)
		if (**word && denies(*word))
			return TRUE;
	return FALSE;
}

static char *one_line(const char *text)
{
	char *line = text_line(text, -1);

	text_limit(line, MAX_REASON_BYTES);
	return line;
}

/* The words of the line as written, behind so many of its words. */
static char *behind_words(const char *line, guint words)
{
	const char *at = line;

	for (guint i = 0; i < words; i++) {
		at += strcspn(at, " ,.!:;-");
		at += strspn(at, " ");
	}
	return one_line(at + strspn(at, " ,.!:;-"));
}

static guint count_words(const char *folded, gsize length)
{
	guint count = 1;

	for (gsize i = 0; i < length; i++)
		count += folded[i] == ' ';
	return count;
}

static void read_plain(struct approval_answer *answer, const char *line)
{
	g_autofree char *folded = text_fold(line);
	gsize length = 0;
	enum verb verb = phrase_at(folded, &length);

	if (verb == VERB_NONE || strchr(folded, '?') ||
		(verb == VERB_APPROVE && (is_doubtful(folded + length) ||
						 has_denial(folded + length))))
		return;
	answer->verb = verb;
	answer->reason = behind_words(line, count_words(folded, length));
}

static void read_command(struct approval_answer *answer, const char *line)
{
	g_autofree char *word = g_strndup(line + 1, strcspn(line + 1, " :"));
	const char *rest = line + 1 + strlen(word);
	enum verb verb = verb_find(word);

	if (verb == VERB_YES)
		verb = VERB_APPROVE;
	if (verb == VERB_NO)
		verb = VERB_DENY;
	if (verb != VERB_APPROVE && verb != VERB_DENY && verb != VERB_DELEGATE)
		return;
	answer->verb = verb;
	answer->reason = one_line(rest + strspn(rest, " :"));
}

/* What stands below is a reason, too, where the line gives none. */
static void read_below(struct approval_answer *answer, char **lines)
{
	g_autofree char *below = NULL;

	if (*answer->reason || answer->verb == VERB_DELEGATE)
		return;
	below = g_strjoinv(" ", lines);
	g_strstrip(below);
	g_free(answer->reason);
	answer->reason = one_line(below);
}

void approval_answer_read(struct approval_answer *answer, const char *own)
{
	g_auto(GStrv) lines = g_strsplit(own, "\n", -1);
	guint i = 0;
	g_autofree char *line = NULL;

	memset(answer, 0, sizeof *answer);
	answer->verb = VERB_NONE;
	while (lines[i] && !*g_strstrip(lines[i]))
		i++;
	line = g_strdup(lines[i] ? lines[i] : "");
	if (*line == '#')
		read_command(answer, line);
	else
		read_plain(answer, line);
	if (answer->verb == VERB_NONE)
		answer->reason = g_strdup("");
	else
		read_below(answer, lines + i + 1);
}

void approval_answer_clear(struct approval_answer *answer)
{
	g_free(answer->reason);
	memset(answer, 0, sizeof *answer);
}

/* --- the mail ------------------------------------------------------------- */

static void read_mail(struct work *work, struct approval_answer *answer)
{
	g_autofree char *own = message_own_text(work->message);

	approval_answer_read(answer, own);
}

static struct asked *ask(struct work *work, const struct draft *draft,
	const struct approval_answer *answer)
{
	g_autofree char *line =
		g_strdup_printf("#%s%s%s", verb_info(answer->verb)->name,
			*answer->reason ? " " : "", answer->reason);

	return work_ask(work, line, draft->number);
}

static void file(struct work *work, struct draft *draft)
{
	work_file(work, draft, ARTICLE_NOTE);
	work_set(&draft->text, NULL);
	draft->text = mail_text(work->message);
	work_event(work, WORK_NOTE);
}

/* How often that person was asked by now. */
static guint times_asked(struct work *work, const struct draft *draft)
{
	AUTO(approval)
	approval = approval_parse(draft->ticket->approval, NULL);
	const GPtrArray *lines = draft->known ? draft->known->deliveries : NULL;
	guint count = 0;

	for (guint i = 0; approval && lines && i < lines->len; i++) {
		const struct delivery *line = lines->pdata[i];

		count += line->message >= approval->message &&
			 address_equal(line->address, work->causer->address);
	}
	return count;
}

/* No word that decides: agents read it, and the question is put again. */
static void take_unclear(struct work *work, struct draft *draft)
{
	tell(work, draft, TELL_APPROVER);
	if (approval_asks(draft, work->causer->address) &&
		times_asked(work, draft) < MAX_ASKED) {
		draft->is_unclear = TRUE;
		tell_causer(work, draft, NOTICE_APPROVAL);
	}
}

static gboolean pass_on(struct work *work, struct draft *draft,
	const struct approval_answer *answer, struct refusal *refusal)
{
	const struct agent_rule *agent =
		argument_agent(answer->reason, work->site->rules, NULL, NULL);
	const char *address = agent             ? agent->address
			      : *answer->reason ? answer->reason
						: NULL;

	if (!approval_asks(draft, work->causer->address))
		return refusal_set(refusal, REFUSED_NO_APPROVAL, NULL);
	if (!approval_pass_on(work, draft, address, refusal))
		return FALSE;
	tell(work, draft, TELL_APPROVER);
	tell_causer(work, draft, NOTICE_TRANSCRIPT);
	return TRUE;
}

static gboolean run(struct work *work, struct draft *draft,
	const struct approval_answer *answer, struct refusal *refusal)
{
	if (answer->verb == VERB_DELEGATE)
		return pass_on(work, draft, answer, refusal);
	return approval_decide(work, draft, answer->verb == VERB_APPROVE,
		answer->reason, refusal);
}

static void take_answer(struct work *work, struct draft *draft,
	const struct approval_answer *answer)
{
	struct asked *asked = ask(work, draft, answer);

	if (run(work, draft, answer, &asked->refusal))
		return;
	if (asked->refusal.why == REFUSED_ABOVE_LIMIT) {
		draft->is_approval = TRUE;
		tell_causer(work, draft, NOTICE_CONFIRM);
		return;
	}
	tell(work, draft, TELL_APPROVER);
	tell_causer(work, draft, NOTICE_REFUSED);
}

gboolean approval_answered(struct work *work)
{
	struct draft *draft = work_draft(work, work->route.ticket);
	struct approval_answer answer;

	if (!draft)
		return TRUE;
	file(work, draft);
	read_mail(work, &answer);
	if (answer.verb == VERB_NONE)
		take_unclear(work, draft);
	else
		take_answer(work, draft, &answer);
	approval_answer_clear(&answer);
	return TRUE;
}

gboolean approval_confirmed(struct work *work, struct draft *draft)
{
	struct approval_answer answer;
	gboolean is_meant;

	if (!approval_asks(draft, work->causer->address))
		return FALSE;
	read_mail(work, &answer);
	is_meant = command_answer(work->message) == VERB_APPROVE ||
		   answer.verb == VERB_DENY;
	if (is_meant) {
		if (answer.verb == VERB_NONE)
			answer.verb = VERB_APPROVE;
		work->role = ROLE_APPROVER;
		file(work, draft);
		take_answer(work, draft, &answer);
	}
	approval_answer_clear(&answer);
	return is_meant;
}

void approval_note_unproven(struct work *work, const struct draft *draft)
{
	const GPtrArray *notices = view_notice(
		work->view, work->route.notice_ticket, work->route.message);
	const struct known_notice *notice =
		notices && notices->len ? notices->pdata[0] : NULL;
	struct approval_answer answer;

	if (!work->route.message || !notice ||
		strcmp(notice->kind, notice_name(NOTICE_APPROVAL)) != 0)
		return;
	read_mail(work, &answer);
	if (answer.verb != VERB_NONE)
		refusal_set(&ask(work, draft, &answer)->refusal,
			REFUSED_NOT_APPROVER, notice->address);
	approval_answer_clear(&answer);
}
