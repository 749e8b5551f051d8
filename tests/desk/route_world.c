#include "route_world.h"
#include "conf.h"
#include "contact.h"
#include <stdlib.h>
#include <string.h>

#define NOW ((gint64)1795425302) /* 23 Nov 2026 09:15:02 UTC */
#define DAY ((gint64)86400)

#define KEYS                                                                 \
	"1 2020-01-01T00:00:00Z "                                            \
	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n" \
	"2 2026-11-01T00:00:00Z "                                            \
	"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\n"

static const char RULES[] =
	"[desk]\n\tname = IT\n\taddress = help@example.com\n"
	"\talias = support@example.com\n"
	"[queue \"support\"]\n\tline = 1\n"
	"[agent \"anna@example.com\"]\n\tname = Anna\n"
	"[agent \"nils@example.com\"]\n\tname = Nils\n\tlead = true\n"
	"[vendor \"printerco\"]\n\taddress = service@printerco.example\n"
	"\tnumber = \"Case *\"\n";

/* --- the little world
 * --------------------------------------------------------- */

static const struct {
	guint32 number, merged_into;
	const char *requester, *cc;
} TICKETS[] = {
	{ 1, 0, "alice@example.org", "bob@example.org" },
	{ 2, 1, "alice@example.org", NULL },
	{ 3, 0, "carol@example.net", NULL },
	{ 4, 0, "anna@example.com", NULL },
};

static const struct {
	guint32 ticket, message;
	const char *kind, *address;
	gint64 age_days;
} NOTICES[] = {
	{ 1, 2, "received", "alice@example.org", 1 },
	{ 1, 3, "new-for-agent", "anna@example.com", 1 },
	{ 1, 3, "new-for-agent", "nils@example.com", 1 },
	{ 1, 4, "note-for-agent", "anna@example.com", 1 },
	{ 1, 5, "confirm", "anna@example.com", 0 },
	{ 1, 6, "reply", "alice@example.org", 1 },
	{ 1, 6, "reply", "bob@example.org", 1 },
	{ 1, 7, "reply-for-agent", "anna@example.com", 91 },
	{ 1, 8, "confirm", "anna@example.com", 2 },
	{ 1, 9, "reply-for-agent", "anna@example.com", 89 },
	{ 1, 10, "vendor", "service@printerco.example", 1 },
	{ 1, 11, "approval", "chef@example.com", 29 },
	{ 1, 12, "approval", "chef@example.com", 31 },
	{ 1, 13, "reply", "dave@example.org", 1 },
	{ 2, 2, "received", "alice@example.org", 1 },
	{ 2, 3, "new-for-agent", "anna@example.com", 1 },
	{ 3, 2, "received", "carol@example.net", 1 },
	{ 3, 3, "new-for-agent", "anna@example.com", 1 },
	{ 4, 2, "received", "anna@example.com", 1 },
	{ 4, 3, "new-for-agent", "nils@example.com", 1 },
	{ 0, 7, "confirm", "anna@example.com", 0 },
	{ 0, 8, "answer", "anna@example.com", 0 },
	{ 0, 9, "received", "dave@example.org", 0 },
};

static const struct {
	const char *id;
	guint32 ticket;
	gboolean is_referred;
} IDS[] = {
	{ "one@example.org", 1, FALSE },
	{ "lost@example.org", 1, TRUE },
	{ "three@example.net", 3, FALSE },
	{ "two@example.org", 2, FALSE },
	{ "late@example.org", 3, TRUE },
	{ "seen@example.org", 1, FALSE },
	{ "changed@example.org", 1, FALSE },
};

static struct known_ticket *load_ticket(guint32 number)
{
	for (gsize i = 0; i < G_N_ELEMENTS(TICKETS); i++) {
		struct known_ticket *known;

		if (TICKETS[i].number != number)
			continue;
		known = g_new0(struct known_ticket, 1);
		known->ticket = ticket_new(number);
		known->ticket->merged_into = TICKETS[i].merged_into;
		known->ticket->requester =
			contact_new(NULL, TICKETS[i].requester);
		if (TICKETS[i].cc) {
			AUTO(contact) cc = contact_new(NULL, TICKETS[i].cc);

			contacts_add(known->ticket->cc, cc);
		}
		return known;
	}
	return NULL;
}

static void notice_destroy(gpointer notice)
{
	known_notice_free(notice);
}

static GPtrArray *load_notice(guint32 ticket, guint32 message)
{
	GPtrArray *notices = g_ptr_array_new_with_free_func(notice_destroy);

	for (gsize i = 0; i < G_N_ELEMENTS(NOTICES); i++) {
		struct known_notice *notice;

		if (NOTICES[i].ticket != ticket ||
			NOTICES[i].message != message)
			continue;
		notice = g_new0(struct known_notice, 1);
		notice->kind = g_strdup(NOTICES[i].kind);
		notice->address = g_strdup(NOTICES[i].address);
		notice->at = NOW - NOTICES[i].age_days * DAY - 60;
		g_ptr_array_add(notices, notice);
	}
	return notices;
}

static GArray *load_id(const struct world *world, const char *id)
{
	GArray *hits = g_array_new(FALSE, TRUE, sizeof(struct known_id));

	for (gsize i = 0; i < G_N_ELEMENTS(IDS); i++) {
		struct known_id hit = { .is_referred = IDS[i].is_referred };

		if (strcmp(IDS[i].id, id) != 0)
			continue;
		hit.article.ticket = IDS[i].ticket;
		hit.article.number = 1;
		if (!hit.is_referred)
			g_strlcpy(hit.digest,
				strcmp(id, "seen@example.org") == 0
					? world->digest
					: "another",
				sizeof(hit.digest));
		g_array_append_val(hits, hit);
	}
	return hits;
}

static void row_destroy(gpointer row)
{
	known_row_free(row);
}

static struct known_row *new_row(
	guint32 number, const char *subject, gint64 created)
{
	struct known_row *row = g_new0(struct known_row, 1);

	row->number = number;
	row->subject = g_strdup(subject);
	row->created = created;
	return row;
}

/* Alice's tickets: a young one and an old one. */
static GPtrArray *load_open(const char *address)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_destroy);

	if (strcmp(address, "alice@example.org") == 0) {
		g_ptr_array_add(
			rows, new_row(1, "Printer broken", NOW - 2 * DAY));
		g_ptr_array_add(rows, new_row(3, "Old", NOW - 15 * DAY));
	}
	return rows;
}

static gpointer load_spent(const struct world *world, const struct need *need)
{
	static int is_there;
	g_autofree char *key = g_strdup_printf("%u.%u%c %s", need->ticket,
		need->number, *need->key, need->key + 1);

	return g_strcmp0(key, world->spent) == 0 ? &is_there : NULL;
}

static gpointer load_vendor(const char *key)
{
	if (strcmp(key, "printerco 4711") == 0)
		return new_row(1, "Printer broken", NOW);
	return NULL;
}

static gpointer load(const struct world *world, const struct need *need)
{
	if (need->kind == NEED_TICKET)
		return load_ticket(need->ticket);
	if (need->kind == NEED_NOTICE)
		return load_notice(need->ticket, need->number);
	if (need->kind == NEED_ID)
		return load_id(world, need->key);
	if (need->kind == NEED_OPEN_OF)
		return load_open(need->key);
	if (need->kind == NEED_SPENT)
		return load_spent(world, need);
	if (need->kind == NEED_VENDOR)
		return load_vendor(need->key);
	fail_msg("need %d was not expected", (int)need->kind);
	return NULL;
}

/* As the shell does: load what is missing, ask again. */
static void route_in(struct world *world, struct route *route,
	const struct message *message, const struct facts *facts)
{
	AUTO(desk_view) view = desk_view_new();
	const GPtrArray *missing = desk_view_missing(view);

	world->digest = message->digest;
	for (guint round = 0; round < 50; round++) {
		route_mail(route, view, &world->site, message, facts, NOW);
		if (missing->len == 0)
			return;
		while (missing->len > 0) {
			struct need *need =
				need_copy(g_ptr_array_index(missing, 0));

			desk_view_put(view, need, load(world, need));
			need_free(need);
		}
		route_clear(route);
	}
	fail_msg("the view is never complete");
}

static char trusted[] = "mx.example.com";

static void world_init(struct world *world)
{
	GPtrArray *errors = conf_errors_new();

	memset(world, 0, sizeof(*world));
	world->rules =
		conf_parse_rules("desk.conf", RULES, sizeof(RULES) - 1, errors);
	if (!world->rules) {
		g_autofree char *text = conf_errors_text(errors);

		fail_msg("%s", text);
	}
	g_ptr_array_unref(errors);
	world->keyring = keyring_parse(KEYS, strlen(KEYS), NULL);
	world->settings.auth.authserv_ids = g_ptr_array_new();
	world->settings.auth.receivers = g_ptr_array_new();
	g_ptr_array_add(world->settings.auth.authserv_ids, trusted);
	g_ptr_array_add(world->settings.auth.receivers, trusted);
	world->settings.auth.by_dmarc = TRUE;
	world->settings.auth.by_token = TRUE;
	world->settings.auth.extension = TRUE;
	world->site.rules = world->rules;
	world->site.settings = &world->settings;
	world->site.keyring = world->keyring;
}

static void world_clear(struct world *world)
{
	rules_free(world->rules);
	g_array_unref(world->keyring);
	g_ptr_array_unref(world->settings.auth.authserv_ids);
	g_ptr_array_unref(world->settings.auth.receivers);
}
/* --- mails and what becomes of them
 * ------------------------------------------- */

static const struct desk_key *key_of(
	const struct world *world, guint32 ticket, guint32 message)
{
	for (gsize i = 0; i < G_N_ELEMENTS(NOTICES); i++)
		if (NOTICES[i].ticket == ticket &&
			NOTICES[i].message == message)
			return keyring_at(world->keyring,
				NOW - NOTICES[i].age_days * DAY - 60);
	return keyring_at(world->keyring, NOW);
}

/* "1.3p anna@example.com" or "1.3", as it stands in a mail; new. */
static char *expand(const struct world *world, const char *inner)
{
	char *end;
	struct reply_token token = { 0 };
	const struct desk_key *key;

	token.ticket = (guint32)strtoul(inner, &end, 10);
	token.message = (guint32)strtoul(end + 1, &end, 10);
	key = key_of(world, token.ticket, token.message);
	if (*end == '\0') {
		g_autofree char *id = token_message_id(
			key, "help@example.com", token.ticket, token.message);

		return g_strdup_printf("<%s>", id);
	}
	token.kind = *end;
	token_mac(key, token.ticket, token.message, token.kind, end + 2,
		token.mac);
	return token_address("help@example.com", &token);
}

static GBytes *fill(const struct world *world, const char *mail)
{
	GString *raw = g_string_new(NULL);

	while (*mail) {
		const char *close = strchr(mail, '}');

		if (*mail == '{' && close) {
			g_autofree char *inner =
				g_strndup(mail + 1, (gsize)(close - mail - 1));
			g_autofree char *expanded = expand(world, inner);

			g_string_append(raw, expanded);
			mail = close + 1;
		} else {
			g_string_append_c(raw, *mail++);
		}
	}
	return g_string_free_to_bytes(raw);
}

static char *describe(const struct route *route)
{
	static const char *const JOINS[] = { "new", "public", "internal",
		"unproven", "vendor", "approval", "confirm", "control",
		"report", "seen", "loop" };
	GString *text = g_string_new(NULL);

	g_string_printf(text, "%s %c T-%u.%u %s %s", JOINS[route->join],
		"-FEDCBA"[route->evidence], route -> ticket, route -> message,
		proof_name(route->proof), role_name(route->role));
	if (route->claims_agent)
		g_string_append(text, " claims");
	if (route->counts_as_participant)
		g_string_append(text, " counts");
	if (route->is_stale)
		g_string_append(text, " stale");
	for (guint i = 0; i < route->linked->len; i++)
		g_string_append_printf(text, " +T-%u",
			g_array_index(route->linked, guint32, i));
	return g_string_free(text, FALSE);
}

char *world_route(struct world *world, const char *mail)
{
	g_autoptr(GBytes) raw = fill(world, mail);
	AUTO(facts) facts = facts_scan(raw);
	AUTO(message)
	message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
	struct route route;
	char *text;

	route_in(world, &route, message, facts);
	text = describe(&route);
	route_clear(&route);
	return text;
}

void world_check(
	struct world *world, const struct route_case *cases, gsize count)
{
	guint wrong = 0;

	for (gsize i = 0; i < count; i++) {
		g_autofree char *got = world_route(world, cases[i].mail);

		if (strcmp(got, cases[i].expected) == 0)
			continue;
		print_error("%s:\n  got      %s\n  expected %s\n", cases[i].why,
			got, cases[i].expected);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/* Cases with the world as it is, and with one thing changed. */
int world_set_up(void **state)
{
	struct world *world = g_new0(struct world, 1);

	world_init(world);
	*state = world;
	return 0;
}

int world_tear_down(void **state)
{
	world_clear(*state);
	g_free(*state);
	return 0;
}
