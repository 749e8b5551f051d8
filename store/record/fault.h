/* fault.h - the error domain of the whole program.
 *
 * Few codes, and only those that a caller branches on. The message is one
 * line without a full stop: what was wrong with which value, what was
 * expected. Context is added on the way up with g_prefix_error().
 */
#ifndef RECORD_FAULT_H
#define RECORD_FAULT_H

#include <glib.h>

#define POSTERN_FAULT postern_fault_quark()

enum postern_fault {
	FAULT_INVALID,   /* the input is wrong and will stay wrong */
	FAULT_LIMIT,     /* right, but more of it than is allowed */
	FAULT_NOT_FOUND, /* nothing by that name */
	FAULT_CONFLICT,  /* lost a race: load again, try again */
	FAULT_TEMPORARY, /* the same call may succeed later */
	FAULT_DENIED,    /* known and refused: password, certificate, rights */
	FAULT_IO,        /* the machine failed: disk, memory, socket */
};

GQuark postern_fault_quark(void);

/* TRUE for what will be so again: the input's own fault, not the machine's. */
gboolean fault_is_of_input(const GError *error);

#endif
