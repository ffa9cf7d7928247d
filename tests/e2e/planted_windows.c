/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * With PLANTED: a DLL that ends any program that loads it, with status 77. Otherwise: a program
 * that loads iphlpapi.dll without specifying a directory.
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
