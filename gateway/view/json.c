#include "table.h"
#include <json-glib/json-glib.h>
#include <string.h>

static gint by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

static JsonNode *in_order(JsonNode *node);

static JsonNode *object_in_order(JsonObject *object)
{
	JsonNode *node = json_node_new(JSON_NODE_OBJECT);
	JsonObject *ordered = json_object_new();
	g_autoptr(GList) names =
		g_list_sort(json_object_get_members(object), by_name);

	for (const GList *at = names; at; at = at->next)
		json_object_set_member(ordered, at->data,
			in_order(json_object_get_member(object, at->data)));
	json_node_take_object(node, ordered);
	return node;
}

static JsonNode *array_in_order(JsonArray *array)
{
	JsonNode *node = json_node_new(JSON_NODE_ARRAY);
	JsonArray *ordered = json_array_new();

	for (guint i = 0; i < json_array_get_length(array); i++)
		json_array_add_element(
			ordered, in_order(json_array_get_element(array, i)));
	json_node_take_array(node, ordered);
	return node;
}

/* Names of an object by the alphabet: an a{sv} has no order of its own, and
 * two runs over the same desk should give the same text. */
static JsonNode *in_order(JsonNode *node)
{
	if (JSON_NODE_HOLDS_OBJECT(node))
		return object_in_order(json_node_get_object(node));
	if (JSON_NODE_HOLDS_ARRAY(node))
		return array_in_order(json_node_get_array(node));
	return json_node_copy(node);
}

char *json_format(GVariant *value)
{
	g_autoptr(JsonNode) root = json_gvariant_serialize(value);
	g_autoptr(JsonNode) ordered = in_order(root);

	return json_to_string(ordered, TRUE);
}
