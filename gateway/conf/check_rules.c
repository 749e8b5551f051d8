#include "check.h"
#include "contact.h"
#include "initial.h"
#include <string.h>

static guint line_of(const struct conf_parse *parse, gconstpointer data)
{
	const struct conf_object *object = conf_parse_object(parse, data);

	return object ? object->line : 0;
}

static guint key_line(
	const struct conf_parse *parse, gconstpointer data, const char *key)
{
	return conf_parse_line(parse, conf_parse_object(parse, data), key);
}

static void check_default_queue(
	struct conf_parse *parse, const struct rules *rules)
{
	const struct queue_rule *found = NULL;

	for (guint i = 0; i < rules->queues->len; i++) {
		const struct queue_rule *queue = rules->queues->pdata[i];

		if (!queue->is_default)
			continue;
		if (found)
			conf_parse_error(parse,
				key_line(parse, queue, "default"),
				"default: queue '%s' is the default, too "
				"(expected one default queue)",
				found->name);
		else
			found = queue;
	}
}

/* A desk that writes to itself goes round in circles. */
static void check_not_own(struct conf_parse *parse, const struct rules *rules,
	guint line, const char *address)
{
	if (address && rules->address && rules_is_own(rules, address))
		conf_parse_error(parse, line,
			"'%s' is the desk's own address (expected another "
			"person's)",
			address);
}

static void finish_agents(struct conf_parse *parse, const struct rules *rules)
{
	for (guint i = 0; i < rules->agents->len; i++) {
		struct agent_rule *agent = rules->agents->pdata[i];

		if (!agent->name)
			agent->name = conf_name_of(agent->address);
		check_not_own(
			parse, rules, line_of(parse, agent), agent->address);
	}
}

static void check_vendors(struct conf_parse *parse, const struct rules *rules)
{
	for (guint i = 0; i < rules->vendors->len; i++) {
		const struct vendor_rule *vendor = rules->vendors->pdata[i];
		guint line = key_line(parse, vendor, "address");

		check_not_own(parse, rules, line, vendor->address);
		if (vendor->number && !strchr(vendor->number, '*'))
			conf_parse_error(parse,
				key_line(parse, vendor, "number"),
				"number: '%s' holds no * (expected where its "
				"number stands, as in \"Case *\")",
				vendor->number);
	}
}

static void finish_calendars(
	struct conf_parse *parse, const struct rules *rules)
{
	(void)parse;
	for (guint i = 0; i < rules->calendars->len; i++) {
		struct calendar_rule *calendar = rules->calendars->pdata[i];

		if (!calendar->zone)
			calendar->zone = g_strdup(rules->zone);
	}
}

static void check_approvals(struct conf_parse *parse, const struct rules *rules)
{
	for (guint i = 0; i < rules->approvals->len; i++) {
		const struct approval_rule *approval =
			rules->approvals->pdata[i];
		guint line = key_line(parse, approval, "approver");

		for (guint j = 0; j < approval->approvers->len; j++)
			check_not_own(parse, rules, line,
				approval->approvers->pdata[j]);
		check_not_own(parse, rules,
			key_line(parse, approval, "delegate"),
			approval->delegate);
	}
}

/* [promise "P1"] is for P1. */
static void finish_promises(struct conf_parse *parse, const struct rules *rules)
{
	for (guint i = 0; i < rules->promises->len; i++) {
		struct promise_rule *promise = rules->promises->pdata[i];
		const char *name = promise->name;
		guint named = 0;

		if (g_ascii_toupper(name[0]) == 'P' && name[1] >= '1' &&
			name[1] <= '4' && !name[2])
			named = (guint)(name[1] - '0');
		if (named && promise->priority && promise->priority != named)
			conf_parse_error(parse,
				key_line(parse, promise, "priority"),
				"priority: P%u in [promise \"%s\"] (expected "
				"the same, or another name)",
				promise->priority, name);
		if (named)
			promise->priority = named;
	}
}

static void check_routes(struct conf_parse *parse, const struct rules *rules)
{
	for (guint i = 0; i < rules->routes->len; i++) {
		const struct route_rule *route = rules->routes->pdata[i];

		if (!route->to && !route->from && !route->subject &&
			!route->org)
			conf_parse_error(parse, line_of(parse, route),
				"[route \"%s\"] fits every mail (expected to, "
				"from, subject or org)",
				route->name);
	}
}

static void note_lines(struct conf_parse *parse, const struct rules *rules)
{
	for (guint i = 0; i < rules->queues->len; i++) {
		struct queue_rule *queue = rules->queues->pdata[i];

		queue->file_line = line_of(parse, queue);
	}
	for (guint i = 0; i < rules->agents->len; i++) {
		struct agent_rule *agent = rules->agents->pdata[i];

		agent->file_line = line_of(parse, agent);
	}
}

void check_rules(struct conf_parse *parse, struct rules *rules)
{
	note_lines(parse, rules);
	if (rules->queues->len == 0)
		conf_parse_add(parse, "queue", "support");
	check_default_queue(parse, rules);
	finish_agents(parse, rules);
	finish_calendars(parse, rules);
	finish_promises(parse, rules);
	check_approvals(parse, rules);
	check_vendors(parse, rules);
	check_routes(parse, rules);
	if (rules->manager)
		check_not_own(parse, rules, key_line(parse, rules, "manager"),
			rules->manager);
	conf_parse_references(parse);
}

static gboolean has_agent(const struct rules *rules, const char *queue)
{
	for (guint i = 0; i < rules->agents->len; i++)
		if (agent_serves(rules->agents->pdata[i], queue))
			return TRUE;
	return FALSE;
}

static void G_GNUC_PRINTF(4, 5) warn(GPtrArray *warnings, const char *file,
	guint line, const char *format, ...)
{
	struct conf_error *warning = g_new0(struct conf_error, 1);
	va_list list;

	va_start(list, format);
	warning->file = g_strdup(file);
	warning->line = line;
	warning->text = g_strdup_vprintf(format, list);
	va_end(list);
	g_ptr_array_add(warnings, warning);
}

static gboolean is_spoken(const char *language)
{
	static const char *const spoken[] = { "en", "sv", "nb", "pl", NULL };

	return !language || g_strv_contains(spoken, language);
}

static void warn_of_agents(
	const char *file, const struct rules *rules, GPtrArray *warnings)
{
	gboolean has_lead = FALSE;

	for (guint i = 0; i < rules->agents->len; i++) {
		const struct agent_rule *agent = rules->agents->pdata[i];

		has_lead |= agent->is_lead;
		if (!is_spoken(agent->language))
			warn(warnings, file, agent->file_line,
				"agent '%s': language '%s' is not built in: "
				"notices are in English unless templates/%s "
				"has them",
				agent->address, agent->language,
				agent->language);
	}
	if (rules->agents->len > 0 && !has_lead)
		warn(warnings, file, 0,
			"no agent is lead: nobody is told of quarantined mail "
			"(expected lead = true in one [agent])");
}

static void warn_of_promises(
	const char *file, const struct rules *rules, GPtrArray *warnings)
{
	for (guint i = 0; i < rules->promises->len; i++) {
		const struct promise_rule *promise = rules->promises->pdata[i];

		if (!promise->first_reply.seconds &&
			!promise->first_reply.days &&
			!promise->next_update.seconds &&
			!promise->next_update.days &&
			!promise->resolve.seconds && !promise->resolve.days &&
			!promise->line.seconds && !promise->line.days &&
			!promise->approval.seconds && !promise->approval.days)
			warn(warnings, file, 0,
				"promise '%s' promises nothing (expected "
				"first-reply, next-update, resolve, line or "
				"approval)",
				promise->name);
	}
}

void conf_warnings(
	const char *file, const struct rules *rules, GPtrArray *warnings)
{
	for (guint i = 0; i < rules->queues->len; i++) {
		const struct queue_rule *queue = rules->queues->pdata[i];

		if (!has_agent(rules, queue->name))
			warn(warnings, file, queue->file_line,
				"queue '%s' has no agent: nobody is told of "
				"its tickets (expected an [agent] that serves "
				"it)",
				queue->name);
	}
	if (!is_spoken(rules->language))
		warn(warnings, file, 0,
			"language '%s' is not built in: notices are in English "
			"unless templates/%s has them",
			rules->language, rules->language);
	warn_of_agents(file, rules, warnings);
	warn_of_promises(file, rules, warnings);
}
