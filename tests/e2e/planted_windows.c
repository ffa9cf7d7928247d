/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * With PLANTED a DLL that ends the program that loads it, with status 77; else a program that loads iphlpapi.dll as one does
 * that does not care from where.
 */
#include <windows.h>

#ifdef PLANTED
BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)instance;
    (void)reserved;
    if (reason == DLL_PROCESS_ATTACH)
        TerminateProcess(GetCurrentProcess(), 77);
    return TRUE;
}
#else
int main(void)
{
    return LoadLibraryA("iphlpapi.dll") != NULL ? 0 : 1;
}
#endif
