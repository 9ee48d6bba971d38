/* Stands in for punchdeck.exe where setups are tested: one of it runs for each user, holds a file of _internal
   open, and ends when it is asked to with --quit, unless PUNCHDECK_STUBBORN is set.

   PUNCHDECK_RECORD names a file that gets a line for every start, with its arguments. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static const char *const ENDING = "Local\\PunchdeckStandInEnding";
static const char *const RUNNING = "Local\\PunchdeckStandInRunning";

static void record(const char *line)
{
    const char *path = getenv("PUNCHDECK_RECORD");
    FILE *file = path == NULL ? NULL : fopen(path, "a");
    if (file == NULL)
        return;
    fprintf(file, "%s\n", line);
    fclose(file);
}

static int end_the_other(void)
{
    HANDLE ending = OpenEventA(EVENT_MODIFY_STATE, FALSE, ENDING);
    HANDLE running = OpenMutexA(SYNCHRONIZE, FALSE, RUNNING);
    if (ending == NULL || running == NULL)
        return 0;
    SetEvent(ending);
    return WaitForSingleObject(running, 1000) == WAIT_TIMEOUT ? 1 : 0;
}

static int run(const char *self)
{
    char held[MAX_PATH];
    strcpy(held, self);
    strcpy(strrchr(held, '\\') + 1, "_internal\\library.dll");
    HANDLE ending = CreateEventA(NULL, TRUE, FALSE, ENDING);
    HANDLE running = CreateMutexA(NULL, TRUE, RUNNING);
    HANDLE library = CreateFileA(held, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (library == INVALID_HANDLE_VALUE)
        return 1;
    record("runs");
    do
        WaitForSingleObject(ending, INFINITE);
    while (getenv("PUNCHDECK_STUBBORN") != NULL && ResetEvent(ending));
    CloseHandle(library);
    record("ends");
    ReleaseMutex(running);
    return 0;
}

int main(int count, char **arguments)
{
    char self[MAX_PATH];
    GetModuleFileNameA(NULL, self, sizeof self);
    if (count > 1 && strcmp(arguments[1], "--version") == 0) {
        puts(VERSION);
        return 0;
    }
    if (count > 1 && strcmp(arguments[1], "--quit") == 0)
        return end_the_other();
    if (count > 1) {
        record(arguments[1]);
        return 0;
    }
    return run(self);
}
