/* fill_desk.c - a desk of very many tickets, made through the store itself.
 *
 *   fill-desk DESK TICKETS [--in-use]
 *
 * DESK is one that `postern init` made; tickets are added until it holds that
 * many, each as a mail of half a kilobyte leaves it: the mail, its text, an
 * acknowledgement, a notice to five agents. They come half a minute apart and
 * end now. --in-use: all but the newest hundredth are delivered and closed;
 * else nothing is delivered and all are new. It goes on where it was stopped.
 */
#include "article.h"
#include "delivery.h"
#include "fault.h"
#include "store.h"
#include <string.h>

#define BATCH 2000u
#define BATCHES_A_LOOK 60u
#define EVERY_SEC 30
#define MAIL_WORDS 14u
#define NOTICE_WORDS 90u

static const char *const AGENTS[] = { "anna@example.com", "nils@example.com",
	"kari@example.com", "jan@example.com", "ewa@example.com" };
static const char *const WORDS[] = { "printer", "floor", "blank", "pages",
	"since", "morning", "nobody", "knows", "why", "please", "look", "lunch",
	"network", "account", "password", "again", "update", "thanks", "screen",
	"keyboard", "skrivaren", "sidor", "lösenordet", "fungerar", "ändringen",
	"nätverket", "tack", "fakturan", "mötet", "kalendern", "skriveren",
	"tredje", "etasje", "blanke", "lunsj", "nettverket", "møtet",
	"drukarka", "piętrze", "puste", "strony", "hasło", "dziękuję",
	"klawiatura" };
static const char *const LANGUAGES[] = { "en", "sv", "nb", "pl" };

/* The ticket at hand. */
struct made {
	guint32 number;
	gint64 at;
	gboolean is_done;
	GRand *rand; /* seeded by its number */
	char *name, *address, *subject, *id, *text, *mail;
};

struct filling {
	struct store *store;
	guint32 tickets;
	gint64 now;
	gboolean in_use;
};

static char *words(GRand *rand, guint count)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < count; i++)
		g_string_append_printf(text, "%s%s",
			i == 0        ? ""
			: i % 11 == 0 ? "\n"
				      : " ",
			WORDS[g_rand_int_range(
				rand, 0, (gint32)G_N_ELEMENTS(WORDS))]);
	return g_string_free(text, FALSE);
}

static void make_mail(struct made *made)
{
	g_autofree char *date = NULL;
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(made->at);

	date = g_date_time_format(time, "%d %b %Y %H:%M:%S +0000");
	made->mail = g_strdup_printf(
		"Return-Path: <%s>\r\nReceived: from client.example by "
		"mx.example.com with ESMTPS;\r\n\t%s\r\nFrom: %s <%s>\r\n"
		"To: help@example.com\r\nSubject: %s\r\nDate: %s\r\n"
		"Message-ID: %s\r\nMIME-Version: 1.0\r\nContent-Type: "
		"text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit"
		"\r\n\r\n%s\r\n",
		made->address, date, made->name, made->address, made->subject,
		date, made->id, made->text);
}

static void made_init(
	struct made *made, const struct filling *filling, guint32 number)
{
	made->number = number;
	made->at =
		filling->now - (gint64)(filling->tickets - number) * EVERY_SEC;
	made->is_done = filling->in_use &&
			number <= filling->tickets - filling->tickets / 100;
	made->rand = g_rand_new_with_seed(number);
	made->name = g_strdup_printf("Person %u", number);
	made->address = g_strdup_printf(
		"person%u@customer%u.example", number, number % 977);
	made->subject = g_strdup_printf("matter of %u", number);
	made->id = g_strdup_printf(
		"<%u.%08x@bench>", number, g_rand_int(made->rand));
	made->text = words(made->rand, MAIL_WORDS);
	make_mail(made);
}

static void made_clear(struct made *made)
{
	g_rand_free(made->rand);
	g_free(made->name);
	g_free(made->address);
	g_free(made->subject);
	g_free(made->id);
	g_free(made->text);
	g_free(made->mail);
}

/* --- files ---------------------------------------------------------------- */

static void free_file(gpointer file)
{
	store_file_free(file);
}

/* Both are taken. */
static void add_file(GPtrArray *files, char *path, char *text)
{
	g_autoptr(GBytes) content = g_bytes_new_take(text, strlen(text));

	g_ptr_array_add(files, store_file_new(path, content));
	g_free(path);
}

static char *article_path(const struct made *made, guint32 message,
	enum article_kind kind, const char *suffix)
{
	struct article article = { made->number, 0, message, kind };

	return path_article(&article, suffix);
}

static void add_notice(GPtrArray *files, struct made *made, guint32 message)
{
	g_autofree char *text = words(made->rand, NOTICE_WORDS);

	add_file(files, article_path(made, message, ARTICLE_OUT, "eml"),
		g_strdup_printf(
			"From: Helpdesk <help@example.com>\n"
			"Subject: Re: %s [T-%u]\n"
			"Message-ID: <t%u.%u.%08x@example.com>\n"
			"In-Reply-To: %s\nReferences: %s\nAuto-Submitted: "
			"auto-replied\nX-Loop: help@example.com\n\n%s\n",
			made->subject, made->number, made->number, message,
			g_rand_int(made->rand), made->id, made->id, text));
}

static void add_line(GPtrArray *lines, const struct made *made, guint32 message,
	const char *address)
{
	g_ptr_array_add(
		lines, delivery_new(message, address,
			       made->is_done ? DELIVERY_SENT : DELIVERY_PENDING,
			       made->at, made->is_done ? "250 2.0.0 ok" : ""));
}

static void add_delivery(GPtrArray *files, const struct made *made)
{
	g_autoptr(GPtrArray) lines =
		g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);

	add_line(lines, made, 2, made->address);
	for (gsize i = 0; i < G_N_ELEMENTS(AGENTS); i++)
		add_line(lines, made, 3, AGENTS[i]);
	add_file(files, path_delivery(made->number, 0), delivery_format(lines));
}

static void add_ticket(GPtrArray *files, const struct made *made)
{
	AUTO(ticket) ticket = ticket_new(made->number);
	struct ticket_span span = { made->at, STATUS_NEW, 1 };

	g_free(ticket->subject);
	ticket->subject = g_strdup(made->subject);
	g_free(ticket->queue);
	ticket->queue = g_strdup("support");
	ticket->requester = contact_new(made->name, made->address);
	g_free(ticket->channel);
	ticket->channel = g_strdup("email");
	g_free(ticket->language);
	ticket->language = g_strdup(LANGUAGES[made->number % 4]);
	ticket->created = ticket->updated = made->at;
	if (made->is_done) {
		ticket->status = STATUS_CLOSED;
		ticket->closed = made->at;
	}
	g_array_append_val(ticket->spans, span);
	add_file(files, path_ticket(made->number), ticket_format(ticket));
}

static GPtrArray *files_of(struct made *made)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(free_file);

	add_file(files, article_path(made, 1, ARTICLE_IN, "eml"),
		g_strdup(made->mail));
	add_file(files, article_path(made, 1, ARTICLE_IN, "txt"),
		g_strdup_printf("From: %s <%s>\nTo: help@example.com\n"
				"Subject: %s\n\n%s\n",
			made->name, made->address, made->subject, made->text));
	add_notice(files, made, 2);
	add_notice(files, made, 3);
	add_ticket(files, made);
	add_delivery(files, made);
	return files;
}

/* --- the commit ----------------------------------------------------------- */

static void add_state(struct record_commit *record, const struct made *made)
{
	record_commit_add(record, "Subject", made->subject);
	record_commit_add(record, "Status", "new");
	record_commit_add(record, "Priority", "P3");
	record_commit_add(record, "Type", "incident");
	record_commit_add(record, "Queue", "support");
	record_commit_add(record, "Line", "1");
	record_commit_addf(
		record, "Requester", "%s <%s>", made->name, made->address);
	record_commit_add(record, "Channel", "email");
	record_commit_add(record, "Language", LANGUAGES[made->number % 4]);
}

static struct record_commit *record_of(const struct made *made)
{
	struct record_commit *record = record_commit_new();
	g_autofree char *raw = g_compute_checksum_for_string(
		G_CHECKSUM_SHA256, made->mail, -1);
	g_autofree char *body = g_compute_checksum_for_string(
		G_CHECKSUM_SHA256, made->text, -1);

	record->author = contact_new(made->name, made->address);
	record->author_time = made->at;
	record->subject =
		g_strdup_printf("T-%u: new from %s", made->number, made->name);
	record->text = g_strdup(made->text);
	record_commit_addf(record, TRAILER_TICKET, "%u", made->number);
	record_commit_add(record, TRAILER_EVENT, "create");
	record_commit_add(record, TRAILER_ROLE, "stranger");
	record_commit_add(record, TRAILER_KIND, "human");
	add_state(record, made);
	record_commit_addf(record, TRAILER_MESSAGE, "0001-in sha256=%s body=%s",
		raw, body);
	record_commit_add(record, TRAILER_MESSAGE_ID, made->id);
	record_commit_add(record, TRAILER_PROOF, "none (no authserv-id)");
	record_commit_addf(
		record, TRAILER_NOTICE, "0002-out received %s", made->address);
	for (gsize i = 0; i < G_N_ELEMENTS(AGENTS); i++)
		record_commit_addf(record, TRAILER_NOTICE,
			"0003-out new-for-agent %s", AGENTS[i]);
	return record;
}

static gboolean put_ticket(struct batch *batch, const struct filling *filling,
	guint32 number, GError **error)
{
	struct made made = { 0 };
	gboolean is_put;

	made_init(&made, filling, number);
	g_autoptr(GPtrArray) files = files_of(&made);
	AUTO(record_commit) record = record_of(&made);

	is_put = batch_put(batch, record, files, made.at, NULL, error);
	made_clear(&made);
	return is_put;
}

/* --- all ------------------------------------------------------------------ */

/* *next moves behind what is durable. */
static gboolean fill_batch(
	const struct filling *filling, guint32 *next, GError **error)
{
	struct batch *batch =
		store_begin(filling->store, 30000, filling->now, NULL, error);
	guint32 end = MIN(*next + BATCH, filling->tickets + 1);

	if (!batch)
		return FALSE;
	for (; *next < end; ++*next)
		if (!put_ticket(batch, filling, *next, error)) {
			batch_abort(batch);
			return FALSE;
		}
	return batch_commit(batch, error);
}

static gboolean fill(const struct filling *filling, GError **error)
{
	guint32 next = store_next_ticket(filling->store, error);
	guint batches = 0;

	if (next == 0)
		return FALSE;
	while (next <= filling->tickets) {
		if (!fill_batch(filling, &next, error))
			return FALSE;
		if (++batches % BATCHES_A_LOOK == 0 &&
			!store_maintain(filling->store, error))
			return FALSE;
	}
	return store_maintain(filling->store, error);
}

static gboolean fill_desk(
	const char *desk, struct filling *filling, GError **error)
{
	const struct store_options options = { "Helpdesk", "help@example.com" };
	AUTO(store) store = store_open(desk, &options, NULL, error);

	filling->store = store;
	filling->now = g_get_real_time() / G_USEC_PER_SEC;
	return store && fill(filling, error);
}

int main(int argc, char **argv)
{
	struct filling filling = { 0 };
	g_autoptr(GError) why = NULL;

	if (argc < 3 || argc > 4) {
		g_printerr("usage: fill-desk DESK TICKETS [--in-use]\n");
		return 64;
	}
	filling.tickets = (guint32)g_ascii_strtoull(argv[2], NULL, 10);
	filling.in_use = argc == 4 && strcmp(argv[3], "--in-use") == 0;
	if (fill_desk(argv[1], &filling, &why))
		return 0;
	g_printerr("fill-desk: %s\n", why->message);
	return 1;
}
