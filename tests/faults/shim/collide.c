/* Bytes that SHA-1 calls a crafted collision. No blob is known that is one (the
 * published files lose it by git's header in front), so what FAULTS_COLLISION
 * says stands for it. */
#include "shim.h"
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

int git_odb_hash(void *id, const void *data, size_t length, int kind);
int git_odb_hash(void *id, const void *data, size_t length, int kind)
{
	static __typeof__(&git_odb_hash) real;
	const char *mark = getenv("FAULTS_COLLISION");

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "git_odb_hash");
	if (mark && memmem(data, length, mark, strlen(mark)))
		return -1;
	return real(id, data, length, kind);
}
