/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "recipe.h"

#include "compiler.h"

/* clang-format off */
static const struct recipe recipes[] = {
    {"What is on port 8080:",
     {"lsock --json | jq -r '.sockets[] | select(.local_port == 8080)",
      "    | \"\\(.protocol) \\(.status) \\(.local_address)\"'"}},
    {"The ten remote addresses with the most connections:",
     {"lsock -t --json | jq -r '.sockets | group_by(.remote_address)",
      "    | map({address: .[0].remote_address, count: length} | select(.address))",
      "    | sort_by(-.count)[:10][] | \"\\(.count) \\(.address)\"'"}},
    {"JSON lines into SQLite, and a question to them:",
     {"lsock --json=lines | sqlite3 sockets.db 'CREATE TABLE line (json)' \\",
      "    '.mode ascii' '.separator \"\\037\" \"\\n\"' '.import /dev/stdin line'",
      "sqlite3 sockets.db \"SELECT json ->> 'status', count(*) FROM line",
      "    WHERE json ->> 'type' = 'socket' GROUP BY 1\""}},
    {"One table from several machines:",
     {"for host in alpha beta; do ssh \"$host\" lsock --json >\"$host.json\"; done",
      "jq -r '(input_filename | rtrimstr(\".json\")) as $host | .sockets[]",
      "    | [$host, .protocol, .status, .local_address, .local_port] | @tsv' \\",
      "    alpha.json beta.json"}},
};
/* clang-format on */

const struct recipe *recipes_all(size_t *count)
{
    *count = COUNT_OF(recipes);
    return recipes;
}
