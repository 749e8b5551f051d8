/* memory_file.h - bytes as a file without a name. */
#ifndef PORT_MEMORY_FILE_H
#define PORT_MEMORY_FILE_H

#include <glib.h>

/* A descriptor that stands at the start of bytes, close-on-exec; bytes may be
 * NULL. -1: FAULT_IO. name shows up in /proc only. */
int memory_file(const char *name, GBytes *bytes, GError **error);

#endif
