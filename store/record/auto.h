/* auto.h - g_autoptr for structs that have no typedef:
 *
 *	AUTO(ticket) ticket = ticket_parse(text, length, error);
 *
 * is freed by ticket_free() where the scope ends; g_steal_pointer() keeps it.
 */
#ifndef RECORD_AUTO_H
#define RECORD_AUTO_H

#define AUTO(name) __attribute__((cleanup(name##_auto))) struct name *

#define DEFINE_AUTO(name)                                     \
	static inline void name##_auto(struct name **pointer) \
	{                                                     \
		if (*pointer)                                 \
			name##_free(*pointer);                \
	}                                                     \
	struct name

#endif
