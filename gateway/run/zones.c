#include "zones.h"

struct calendars *zones_load_calendars(const struct rules *rules)
{
	g_autoptr(GHashTable) zones = g_hash_table_new_full(g_str_hash,
		g_str_equal, NULL, (GDestroyNotify)g_time_zone_unref);

	for (guint i = 0; i < rules->calendars->len; i++) {
		const struct calendar_rule *rule = rules->calendars->pdata[i];
		GTimeZone *zone = g_time_zone_new_identifier(rule->zone);

		if (zone != NULL)
			g_hash_table_replace(zones, rule->zone, zone);
	}
	return calendars_new(rules, zones);
}
