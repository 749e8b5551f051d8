/* repo_inside.h - what the files behind repo.h share. */
#ifndef REPO_REPO_INSIDE_H
#define REPO_REPO_INSIDE_H

#include "repo.h"
#include <git2.h>

struct repo {
	char *path, *packs, *quarantine;
	git_repository *git;
	git_odb *odb;
};

/* "what: libgit2's reason", FAULT_IO; always FALSE. */
gboolean repo_fault(const char *what, GError **error);

#endif
