#include <git2.h>
#include "commit.h"
