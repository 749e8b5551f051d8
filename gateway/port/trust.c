#include "trust.h"
#include "fault.h"
#include <string.h>

#define SYSTEM_BUNDLE "/etc/ssl/certs/ca-certificates.crt"

static enum postern_fault fault_of(const GError *error)
{
	if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
		return FAULT_NOT_FOUND;
	if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ACCES))
		return FAULT_DENIED;
	return FAULT_IO;
}

GBytes *trust_bundle(const char *ca_file, GError **error)
{
	g_autofree char *system = NULL;
	g_autofree char *own = NULL;
	g_autoptr(GError) why = NULL;
	char *both;

	if (ca_file && !g_file_get_contents(ca_file, &own, NULL, &why)) {
		g_set_error(error, POSTERN_FAULT, (gint)fault_of(why),
			"ca-file: %s", why->message);
		return NULL;
	}
	/* A machine without any may still name its own. */
	g_file_get_contents(SYSTEM_BUNDLE, &system, NULL, NULL);
	both = g_strconcat(system ? system : "", "\n", own ? own : "", NULL);
	return g_bytes_new_take(both, strlen(both));
}
