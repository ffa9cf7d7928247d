/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "recipe.h"

#include "compiler.h"

/* clang-format off */
const struct recipe recipes[] = {
    {"Which process leaks connections in CLOSE-WAIT?", {"lsock state close-wait --group-by process"}},
    {"The ten peers that exchanged the most bytes",
     {"lsock connected --group-by remote_address --sort -bytes_received,-bytes_sent --limit 10"}},
    {"Which socket drops connections or packets?", {"lsock -l --columns +drops 'drops > 0'"}},
    {"Who talks to the database?", {"lsock --map :5432"}},
    {"What uses port 8080, in any container?",
     {"lsock --netns all :8080 --columns +container"}},
    {"What uses port 8080, for a script",
     {"lsock --json sport = :8080 | jq -r '.sockets[]",
      "    | \"\\(.protocol) \\(.status) \\(.processes[0].command)\"'"}},
    {"A query in SQL",
     {"lsock --json=lines | sqlite3 sockets.db 'CREATE TABLE line (json)' \\",
      "    '.mode ascii' '.separator \"\\037\" \"\\n\"' '.import /dev/stdin line'",
      "sqlite3 sockets.db \"SELECT json ->> 'status', count(*) FROM line",
      "    WHERE json ->> 'type' = 'socket' GROUP BY 1\""}},
    {"Metrics for the textfile collector of node_exporter, from cron: no reader sees half a file",
     {"dir=${TEXTFILE_DIR:-/var/lib/prometheus/node-exporter}",
      "lsock --prometheus >\"$dir/lsock.prom.$$\" &&",
      "    mv \"$dir/lsock.prom.$$\" \"$dir/lsock.prom\" || rm -f \"$dir/lsock.prom.$$\""}},
    {"One table for several machines",
     {"for host in alpha beta; do ssh \"$host\" lsock --json >\"$host.json\"; done",
      "jq -r '(input_filename | rtrimstr(\".json\")) as $host | .sockets[]",
      "    | [$host, .protocol, .status, .local_address, .local_port] | @tsv' \\",
      "    alpha.json beta.json"}},
};
/* clang-format on */

const size_t recipe_count = COUNT_OF(recipes);
