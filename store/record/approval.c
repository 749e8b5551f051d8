#include "approval.h"
#include "contact.h"
#include "fault.h"
#include "text.h"

#include <string.h>

#define MAX_APPROVERS 20u

static const char *const STATES[APPROVAL_STATE_COUNT] = {
	[APPROVAL_ASKED] = "asked",
	[APPROVAL_APPROVED] = "approved",
	[APPROVAL_DENIED] = "denied",
	[APPROVAL_WITHDRAWN] = "withdrawn",
	[APPROVAL_EXPIRED] = "expired",
};

struct approval *approval_new(void)
{
	struct approval *approval = g_new0(struct approval, 1);

	approval->approvers = g_ptr_array_new_with_free_func(g_free);
	return approval;
}

void approval_free(struct approval *approval)
{
	if (!approval)
		return;
	g_free(approval->rule);
	g_ptr_array_unref(approval->approvers);
	g_free(approval);
}

const char *approval_state_name(enum approval_state state)
{
	g_assert(state < APPROVAL_STATE_COUNT);
	return STATES[state];
}

/* --- reading: from the end, since a rule's name may hold anything */

static gboolean parse_state(const char *word, enum approval_state *state)
{
	for (int i = 0; i < APPROVAL_STATE_COUNT; i++) {
		if (strcmp(STATES[i], word) != 0)
			continue;
		*state = (enum approval_state)i;
		return TRUE;
	}
	return FALSE;
}

/* "8900" or "8900.50": hundredths. */
static gboolean parse_figure(const char *word, guint64 *hundredths)
{
	gsize whole = strspn(word, "0123456789");
	const char *point = word + whole;
	guint64 units = 0, cents = 0;
	g_autofree char *figure = g_strndup(word, whole);

	if (*point && (point[0] != '.' || strlen(point) != 3 ||
			      !g_ascii_isdigit(point[1]) ||
			      !g_ascii_isdigit(point[2])))
		return FALSE;
	if (*point)
		cents = g_ascii_strtoull(point + 1, NULL, 10);
	return whole > 0 &&
	       g_ascii_string_to_unsigned(
		       figure, 10, 0, G_MAXUINT64 / 200, &units, NULL) &&
	       (*hundredths = units * 100 + cents) > 0;
}

static gboolean is_currency(const char *word)
{
	return strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 && !word[3];
}

/* Takes rule and amount out of the first words; they are changed. */
static gboolean parse_what(struct approval *approval, char **words, guint count)
{
	if (count >= 3 && is_currency(words[count - 1]) &&
		parse_figure(words[count - 2], &approval->hundredths)) {
		g_strlcpy(approval->currency, words[count - 1],
			sizeof approval->currency);
		g_clear_pointer(&words[--count], g_free);
		g_clear_pointer(&words[--count], g_free);
	}
	approval->rule = g_strjoinv(" ", words);
	return *approval->rule != '\0';
}

static gboolean parse_approvers(struct approval *approval, const char *word)
{
	g_auto(GStrv) list = g_strsplit(word, ",", MAX_APPROVERS + 1);

	for (guint i = 0; list[i]; i++) {
		if (i == MAX_APPROVERS || !address_is_plain(list[i]))
			return FALSE;
		g_ptr_array_add(approval->approvers, g_strdup(list[i]));
	}
	return approval->approvers->len > 0;
}

static gboolean parse_words(struct approval *approval, char **words)
{
	guint count = g_strv_length(words);
	gboolean is_right =
		count >= 5 &&
		text_parse_time(words[count - 1], &approval->at) &&
		parse_approvers(approval, words[count - 2]) &&
		text_parse_number(words[count - 3], &approval->message) &&
		parse_state(words[count - 4], &approval->state);

	if (!is_right)
		return FALSE;
	for (guint i = count - 4; i < count; i++)
		g_clear_pointer(&words[i], g_free);
	return parse_what(approval, words, count - 4);
}

struct approval *approval_parse(const char *text, GError **error)
{
	AUTO(approval) approval = NULL;
	GStrv words;
	gboolean is_right;

	if (!text)
		return NULL;
	approval = approval_new();
	words = g_strsplit(text, " ", -1);
	is_right = parse_words(approval, words);
	g_strfreev(words);
	if (is_right)
		return g_steal_pointer(&approval);
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"Approval: '%s' (expected rule, amount, state, mail, "
		"addresses and time)",
		text);
	return NULL;
}

/* --- writing */

char *approval_amount(const struct approval *approval)
{
	guint64 units = approval->hundredths / 100;
	guint cents = (guint)(approval->hundredths % 100);

	if (!approval->hundredths)
		return g_strdup("");
	return cents ? g_strdup_printf("%" G_GUINT64_FORMAT ".%02u %s", units,
			       cents, approval->currency)
		     : g_strdup_printf("%" G_GUINT64_FORMAT " %s", units,
			       approval->currency);
}

char *approval_what(const struct approval *approval)
{
	g_autofree char *amount = approval_amount(approval);

	return *amount ? g_strdup_printf("%s %s", approval->rule, amount)
		       : g_strdup(approval->rule);
}

char *approval_format(const struct approval *approval)
{
	g_autofree char *what = approval_what(approval);
	g_autofree char *time = text_time(approval->at);
	GString *text = g_string_new(what);

	g_string_append_printf(
		text, " %s %u ", STATES[approval->state], approval->message);
	for (guint i = 0; i < approval->approvers->len; i++)
		g_string_append_printf(text, "%s%s", i ? "," : "",
			(char *)approval->approvers->pdata[i]);
	g_string_append_printf(text, " %s", time);
	return g_string_free(text, FALSE);
}

/* --- asking */

gboolean approval_is_open(const char *text)
{
	AUTO(approval) approval = approval_parse(text, NULL);

	return approval && approval->state == APPROVAL_ASKED;
}

char *approval_end(const char *text, enum approval_state state, gint64 at)
{
	AUTO(approval) approval = approval_parse(text, NULL);

	if (!approval || approval->state != APPROVAL_ASKED)
		return NULL;
	approval->state = state;
	approval->at = at;
	return approval_format(approval);
}
