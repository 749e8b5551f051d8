/* Which sections there are, and where each is kept. */
#include "sections.h"
#include "parse.h"
#include <stddef.h>

#define NAMED(kind, maker, type, list, name_field)                   \
	{                                                            \
		.file = "desk.conf", .section = kind, .make = maker, \
		.offset = offsetof(struct rules, list),              \
		.name_offset = offsetof(struct type, name_field)     \
	}

static const struct conf_section SECTIONS[] = {
	{ .file = "postern.conf",
		.section = "mailbox",
		.make = mailbox_settings_new,
		.offset = offsetof(struct settings, mailboxes),
		.name_offset = offsetof(struct mailbox_settings, name) },
	{ .file = "postern.conf",
		.section = "smtp",
		.offset = offsetof(struct settings, smtp) },
	{ .file = "postern.conf",
		.section = "auth",
		.offset = offsetof(struct settings, auth) },
	{ .file = "postern.conf",
		.section = "limits",
		.offset = offsetof(struct settings, limits) },
	{ .file = "desk.conf", .section = "desk" },
	NAMED("queue", queue_rule_new, queue_rule, queues, name),
	NAMED("agent", agent_rule_new, agent_rule, agents, address),
	NAMED("calendar", calendar_rule_new, calendar_rule, calendars, name),
	NAMED("promise", promise_rule_new, promise_rule, promises, name),
	NAMED("approval", approval_rule_new, approval_rule, approvals, name),
	NAMED("vendor", vendor_rule_new, vendor_rule, vendors, name),
	NAMED("org", org_rule_new, org_rule, orgs, name),
	NAMED("alert", alert_rule_new, alert_rule, alerts, name),
	NAMED("route", route_rule_new, route_rule, routes, name),
};

const struct conf_section *conf_sections(gsize *count)
{
	*count = G_N_ELEMENTS(SECTIONS);
	return SECTIONS;
}
