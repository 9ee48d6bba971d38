/* Stands in for punchdeck-edge.exe: writes what it is asked for to the file that PUNCHDECK_RECORD names, and
   fails at the command that PUNCHDECK_EDGE_FAILS names ("start"). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **arguments)
{
    const char *path = getenv("PUNCHDECK_RECORD"), *fails = getenv("PUNCHDECK_EDGE_FAILS");
    FILE *file = path == NULL ? NULL : fopen(path, "a");
    if (file != NULL) {
        fprintf(file, "edge " VERSION ":");
        for (int at = 1; at < count; at++)
            fprintf(file, " %s", arguments[at]);
        fprintf(file, "\n");
        fclose(file);
    }
    return fails != NULL && count > 2 && strcmp(arguments[2], fails) == 0 ? 1 : 0;
}
