#include "person.h"
