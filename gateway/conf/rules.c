#include "rules.h"
#include "contact.h"
#include "sections.h"
#include <string.h>

static GPtrArray *strings_new(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

gpointer queue_rule_new(void)
{
	return g_new0(struct queue_rule, 1);
}

gpointer agent_rule_new(void)
{
	struct agent_rule *agent = g_new0(struct agent_rule, 1);

	agent->queues = strings_new();
	return agent;
}

gpointer calendar_rule_new(void)
{
	struct calendar_rule *calendar = g_new0(struct calendar_rule, 1);

	calendar->hours =
		g_array_new(FALSE, FALSE, sizeof(struct week_interval));
	calendar->holidays = strings_new();
	return calendar;
}

gpointer promise_rule_new(void)
{
	return g_new0(struct promise_rule, 1);
}

gpointer approval_rule_new(void)
{
	struct approval_rule *approval = g_new0(struct approval_rule, 1);

	approval->approvers = strings_new();
	return approval;
}

gpointer vendor_rule_new(void)
{
	return g_new0(struct vendor_rule, 1);
}

gpointer org_rule_new(void)
{
	struct org_rule *org = g_new0(struct org_rule, 1);

	org->domains = strings_new();
	return org;
}

gpointer alert_rule_new(void)
{
	return g_new0(struct alert_rule, 1);
}

gpointer route_rule_new(void)
{
	return g_new0(struct route_rule, 1);
}

static void free_queue(gpointer pointer)
{
	struct queue_rule *queue = pointer;

	g_free(queue->name);
	g_free(queue->calendar);
	g_free(queue);
}

static void free_agent(gpointer pointer)
{
	struct agent_rule *agent = pointer;

	g_free(agent->address);
	g_free(agent->name);
	g_ptr_array_unref(agent->queues);
	g_free(agent->language);
	g_free(agent);
}

static void free_calendar(gpointer pointer)
{
	struct calendar_rule *calendar = pointer;

	g_free(calendar->name);
	g_free(calendar->zone);
	g_array_unref(calendar->hours);
	g_ptr_array_unref(calendar->holidays);
	g_free(calendar);
}

static void free_promise(gpointer pointer)
{
	struct promise_rule *promise = pointer;

	g_free(promise->name);
	g_free(promise->queue);
	g_free(promise->type);
	g_free(promise->org);
	g_free(promise->calendar);
	g_free(promise);
}

static void free_approval(gpointer pointer)
{
	struct approval_rule *approval = pointer;

	g_free(approval->name);
	g_free(approval->queue);
	g_free(approval->type);
	g_free(approval->delegate);
	g_ptr_array_unref(approval->approvers);
	g_free(approval->currency);
	g_free(approval->above_currency);
	g_free(approval);
}

static void free_vendor(gpointer pointer)
{
	struct vendor_rule *vendor = pointer;

	g_free(vendor->name);
	g_free(vendor->address);
	g_free(vendor->number);
	g_free(vendor);
}

static void free_org(gpointer pointer)
{
	struct org_rule *org = pointer;

	g_free(org->name);
	g_ptr_array_unref(org->domains);
	g_free(org);
}

static void free_alert(gpointer pointer)
{
	struct alert_rule *alert = pointer;

	g_free(alert->name);
	g_free(alert->from);
	g_free(alert->key);
	g_free(alert->recovery);
	g_free(alert->queue);
	g_free(alert);
}

static void free_route(gpointer pointer)
{
	struct route_rule *route = pointer;

	g_free(route->name);
	g_free(route->to);
	g_free(route->from);
	g_free(route->subject);
	g_free(route->org);
	g_free(route->queue);
	g_free(route);
}

struct rules *rules_new(void)
{
	struct rules *rules = g_new0(struct rules, 1);

	rules->aliases = strings_new();
	rules->queues = g_ptr_array_new_with_free_func(free_queue);
	rules->agents = g_ptr_array_new_with_free_func(free_agent);
	rules->calendars = g_ptr_array_new_with_free_func(free_calendar);
	rules->promises = g_ptr_array_new_with_free_func(free_promise);
	rules->approvals = g_ptr_array_new_with_free_func(free_approval);
	rules->vendors = g_ptr_array_new_with_free_func(free_vendor);
	rules->orgs = g_ptr_array_new_with_free_func(free_org);
	rules->alerts = g_ptr_array_new_with_free_func(free_alert);
	rules->routes = g_ptr_array_new_with_free_func(free_route);
	return rules;
}

void rules_free(struct rules *rules)
{
	if (!rules)
		return;
	g_free(rules->name);
	g_free(rules->address);
	g_ptr_array_unref(rules->aliases);
	g_free(rules->language);
	g_free(rules->record_language);
	g_free(rules->zone);
	g_free(rules->tag);
	g_free(rules->manager);
	g_ptr_array_unref(rules->queues);
	g_ptr_array_unref(rules->agents);
	g_ptr_array_unref(rules->calendars);
	g_ptr_array_unref(rules->promises);
	g_ptr_array_unref(rules->approvals);
	g_ptr_array_unref(rules->vendors);
	g_ptr_array_unref(rules->orgs);
	g_ptr_array_unref(rules->alerts);
	g_ptr_array_unref(rules->routes);
	g_free(rules);
}

const struct agent_rule *rules_agent(
	const struct rules *rules, const char *address)
{
	for (guint i = 0; i < rules->agents->len; i++) {
		const struct agent_rule *agent = rules->agents->pdata[i];

		if (address && address_equal(agent->address, address))
			return agent;
	}
	return NULL;
}

const struct queue_rule *rules_queue(
	const struct rules *rules, const char *name)
{
	for (guint i = 0; i < rules->queues->len; i++) {
		const struct queue_rule *queue = rules->queues->pdata[i];

		if (name && address_equal(queue->name, name))
			return queue;
	}
	return NULL;
}

const struct queue_rule *rules_default_queue(const struct rules *rules)
{
	for (guint i = 0; i < rules->queues->len; i++) {
		const struct queue_rule *queue = rules->queues->pdata[i];

		if (queue->is_default)
			return queue;
	}
	g_assert(rules->queues->len > 0);
	return rules->queues->pdata[0];
}

const struct vendor_rule *rules_vendor_by_address(
	const struct rules *rules, const char *address)
{
	for (guint i = 0; i < rules->vendors->len; i++) {
		const struct vendor_rule *vendor = rules->vendors->pdata[i];

		if (address && address_equal(vendor->address, address))
			return vendor;
	}
	return NULL;
}

/* help+123.5r.mac@example.com -> help@example.com; new. */
static char *without_extension(const char *address)
{
	const char *at = strrchr(address, '@');
	const char *plus = strchr(address, '+');

	if (!at || !plus || plus > at || plus == address)
		return g_strdup(address);
	return g_strdup_printf("%.*s%s", (int)(plus - address), address, at);
}

static gboolean is_one_of_ours(const struct rules *rules, const char *address)
{
	if (address_equal(rules->address, address))
		return TRUE;
	for (guint i = 0; i < rules->aliases->len; i++)
		if (address_equal(rules->aliases->pdata[i], address))
			return TRUE;
	return FALSE;
}

gboolean rules_is_own(const struct rules *rules, const char *address)
{
	g_autofree char *bare = NULL;

	if (!address || strlen(address) > G_MAXINT)
		return FALSE;
	bare = without_extension(address);
	/* The desk's own address may hold a + itself. */
	return is_one_of_ours(rules, bare) || is_one_of_ours(rules, address);
}

gboolean agent_serves(const struct agent_rule *agent, const char *queue)
{
	if (agent->queues->len == 0)
		return TRUE;
	for (guint i = 0; i < agent->queues->len; i++)
		if (queue && address_equal(agent->queues->pdata[i], queue))
			return TRUE;
	return FALSE;
}
