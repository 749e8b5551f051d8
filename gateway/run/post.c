#include "post.h"
#include "digest.h"
#include "fault.h"
#include "hand_over.h"
#include "template.h"

#include <string.h>

#define MAX_TEMPLATE_BYTES (64u << 10)
/* More than that is named in the text and read in the repository. */
#define MAX_ATTACHED_BYTES (20u << 20)

static void add_file(GPtrArray *files, char *path, char *text)
{
	g_autoptr(GBytes) content = g_bytes_new_take(text, strlen(text));

	g_ptr_array_add(files, store_file_new(path, content));
	g_free(path);
}

static void add_bytes(GPtrArray *files, char *path, GBytes *content)
{
	g_ptr_array_add(files, store_file_new(path, content));
	g_free(path);
}

static void name_last(GPtrArray *files, const struct content_name *name)
{
	struct store_file *file = files->pdata[files->len - 1];

	file->name = *name;
	file->is_named = TRUE;
}

/* Most of a notice is the files that go along with it, which stand in the mail
 * already. */
static void liken_last(GPtrArray *files, const struct post *post)
{
	struct store_file *file = files->pdata[files->len - 1];

	file->like = g_bytes_ref(post->raw);
	file->like_name = post->names->blob;
}

/* --- mails that came in ------------------------------------------------- */

static GPtrArray *own_addresses(const struct rules *rules)
{
	GPtrArray *own = g_ptr_array_new();

	g_ptr_array_add(own, rules->address);
	for (guint i = 0; i < rules->aliases->len; i++)
		g_ptr_array_add(own, rules->aliases->pdata[i]);
	return own;
}

/* What a person reads of it shows no reply addresses. */
static char *readable(const struct post *post, const struct message *message)
{
	g_autoptr(GPtrArray) own =
		own_addresses(post->loader->home->site.rules);
	g_autofree char *text = message_readable(message);

	return compose_hide_tokens(text, own);
}

static gboolean add_filing(const struct post *post, GPtrArray *files,
	const struct filing *filing, GError **error)
{
	GBytes *raw = post->raw;
	const struct message *message = post->message;

	if (filing->is_copy) {
		const struct known_message *source =
			view_message(post->view, filing->source.ticket,
				filing->source.month, filing->source.number);

		raw = source ? source->raw : NULL;
		message = source ? source->message : NULL;
	}
	if (raw == NULL) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"no mail to file as message %u of ticket %u",
			filing->article.number, filing->article.ticket);
		return FALSE;
	}
	add_bytes(files, path_article(&filing->article, "eml"), raw);
	if (raw == post->raw && post->names->is_named)
		name_last(files, &post->names->blob);
	if (message != NULL)
		add_file(files, path_article(&filing->article, "txt"),
			readable(post, message));
	return TRUE;
}

/* --- notices ------------------------------------------------------------ */

static GBytes *template_override(const char *path, gpointer user)
{
	const struct loader *loader = user;

	return batch_read(loader->batch, path, MAX_TEMPLATE_BYTES, NULL);
}

/* A winmail.dat whose files go along. */
static gboolean is_opened(const struct part *part)
{
	return !part->is_attachment &&
	       strcmp(part->type, "application/ms-tnef") == 0;
}

/* The parts of a mail that go along with a notice: not its text, and all of
 * them together not beyond a limit. */
static GArray *parts_along(GBytes *raw, const struct message *message)
{
	GArray *along = g_array_new(FALSE, TRUE, sizeof(struct attached));
	gsize total = 0;

	for (guint i = 0; i < message->parts->len; i++) {
		struct attached one = { raw, message->parts->pdata[i] };

		gsize size = one.part->inner_length ? one.part->inner_length
						    : one.part->length;

		if (one.part->is_text || is_opened(one.part) ||
			size > MAX_ATTACHED_BYTES - total)
			continue;
		total += size;
		g_array_append_val(along, one);
	}
	return along;
}

static GArray *attachments_for(
	const struct post *post, const struct notice *notice)
{
	const struct article *of = notice->attachments_of;

	if (of == NULL)
		return NULL;
	if (of->ticket == 0 && of->number == 0)
		return post->message == NULL
			       ? NULL
			       : parts_along(post->raw, post->message);
	const struct known_message *source =
		view_message(post->view, of->ticket, of->month, of->number);

	return source == NULL ? NULL
			      : parts_along(source->raw, source->message);
}

/* "Re: Printer [T-1]": the tag stands there once. */
static char *tagged_subject(
	const struct rules *rules, guint32 ticket, const char *subject)
{
	g_autofree char *tag = g_strdup_printf("[%s-%u]", rules->tag, ticket);

	if (ticket == 0 || strstr(subject, tag) != NULL)
		return g_strdup(subject);
	return *subject == '\0' ? g_steal_pointer(&tag)
				: g_strdup_printf("%s %s", subject, tag);
}

static GBytes *compose_notice(const struct post *post,
	const struct notice *notice, const struct rendered *rendered,
	GError **error)
{
	const struct site *site = &post->loader->home->site;
	const struct desk_key *key = keyring_at(site->keyring, post->now);
	g_autoptr(GPtrArray) own = own_addresses(site->rules);
	g_autofree char *text = compose_hide_tokens(rendered->body, own);
	g_autofree char *hidden = compose_hide_tokens(rendered->subject, own);
	g_autofree char *subject =
		tagged_subject(site->rules, notice->article.ticket, hidden);
	g_autofree char *id = token_message_id(key, site->rules->address,
		notice->article.ticket, notice->article.number);
	g_autoptr(GArray) attached = attachments_for(post, notice);
	struct contact from = { notice->from_name, site->rules->address };
	struct outgoing outgoing = {
		.from = &from,
		.subject = subject,
		.message_id = id,
		.hides_id = hand_over_hides_id(notice->kind),
		.in_reply_to = notice->in_reply_to,
		.references = notice->references,
		.date = post->now,
		.auto_submitted = notice->auto_submitted,
		.ticket = notice->article.ticket,
		.language = notice->language,
		.loop = site->rules->address,
		.text = text,
		.attached = attached,
		.own = own,
	};

	return compose_mail(&outgoing, error);
}

static gboolean add_notice(const struct post *post, GPtrArray *files,
	const struct notice *notice, GError **error)
{
	struct rendered rendered = { 0 };
	const char *name = notice_name(notice->kind);
	const struct notice_source source = {
		.override = template_override,
		.user = (gpointer)(guintptr)post->loader,
		.shelf = post->loader->home->shelf,
	};

	if (!notice_render_from(&rendered, name, notice->language, notice->data,
		    &source, error))
		return FALSE;
	g_autoptr(GBytes) mail = compose_notice(post, notice, &rendered, error);

	rendered_clear(&rendered);
	if (mail == NULL) {
		g_prefix_error(error, "notice %s: ", name);
		return FALSE;
	}
	add_bytes(files, path_article(&notice->article, "eml"), mail);
	if (notice->attachments_of != NULL && post->names->is_named)
		liken_last(files, post);
	return TRUE;
}

/* --- delivery files ----------------------------------------------------- */

static GPtrArray *read_deliveries(
	const struct post *post, const char *path, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GBytes) bytes =
		batch_read(post->loader->batch, path, 1u << 24, &why);
	gsize length;

	if (bytes == NULL) {
		if (g_error_matches(why, POSTERN_FAULT, FAULT_NOT_FOUND))
			return g_ptr_array_new_with_free_func(
				(GDestroyNotify)delivery_free);
		g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	const char *text = g_bytes_get_data(bytes, &length);

	return delivery_parse(text, length, error);
}

static void put_delivery(GPtrArray *lines, const struct delivery *change)
{
	struct delivery *copy = delivery_new(change->message, change->address,
		change->state, change->at, change->reply);
	guint index;

	copy->vendor = change->vendor;
	struct delivery *old =
		delivery_find(lines, change->message, change->address);

	if (old != NULL && g_ptr_array_find(lines, old, &index)) {
		delivery_free(old);
		lines->pdata[index] = copy;
	} else {
		g_ptr_array_add(lines, copy);
	}
}

/* Changes are grouped by file; files keeps the order of first mention. */
static gboolean add_deliveries(const struct post *post, GPtrArray *files,
	const GPtrArray *changes, GError **error)
{
	g_autoptr(GHashTable) open = g_hash_table_new_full(g_str_hash,
		g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	GHashTableIter iter;
	gpointer path, lines;

	for (guint i = 0; i < changes->len; i++) {
		const struct delivery_change *change = changes->pdata[i];
		g_autofree char *file =
			path_delivery(change->ticket, change->month);
		GPtrArray *there = g_hash_table_lookup(open, file);

		if (there == NULL) {
			there = read_deliveries(post, file, error);
			if (there == NULL)
				return FALSE;
			g_hash_table_insert(
				open, g_steal_pointer(&file), there);
		}
		put_delivery(there, change->delivery);
	}
	g_hash_table_iter_init(&iter, open);
	while (g_hash_table_iter_next(&iter, &path, &lines))
		add_file(files, g_strdup(path), delivery_format(lines));
	return TRUE;
}

/* --- all of it ---------------------------------------------------------- */

#define ARMOUR_BYTES 57u /* make a line of 76 */

static char *armour(GBytes *raw)
{
	gsize length;
	const guint8 *bytes = g_bytes_get_data(raw, &length);
	GString *text = g_string_new(NULL);

	for (gsize at = 0; at < length; at += ARMOUR_BYTES) {
		g_autofree char *line = g_base64_encode(
			bytes + at, MIN(ARMOUR_BYTES, length - at));

		g_string_append_printf(text, "%s\n", line);
	}
	return g_string_free(text, FALSE);
}

static void add_quarantine(const struct post *post, GPtrArray *files,
	const struct outcome *outcome)
{
	g_autofree char *hex = digest_sha256(post->raw);

	if (post->is_armoured)
		add_file(files, path_quarantine(post->now, hex, "eml.b64"),
			armour(post->raw));
	else
		add_bytes(files, path_quarantine(post->now, hex, "eml"),
			post->raw);
	add_file(files, path_quarantine(post->now, hex, "why"),
		g_strdup_printf("%s\n", outcome->why));
}

GPtrArray *post_files(
	const struct post *post, const struct outcome *outcome, GError **error)
{
	g_autoptr(GPtrArray) files =
		g_ptr_array_new_with_free_func((GDestroyNotify)store_file_free);

	for (guint i = 0; i < outcome->tickets->len; i++) {
		const struct ticket *ticket = outcome->tickets->pdata[i];

		add_file(files, path_ticket(ticket->number),
			ticket_format(ticket));
	}
	for (guint i = 0; i < outcome->persons->len; i++) {
		const struct person *person = outcome->persons->pdata[i];

		add_file(files, person_path(person->address),
			person_format(person));
	}
	for (guint i = 0; i < outcome->filings->len; i++)
		if (!add_filing(post, files, outcome->filings->pdata[i], error))
			return NULL;
	for (guint i = 0; i < outcome->notices->len; i++)
		if (!add_notice(post, files, outcome->notices->pdata[i], error))
			return NULL;
	for (guint i = 0; i < outcome->solutions->len; i++) {
		const struct solution_file *kept = outcome->solutions->pdata[i];

		add_file(files, g_strdup(kept->path), g_strdup(kept->text));
	}
	if (!add_deliveries(post, files, outcome->deliveries, error))
		return NULL;
	if (outcome->quarantine && post->raw != NULL)
		add_quarantine(post, files, outcome);
	return g_steal_pointer(&files);
}
