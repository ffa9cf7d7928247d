/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "port_reasons.h"

/* clang-format off */
const struct check port_reasons[] = {
    [REASON_LISTENS] = {
        .code = "port_listens",
        .finds = "a process listens on the port",
        .severity = SEVERITY_WARNING,
        .advice = "Stop that program, or use another port or address.",
        .command = "lsock -alpn 'sport = :{port}'",
    },
    [REASON_BOUND] = {
        .code = "port_bound",
        .finds = "a bound socket holds the port",
        .severity = SEVERITY_WARNING,
        .advice = "A program called bind() but neither listen() nor connect(). netstat and ss do not "
                  "show it.",
        .command = "lsock -tBp 'sport = :{port}'",
    },
    [REASON_CONNECTION] = {
        .code = "port_connection",
        .finds = "a connection uses the port",
        .severity = SEVERITY_WARNING,
        .advice = "Wait until it ends, or end it. A service with a port in "
                  "net.ipv4.ip_local_port_range can hit this at random: move it, or reserve the port "
                  "with net.ipv4.ip_local_reserved_ports.",
        .command = "lsock -tanpo 'sport = :{port}'",
    },
    [REASON_RECORD] = {
        .code = "port_time_wait",
        .finds = "a closed connection still holds the port",
        .severity = SEVERITY_WARNING,
        .advice = "It disappears within a minute. A server that sets SO_REUSEADDR before bind() does "
                  "not have to wait, if the previous program had also set it.",
        .command = "lsock -tano 'sport = :{port}'",
    },
    [REASON_OPTIONS] = {
        .code = "port_options_unknown",
        .finds = "the result depends on the options of another program",
        .severity = SEVERITY_HINT,
        .advice = "SO_REUSEADDR helps only if the other program has set it, too. lsock sees that only as root, "
                  "and only if a process holds the socket; `lsock why --try` asks the kernel.",
        .command = "lsock -tanpo 'sport = :{port}'",
    },
    [REASON_PRIVILEGED] = {
        .code = "port_privileged",
        .finds = "the port requires privileges",
        .severity = SEVERITY_WARNING,
        .advice = "Run the program with CAP_NET_BIND_SERVICE, let systemd bind the port for it (socket "
                  "activation), or lower net.ipv4.ip_unprivileged_port_start.",
        .command = "lsock explain ip_unprivileged_port_start",
    },
    [REASON_LOOPBACK] = {
        .code = "port_loopback_only",
        .finds = "it listens on a loopback address only",
        .severity = SEVERITY_HINT,
        .advice = "Other hosts and containers cannot reach it. If they should, configure it to listen "
                  "on 0.0.0.0 or [::].",
        .command = "lsock -alpn 'sport = :{port}'",
    },
    [REASON_ELSEWHERE] = {
        .code = "port_elsewhere",
        .finds = "a process holds the port in another network namespace",
        .severity = SEVERITY_HINT,
        .advice = "This is not a conflict. A client here does not reach it unless packets "
                  "are forwarded.",
        .command = "lsock --netns all -alpn 'sport = :{port}'",
    },
    [REASON_EPHEMERAL] = {
        .code = "port_ephemeral",
        .finds = "the system may give the port to an outgoing connection",
        .severity = SEVERITY_HINT,
        .advice = "A service that starts later may find the port taken. Reserve it with "
                  "net.ipv4.ip_local_reserved_ports.",
        .command = "lsock explain ip_local_port_range",
    },
    [REASON_TRIED] = {
        .code = "port_tried",
        .finds = "bind() to the port succeeded",
        .severity = SEVERITY_HINT,
        .advice = "lsock released the port at once. listen() may still fail if another program binds "
                  "the port with SO_REUSEADDR and listens first.",
    },
    [REASON_REFUSED] = {
        .code = "port_refused",
        .finds = "bind() to the port failed",
        .severity = SEVERITY_WARNING,
        .advice = "The reasons below name the holder. If you gave an address, this host must have it. "
                  "On Windows, see also netsh int ipv4 show excludedportrange tcp.",
    },
    [REASON_PROXY] = {
        .code = "port_proxy",
        .finds = "a program holds the port in place of the service",
        .severity = SEVERITY_HINT,
        .advice = "Check that the service behind it runs, and that it listens on the address to which "
                  "this program connects. To free the port, stop the socket unit or the container.",
        .command = "lsock -alpn 'sport = :{port}'",
    },
    [REASON_REDIRECTED] = {
        .code = "port_redirected",
        .finds = "the firewall sends connections to the port elsewhere",
        .severity = SEVERITY_WARNING,
        .advice = "A DNAT rule, for example of a published container port, needs no listener. A program "
                  "can bind the port, but these connections do not reach it. Remove the rule, or look "
                  "at the service behind it.",
        .command = "nft list ruleset",
    },
    [REASON_PATH_LISTENS] = {
        .code = "path_listens",
        .finds = "a unix socket listens on the path",
        .severity = SEVERITY_WARNING,
        .advice = "Stop that program, or use another path.",
        .command = "lsock -xlp '{process}'",
    },
    [REASON_PATH_BOUND] = {
        .code = "path_bound",
        .finds = "a unix socket is bound to the path",
        .severity = SEVERITY_WARNING,
        .advice = "Stop that program, or use another path.",
        .command = "lsock -xap '{process}'",
    },
    [REASON_PATH_STALE] = {
        .code = "path_stale",
        .finds = "the path exists, but no unix socket is bound to it",
        .severity = SEVERITY_WARNING,
        .advice = "bind() fails until the file is removed. A program that was killed leaves it; servers "
                  "call unlink() before bind(). First make sure that no container uses it: sockets of "
                  "other network namespaces are not listed here.",
        .command = "lsock -xlp --netns all",
    },
    [REASON_PATH_REMOVED] = {
        .code = "path_removed",
        .finds = "a unix socket listens, but its path is gone",
        .severity = SEVERITY_WARNING,
        .advice = "Clients fail with ENOENT. Restart the program, so that it creates the path again.",
        .command = "lsock -xlp '{process}'",
    },
    [REASON_PATH_UNKNOWN] = {
        .code = "path_unknown",
        .finds = "whether the path exists is unknown",
        .severity = SEVERITY_HINT,
        .advice = "bind() fails if a file exists at the path. Check on that machine, as root.",
    },
};
/* clang-format on */

const struct check *port_reason_find(struct text code)
{
    for (size_t i = 0; i < COUNT_OF(port_reasons); i++)
        if (text_equal(code, text_of(port_reasons[i].code)))
            return &port_reasons[i];
    return NULL;
}

const struct check *port_reason_at(size_t index)
{
    return index < COUNT_OF(port_reasons) ? &port_reasons[index] : NULL;
}
