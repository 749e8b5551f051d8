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

static char *read_own(const char *ca_file, const char *folder, GError **error)
{
	g_autofree char *path =
		g_path_is_absolute(ca_file) || !folder
			? g_strdup(ca_file)
			: g_build_filename(folder, ca_file, NULL);
	g_autoptr(GError) why = NULL;
	g_autofree char *own = NULL;

	if (!g_file_get_contents(path, &own, NULL, &why)) {
		g_set_error(error, POSTERN_FAULT, (gint)fault_of(why),
			"ca-file: %s", why->message);
		return NULL;
	}
	if (!strstr(own, "-----BEGIN CERTIFICATE-----")) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"ca-file %s has no certificate (expected PEM)", path);
		return NULL;
	}
	return g_steal_pointer(&own);
}

GBytes *trust_bundle(const char *ca_file, const char *folder, GError **error)
{
	gboolean has_own = ca_file && *ca_file;
	g_autofree char *system = NULL;
	g_autofree char *own =
		has_own ? read_own(ca_file, folder, error) : NULL;
	char *both;

	if (has_own && !own)
		return NULL;
	/* A machine without any may still name its own. */
	g_file_get_contents(SYSTEM_BUNDLE, &system, NULL, NULL);
	both = g_strconcat(system ? system : "", "\n", own, NULL);
	return g_bytes_new_take(both, strlen(both));
}
