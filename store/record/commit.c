#include "commit.h"
