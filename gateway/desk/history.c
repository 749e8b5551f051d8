#include "history.h"
#include "text.h"

#define SHOWN_MAILS 5u /* the last ones, besides the first */

struct happening {
	gint64 at;
	guint order; /* of two at the same second */
	GVariant *item;
};

static void happening_clear(gpointer data)
{
	struct happening *happening = data;

	g_variant_unref(happening->item);
}

static void put(GVariantDict *item, const char *key, const char *value)
{
	g_autofree char *valid = g_utf8_make_valid(value ? value : "", -1);

	g_variant_dict_insert(item, key, "s", valid);
}

char *local_time(const struct work *work, gint64 at)
{
	const char *name = work->site->rules->zone;
	g_autoptr(GTimeZone) zone =
		name ? g_time_zone_new_identifier(name) : NULL;
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at);
	g_autoptr(GDateTime) local =
		utc && zone ? g_date_time_to_timezone(utc, zone) : NULL;

	if (!local)
		return text_time(at);
	return g_date_time_format(local, "%Y-%m-%d %H:%M %z");
}

static void add(const struct work *work, GArray *all, gint64 at, const char *by,
	const char *event, const char *text)
{
	g_auto(GVariantDict) item = G_VARIANT_DICT_INIT(NULL);
	g_autofree char *when = local_time(work, at);
	struct happening happening = { .at = at, .order = all->len };

	put(&item, "at", when);
	put(&item, "by", by);
	put(&item, "event", event);
	put(&item, "text", text);
	happening.item = g_variant_ref_sink(g_variant_dict_end(&item));
	g_array_append_val(all, happening);
}

char *history_said(const struct work *work, const struct agent_rule *agent,
	const struct message *message)
{
	const struct contact *from =
		message->from->len ? message->from->pdata[0] : NULL;
	AUTO(reading) reading = NULL;

	if (!agent && !(from && address_equal(from->address, OPERATOR_ADDRESS)))
		return message_own_text(message);
	reading = command_read(message, NULL, agent ? agent->language : NULL,
		work->site->rules, NULL);
	return g_strdup(reading->text);
}

static void add_mail(struct work *work, GArray *all, guint32 ticket,
	const struct article *of)
{
	const struct known_message *mail =
		view_message(work->view, ticket, 0, of->number);
	const char *event = of->kind == ARTICLE_NOTE ? "event.note"
			    : of->number == 1        ? "event.create"
						     : "event.reply";
	const struct agent_rule *agent;
	const struct contact *from;
	g_autofree char *text = NULL;

	if (!mail)
		return;
	agent = rules_agent(work->site->rules, mail->facts->from);
	from = mail->message->from->len ? mail->message->from->pdata[0] : NULL;
	text = history_said(work, agent, mail->message);
	if (!*text)
		return;
	add(work, all, mail->arrival,
		agent  ? agent->name
		: from ? from->name
		       : "",
		event, text);
}

static gboolean is_ours(const struct article *article)
{
	return article->kind == ARTICLE_OUT ||
	       article->kind == ARTICLE_VENDOR_OUT;
}

static void add_mails(
	struct work *work, GArray *all, const struct known_ticket *known)
{
	const GArray *articles = known->articles;
	g_autoptr(GPtrArray) came = g_ptr_array_new();

	for (guint i = 0; articles && i < articles->len; i++) {
		struct article *article =
			&g_array_index(articles, struct article, i);

		if (!is_ours(article))
			g_ptr_array_add(came, article);
	}
	for (guint i = 0; i < came->len; i++) {
		if (i == 0 || i + SHOWN_MAILS >= came->len)
			add_mail(work, all, known->ticket->number,
				came->pdata[i]);
	}
}

/* That it is new its first mail has told. */
static void add_states(
	const struct work *work, GArray *all, const struct ticket *ticket)
{
	for (guint i = 1; i < ticket->spans->len; i++) {
		const struct ticket_span *span =
			&g_array_index(ticket->spans, struct ticket_span, i);
		g_autofree char *event =
			g_strdup_printf("status.%s", status_name(span->status));

		add(work, all, span->at, "", event, "");
	}
}

static gint by_time(gconstpointer a, gconstpointer b)
{
	const struct happening *one = a, *other = b;

	if (one->at != other->at)
		return one->at < other->at ? -1 : 1;
	return one->order < other->order ? -1 : 1;
}

GVariant *history_of(struct work *work, const struct ticket *ticket,
	const struct known_ticket *known, gboolean has_states)
{
	g_autoptr(GArray) all =
		g_array_new(FALSE, FALSE, sizeof(struct happening));
	GVariantBuilder list;

	g_array_set_clear_func(all, happening_clear);
	g_variant_builder_init(&list, G_VARIANT_TYPE("aa{sv}"));
	if (known)
		add_mails(work, all, known);
	if (has_states)
		add_states(work, all, ticket);
	g_array_sort(all, by_time);
	for (guint i = 0; i < all->len; i++)
		g_variant_builder_add_value(
			&list, g_array_index(all, struct happening, i).item);
	return g_variant_builder_end(&list);
}
