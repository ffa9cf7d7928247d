# SPDX-License-Identifier: GPL-2.0-or-later
"""The Windows build compiles without warnings and requires only Windows 7."""

import re
import subprocess

import pytest

import conftest
import windows_build

# Libraries in KnownDLLs (HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager): always loaded from System32, so
# none can be planted next to the program. All others are loaded from there explicitly.
KNOWN_DLLS = {"ADVAPI32.dll", "KERNEL32.dll", "WS2_32.dll", "msvcrt.dll"}

# Functions that may be imported. According to Microsoft ("minimum supported client") all exist in Windows 7; the C
# library is that of Windows 95. Newer functions are looked up at run time.
IN_WINDOWS_7 = set("""
    AdjustTokenPrivileges CloseServiceHandle ConvertSidToStringSidW EnumServicesStatusExW GetLengthSid
    GetTokenInformation LookupAccountSidW LookupPrivilegeValueW OpenProcessToken OpenSCManagerW
    RegGetValueW
    GetProcessHeap HeapFree HeapSize QueryDosDeviceW
    CloseHandle CreateEventW CreateToolhelp32Snapshot DeleteCriticalSection EnterCriticalSection FormatMessageW FreeLibrary
    GetCommandLineW GetConsoleMode GetConsoleScreenBufferInfo GetCurrentProcess
    GetLastError GetModuleHandleA GetModuleHandleW GetProcAddress GetStartupInfoA GetStdHandle GetSystemDirectoryW
    GetSystemTimeAsFileTime GetTickCount64 InitializeCriticalSection IsDBCSLeadByteEx LeaveCriticalSection LoadLibraryA LoadLibraryExW
    LocalFree MultiByteToWideChar OpenProcess Process32FirstW Process32NextW QueryFullProcessImageNameW
    SetConsoleCtrlHandler SetConsoleMode SetDllDirectoryW SetEvent SetUnhandledExceptionFilter Sleep TlsGetValue
    VirtualProtect VirtualQuery WaitForSingleObject WideCharToMultiByte WriteConsoleW WriteFile __C_specific_handler
    FreeAddrInfoW WSAGetLastError bind closesocket setsockopt socket GetAddrInfoW GetNameInfoW WSAStartup getservbyname getservbyport htons ntohs
""".split())


@pytest.fixture(scope="module", name="built", params=windows_build.ARCHITECTURES)
def _built(request, tmp_path_factory):
    """An architecture and its lsock.exe."""
    architecture = request.param
    absent = windows_build.missing(architecture)
    if absent:
        conftest.give_up(request.config, f"no Windows build: {absent} is not installed")
    return architecture, windows_build.build(architecture, tmp_path_factory.mktemp(architecture))


@pytest.fixture(scope="module", name="headers")
def _headers(built):
    """Returns what objdump prints about the headers of lsock.exe."""
    architecture, program = built
    return subprocess.run([f"{architecture}-w64-mingw32-objdump", "-p", program], text=True, capture_output=True,
                          check=True).stdout


def test_only_system_libraries(headers):
    imported = set(re.findall(r"DLL Name: (\S+)", headers))
    assert imported and imported <= KNOWN_DLLS


def test_only_functions_of_windows_7(headers):
    """A missing import would keep the whole program from starting."""
    imported = {}
    for library, names in re.findall(r"DLL Name: (\S+)\n(.*?)\n\n", headers, re.DOTALL):
        imported[library] = set(re.findall(r"^\t[0-9a-f]+\s+\d+\s+(\S+)$", names, re.MULTILINE))
    assert set(imported) == set(re.findall(r"DLL Name: (\S+)", headers)) and all(imported.values())
    del imported["msvcrt.dll"]
    assert set().union(*imported.values()) - IN_WINDOWS_7 == set()


def test_windows_7_can_run_it(headers):
    version = tuple(int(re.search(rf"^{which}SubsystemVersion\s+(\d+)", headers, re.MULTILINE).group(1))
                    for which in ("Major", "Minor"))
    assert version == (6, 1)


def test_version_and_manifest(built):
    """Without the manifest Windows may assume that a program needs elevation, and limits paths to 260 characters."""
    content = built[1].read_bytes()
    for word in ("asInvoker", "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}", ">true</longPathAware>", ">UTF-8</activeCodePage>"):
        assert content.count(word.encode()) == 1, word
    for word in ("OriginalFilename\0lsock.exe", "ProductVersion\0"):
        assert word.encode("utf-16-le") in content, word


def test_it_is_hardened(headers):
    assert "DYNAMIC_BASE" in headers and "NX_COMPAT" in headers
