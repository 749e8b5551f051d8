#include "fault.h"

G_DEFINE_QUARK(postern - fault - quark, postern_fault)

gboolean fault_is_of_input(const GError *error)
{
	return g_error_matches(error, POSTERN_FAULT, FAULT_INVALID) ||
	       g_error_matches(error, POSTERN_FAULT, FAULT_LIMIT);
}
