#include "fake_shell.h"
#include "fake_inner.h"
#include "command.h"
#include "conf.h"
#include "text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define START G_GINT64_CONSTANT(1795338902) /* 2026-11-22 */
#define MAX_ROUNDS 60

static const char KEYS[] =
	"1 2026-01-01T00:00:00Z "
	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

static void stored_free(gpointer data)
{
	struct fake_stored *stored = data;

	g_bytes_unref(stored->raw);
	g_free(stored->id);
	g_free(stored->digest);
	g_ptr_array_unref(stored->refers);
	g_free(stored);
}

static void fake_notice_free(gpointer data)
{
	struct fake_notice *notice = data;

	g_free(notice->kind);
	g_free(notice->address);
	g_free(notice);
}

static void fake_change_free(gpointer data)
{
	struct fake_change *change = data;

	known_change_free(change->change);
	g_free(change);
}

static void known_free(gpointer ticket)
{
	known_ticket_free(ticket);
}

static void person_destroy(gpointer person)
{
	person_free(person);
}

static GHashTable *set_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static struct calendars *load_calendars(const struct rules *rules)
{
	g_autoptr(GHashTable) zones = g_hash_table_new_full(g_str_hash,
		g_str_equal, NULL, (GDestroyNotify)g_time_zone_unref);

	for (guint i = 0; i < rules->calendars->len; i++) {
		const struct calendar_rule *rule = rules->calendars->pdata[i];

		g_hash_table_replace(zones, rule->zone,
			g_time_zone_new_identifier(rule->zone));
	}
	return calendars_new(rules, zones);
}

struct fake *fake_new(const char *desk_conf, const char *postern_conf)
{
	struct fake *fake = g_new0(struct fake, 1);
	g_autoptr(GPtrArray) errors = conf_errors_new();

	fake->rules = conf_parse_rules(
		"desk.conf", desk_conf, strlen(desk_conf), errors);
	fake->settings = conf_parse_settings(
		"postern.conf", postern_conf, strlen(postern_conf), errors);
	if (errors->len) {
		g_autofree char *text = conf_errors_text(errors);

		fail_msg("%s", text);
	}
	fake->keyring = keyring_parse(KEYS, strlen(KEYS), NULL);
	assert_non_null(fake->keyring);
	fake->calendars = load_calendars(fake->rules);
	fake->site.rules = fake->rules;
	fake->site.calendars = fake->calendars;
	fake->site.settings = fake->settings;
	fake->site.keyring = fake->keyring;
	fake->time = START;
	fake->tickets = g_ptr_array_new_with_free_func(known_free);
	fake->mails = g_ptr_array_new_with_free_func(stored_free);
	fake->notices = g_ptr_array_new_with_free_func(fake_notice_free);
	fake->persons = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, person_destroy);
	fake->ran = set_new();
	fake->spent = set_new();
	fake->quarantined = set_new();
	fake->changes = g_ptr_array_new_with_free_func(fake_change_free);
	fake->next_answer = 1;
	return fake;
}

void fake_free(struct fake *fake)
{
	if (!fake)
		return;
	rules_free(fake->rules);
	calendars_free(fake->calendars);
	settings_free(fake->settings);
	g_array_unref(fake->keyring);
	g_ptr_array_unref(fake->tickets);
	g_ptr_array_unref(fake->mails);
	g_ptr_array_unref(fake->notices);
	g_hash_table_unref(fake->persons);
	g_hash_table_unref(fake->ran);
	g_hash_table_unref(fake->spent);
	g_hash_table_unref(fake->quarantined);
	g_ptr_array_unref(fake->changes);
	outcome_free(fake->last);
	g_free(fake);
}

static void load_missing(const struct fake *fake, struct desk_view *view)
{
	while (desk_view_missing(view)->len) {
		struct need *need =
			need_copy(desk_view_missing(view)->pdata[0]);

		desk_view_put(view, need, fake_load(fake, need));
		need_free(need);
	}
}

enum verdict fake_apply(struct fake *fake, struct event *event, GBytes *raw)
{
	AUTO(desk_view) view = desk_view_new();
	struct now now = { .time = fake->time };

	event->arrival = fake->time;
	for (guint round = 0; round < MAX_ROUNDS; round++) {
		outcome_free(fake->last);
		fake->last = desk_apply(view, event, &fake->site, &now);
		if (fake->last->verdict != VERDICT_NEEDS)
			break;
		load_missing(fake, view);
	}
	assert_int_not_equal(fake->last->verdict, VERDICT_NEEDS);
	if (fake->last->verdict == VERDICT_COMMIT)
		fake_keep(fake, event, raw);
	fake->time += 60;
	return fake->last->verdict;
}

enum verdict fake_raw(struct fake *fake, const char *raw, gsize length)
{
	g_autoptr(GBytes) bytes = g_bytes_new(raw, length);
	AUTO(facts) facts = facts_scan(bytes);
	AUTO(message) message = message_parse(bytes, &MAIL_LIMITS_DEFAULT);
	g_autofree char *hex =
		g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
	struct event event = {
		.kind = EVENT_MAIL, .facts = facts, .message = message
	};

	g_strlcpy(event.sha256, hex, sizeof event.sha256);
	return fake_apply(fake, &event, bytes);
}

/* What is said beside the commands is filed as a mail. */
enum verdict fake_do(struct fake *fake, guint32 ticket, const char *commands)
{
	AUTO(reading)
	reading = command_read_text(commands, NULL, fake->rules, NULL);
	g_autofree char *mail = g_strdup_printf(
		"From: root <%s>\r\nMessage-ID: <do%u@localhost>\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
		OPERATOR_ADDRESS, ++fake->serial, commands);
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	AUTO(facts) facts = facts_scan(raw);
	AUTO(message) message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
	gboolean says = reading->text && *reading->text;
	struct event event = { .kind = EVENT_COMMANDS,
		.ticket = ticket,
		.login = "root",
		.facts = says ? facts : NULL,
		.message = says ? message : NULL,
		.commands = commands };

	return fake_apply(fake, &event, says ? raw : NULL);
}

/* --- looking */

const struct ticket *fake_ticket(const struct fake *fake, guint32 number)
{
	const struct known_ticket *known = fake_known(fake, number);

	g_assert(known != NULL);
	return known->ticket;
}

char *fake_told(const struct fake *fake)
{
	GString *text = g_string_new(NULL);
	const GPtrArray *notices = fake->last->notices;

	for (guint i = 0; i < notices->len; i++) {
		const struct notice *notice = notices->pdata[i];

		for (guint j = 0; j < notice->recipients->len; j++) {
			const struct contact *to = notice->recipients->pdata[j];

			g_string_append_printf(text, "%s%s %s",
				text->len ? ", " : "",
				notice_name(notice->kind), to->address);
		}
	}
	return g_string_free(text, FALSE);
}

char *fake_trailer(const struct fake *fake, const char *key)
{
	GString *text = g_string_new(NULL);
	const struct record_commit *commit = fake->last->commit;

	for (guint i = 0; commit && i < commit->trailers->len; i++) {
		const struct trailer *trailer =
			&g_array_index(commit->trailers, struct trailer, i);

		if (strcmp(trailer->key, key) == 0)
			g_string_append_printf(text, "%s%s",
				text->len ? " | " : "", trailer->value);
	}
	return g_string_free(text, FALSE);
}

const struct notice *fake_notice_to(
	const struct fake *fake, const char *address)
{
	for (guint i = 0; i < fake->last->notices->len; i++) {
		const struct notice *notice = fake->last->notices->pdata[i];

		if (contacts_have(notice->recipients, address))
			return notice;
	}
	return NULL;
}

char *fake_data(const struct notice *notice, const char *key)
{
	g_autoptr(GVariant) value =
		g_variant_lookup_value(notice->data, key, NULL);

	if (!value)
		return g_strdup("");
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		return g_variant_dup_string(value, NULL);
	return g_variant_print(value, FALSE);
}
