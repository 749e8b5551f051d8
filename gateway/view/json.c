#include "table.h"
#include <json-glib/json-glib.h>

char *json_format(GVariant *value)
{
	g_autoptr(JsonNode) root = json_gvariant_serialize(value);
	return json_to_string(root, TRUE);
}
