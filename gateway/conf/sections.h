/* sections.h - making and freeing what a section fills. */
#ifndef CONF_SECTIONS_H
#define CONF_SECTIONS_H

#include <glib.h>

struct rules;
struct settings;

/* Empty, all lists there; free with rules_free() and settings_free(). */
struct rules *rules_new(void);
struct settings *settings_new(void);

gpointer mailbox_settings_new(void);
gpointer queue_rule_new(void);
gpointer agent_rule_new(void);
gpointer calendar_rule_new(void);
gpointer promise_rule_new(void);
gpointer approval_rule_new(void);
gpointer vendor_rule_new(void);
gpointer org_rule_new(void);
gpointer alert_rule_new(void);
gpointer route_rule_new(void);

#endif
