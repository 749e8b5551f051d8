#include "message.h"
#include "contact.h"
#include "text.h"
#include <string.h>

/* Calls take with each line of the text and its class. */
static void each_line(const struct message *message,
	void (*take)(GString *out, const char *line, gsize length,
		enum line_class class, gpointer data),
	GString *out, gpointer data)
{
	const char *at = message->text;

	for (guint i = 0; *at; i++) {
		gsize length = strcspn(at, "\n");
		enum line_class class =
			i < message->classes->len
				? (enum line_class)message->classes->data[i]
				: LINE_OWN;

		take(out, at, length, class, data);
		at += length + (at[length] == '\n');
	}
}

static gboolean is_blank(const char *line, gsize length)
{
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isspace(line[i]))
			return FALSE;
	}
	return TRUE;
}

/* One blank line stands for many; none at the start. */
static void add_line(GString *out, const char *line, gsize length)
{
	gboolean is_start =
		out->len < 2 || (out->str[out->len - 1] == '\n' &&
					out->str[out->len - 2] == '\n');

	if (is_blank(line, length) && is_start)
		return;
	if (!is_blank(line, length))
		g_string_append_len(out, line, (gssize)length);
	g_string_append_c(out, '\n');
}

static char *finish(GString *out)
{
	g_strchomp(out->str);
	out->len = strlen(out->str);
	if (out->len)
		g_string_append_c(out, '\n');
	return g_string_free(out, FALSE);
}

static void take_own(GString *out, const char *line, gsize length,
	enum line_class class, gpointer data)
{
	(void)data;
	if (class == LINE_OWN)
		add_line(out, line, length);
}

char *message_own_text(const struct message *message)
{
	GString *out = g_string_new(NULL);

	each_line(message, take_own, out, NULL);
	return finish(out);
}

/* An answer written between quoted lines needs those that it answers: so many
 * of them at most stand above it. */
#define ANSWERED_LINES 8u

/* Lines of one kind that are folded away, counted. */
struct fold {
	gboolean shows_all;
	guint quoted, signature;
	GQueue marked; /* char *: the last of quoted, where they bear marks */
};

static void drop_marked(struct fold *fold, guint left)
{
	while (fold->marked.length > left)
		g_free(g_queue_pop_head(&fold->marked));
}

static void end_fold(GString *out, struct fold *fold)
{
	if (fold->quoted)
		g_string_append_printf(out, "[%u quoted %s]\n", fold->quoted,
			fold->quoted == 1 ? "line" : "lines");
	if (fold->signature)
		g_string_append(out, "[signature]\n");
	fold->quoted = fold->signature = 0;
	drop_marked(fold, 0);
}

/* Own words follow: they answer the last of the marked lines. */
static void show_answered(GString *out, struct fold *fold)
{
	g_autoptr(GString) lines = g_string_new(NULL);
	char *line;

	fold->quoted -= MIN(fold->marked.length, fold->quoted);
	while ((line = g_queue_pop_head(&fold->marked))) {
		g_string_append_printf(lines, "%s\n", line);
		g_free(line);
	}
	end_fold(out, fold);
	g_string_append(out, lines->str);
}

static void add_quoted(struct fold *fold, const char *line, gsize length,
	enum line_class class)
{
	if (is_blank(line, length))
		return;
	fold->quoted++;
	if (class == LINE_BELOW)
		return;
	g_queue_push_tail(&fold->marked, g_strndup(line, length));
	drop_marked(fold, ANSWERED_LINES);
}

static void take_folded(GString *out, const char *line, gsize length,
	enum line_class class, gpointer data)
{
	struct fold *fold = data;
	gboolean blank = is_blank(line, length);

	switch (class) {
	case LINE_QUOTE:
	case LINE_ATTRIBUTION:
	case LINE_BELOW:
		if (fold->shows_all)
			break;
		if (fold->signature)
			end_fold(out, fold);
		add_quoted(fold, line, length, class);
		return;
	case LINE_SIGNATURE:
		if (fold->shows_all)
			break;
		if (fold->quoted)
			end_fold(out, fold);
		fold->signature += blank ? 0 : 1;
		return;
	case LINE_OWN:
	case LINE_FORWARD:
	case LINE_CLASS_COUNT:
	default:
		break;
	}
	if (blank && (fold->quoted || fold->signature))
		return;
	if (class == LINE_OWN && fold->quoted)
		show_answered(out, fold);
	end_fold(out, fold);
	add_line(out, line, length);
}

static char *folded_text(const struct message *message)
{
	g_autofree char *own = message_own_text(message);
	struct fold fold = { .shows_all = !*own };
	GString *out = g_string_new(NULL);

	each_line(message, take_folded, out, &fold);
	end_fold(out, &fold);
	return finish(out);
}

static void add_contacts(
	GString *out, const char *name, const GPtrArray *contacts)
{
	if (!contacts->len)
		return;
	g_string_append_printf(out, "%s: ", name);
	for (guint i = 0; i < contacts->len; i++) {
		g_autofree char *one =
			contact_format(g_ptr_array_index(contacts, i));
		g_autofree char *line = text_line(one, -1);

		g_string_append_printf(out, "%s%s", i ? ", " : "", line);
	}
	g_string_append_c(out, '\n');
}

static void add_headers(GString *out, const struct message *message)
{
	g_autofree char *subject = text_line(message->subject, -1);

	add_contacts(out, "From", message->from);
	add_contacts(out, "To", message->to);
	add_contacts(out, "Cc", message->cc);
	if (*subject)
		g_string_append_printf(out, "Subject: %s\n", subject);
	if (message->date >= 0 && message->date < 253402300800) {
		g_autofree char *date = text_time(message->date);

		g_string_append_printf(out, "Date: %s\n", date);
	}
}

static char *size_text(gsize size)
{
	if (size < 1000)
		return g_strdup_printf("%" G_GSIZE_FORMAT " bytes", size);
	if (size < 1000 * 1000)
		return g_strdup_printf(
			"%" G_GSIZE_FORMAT " KB", (size + 500) / 1000);
	return g_strdup_printf("%" G_GSIZE_FORMAT ".%" G_GSIZE_FORMAT " MB",
		size / 1000000, size / 100000 % 10);
}

static void add_attachments(GString *out, const struct message *message)
{
	gboolean is_first = TRUE;

	for (guint i = 0; i < message->parts->len; i++) {
		const struct part *part = g_ptr_array_index(message->parts, i);

		if (!part->is_attachment)
			continue;
		g_autofree char *name =
			text_line(part->name ? part->name : "(no name)", -1);
		g_autofree char *type = text_line(part->type, -1);
		g_autofree char *size = size_text(part->size);

		if (is_first && out->len)
			g_string_append_c(out, '\n');
		is_first = FALSE;
		g_string_append_printf(
			out, "[attachment: %s, %s, %s]\n", name, type, size);
	}
}

char *message_readable(const struct message *message)
{
	GString *out = g_string_new(NULL);
	g_autofree char *folded = folded_text(message);
	g_autofree char *text = text_block(folded, -1);

	add_headers(out, message);
	if (out->len && *text)
		g_string_append_c(out, '\n');
	g_string_append(out, text);
	add_attachments(out, message);
	if (message->defect) {
		g_autofree char *defect = text_line(message->defect, -1);

		g_string_append_printf(out, "\n[not read whole: %s]\n", defect);
	}
	return g_string_free(out, FALSE);
}
