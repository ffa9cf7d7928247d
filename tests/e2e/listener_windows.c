/* SPDX-License-Identifier: GPL-2.0-or-later */
/* listener PROGRAM ARGUMENT…: listens on 127.0.0.1:47001 while it runs the program; returns its
 * exit status. */
#include <process.h>
#include <winsock2.h>

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    WSADATA data;
    SOCKET sock;
    u_long on = 1;
    char byte;

    if (argc < 2 || WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 100;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(47001);
    sock = socket(AF_INET, SOCK_STREAM, 0);
    if (sock == INVALID_SOCKET || bind(sock, (struct sockaddr *)&address, sizeof(address)) != 0 ||
        listen(sock, 1) != 0)
        return 101;
    /* Has no effect on Windows; but Wine's server keeps the descriptor until the program reads or
     * writes. */
    ioctlsocket(sock, FIONBIO, &on);
    recv(sock, &byte, 1, 0);
    return (int)_spawnv(_P_WAIT, argv[1], (const char *const *)argv + 1);
}
