# SPDX-License-Identifier: GPL-2.0-or-later
"""The shells in which completions are tested, set up as for a user: started on a terminal, with the completion
installed where the shell looks for it, and with key presses. A key binding of ours prints the command line.

    TAB         the shell's completion
    ^X^A        insert all candidates
    ^X^L        print the command line
"""

import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import subprocess
import termios
import time

COMPLETIONS = pathlib.Path(__file__).resolve().parents[2] / "completions"
SECONDS = 30    # normally a tenth of a second; more for a loaded machine
TAB, ALL, KILL, SHOW = b"\t", b"\x18\x01", b"\x15", b"\x18\x0c"


def without_option(word, typed):
    """Returns the argument in --option=argument if `typed` ends with one."""
    option, equals, _ = typed[typed.rfind(" ") + 1:].rpartition("=")
    return word.removeprefix(option + equals).rstrip(",")


class Terminal:
    """A shell on a terminal that is too wide for lines to wrap."""

    def __init__(self, argv, environment):
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execvpe(argv[0], argv, environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 20000, 0, 0))
        self.seen = b""
        self._expect(rb"READY>")

    def close(self):
        os.close(self._fd)      # hangs up
        os.waitpid(self._pid, 0)

    def press(self, keys):
        os.write(self._fd, keys)

    def line(self, typed, key):
        """Returns the command line after typing `typed` and pressing `key`."""
        self.seen = b""
        self.press(KILL + typed.encode() + key + SHOW)
        return self._expect(rb"LINE<([^\r\n]*)>LINE")[1].decode()

    def _expect(self, pattern):
        end = time.monotonic() + SECONDS
        while not (found := re.search(pattern, self.seen)):
            if not select.select([self._fd], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"no {pattern!r} in {self.seen!r}")
            self.seen += os.read(self._fd, 65536)
        return found


class Shell:
    """complete(typed): the line after TAB. offers(typed): the set of candidates."""

    terminal = None     # for shells that are queried without a terminal

    def __init__(self, directory, lsock):
        """`lsock`: the program that the completions call."""
        self.environment = {"HOME": str(directory), "PATH": f"{lsock.parent}:{os.environ['PATH']}", "TERM": "dumb",
                            "LANG": "C.UTF-8", "XDG_CONFIG_HOME": str(directory), "XDG_DATA_HOME": str(directory)}

    def close(self):
        pass


class Interactive(Shell):
    def close(self):
        self.terminal.close()

    def complete(self, typed):
        return self.terminal.line(typed, TAB)

    def offers(self, typed):
        """Returns everything inserted in place of the last word of `typed`. If that word is --option=, the option may
        appear before the first candidate only."""
        before = typed[:typed.rfind(" ") + 1]
        line = self.terminal.line(typed, ALL)
        assert line.startswith(before), line
        return {without_option(word, typed) for word in line[len(before):].split()}


class Bash(Interactive):
    RC = r"""
. /usr/share/bash-completion/bash_completion
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind '"\C-x\C-a": insert-completions'
bind -x '"\C-x\C-l": printf "\nLINE<%s>LINE\n" "$READLINE_LINE"'
PS1='READY>'
"""

    def __init__(self, directory, lsock):
        super().__init__(directory, lsock)
        place = directory / "bash-completion" / "completions"       # where bash-completion searches on demand
        place.mkdir(parents=True)
        shutil.copy(COMPLETIONS / "lsock.bash", place / "lsock")
        (directory / "rc").write_text(self.RC)
        self.terminal = Terminal(["bash", "--noprofile", "--rcfile", str(directory / "rc"), "-i"],
                                 self.environment | {"INPUTRC": "/dev/null"})


class Zsh(Interactive):
    RC = r"""
fpath=({completions} $fpath)
autoload -Uz compinit
compinit -u -d {home}/dump
zstyle ':completion:all-matches::::' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert yes
zle -C all-matches complete-word _generic
bindkey -e
bindkey '^X^A' all-matches
show-line() {{ print -r -- $'\n'"LINE<$BUFFER>LINE" }}
zle -N show-line
bindkey '^X^L' show-line
unsetopt BEEP PROMPT_SP LIST_AMBIGUOUS AUTO_LIST
PS1='READY>'
"""

    def __init__(self, directory, lsock):
        super().__init__(directory, lsock)
        (directory / ".zshrc").write_text(self.RC.format(completions=COMPLETIONS, home=directory))
        self.terminal = Terminal(["zsh", "-d", "-i"], self.environment | {"ZDOTDIR": str(directory)})


class Fish(Shell):
    """Fish can list its candidates itself."""

    def complete(self, typed):
        """Works only if there is a single candidate."""
        (word,) = self._ask(typed)
        return typed[:typed.rfind(" ") + 1] + word + " "

    def offers(self, typed):
        return {without_option(word, typed) for word in self._ask(typed)}

    def _ask(self, typed):
        done = subprocess.run(["fish", "--no-config", "-c", "set -p fish_complete_path $argv[1]; complete -C $argv[2]",
                               str(COMPLETIONS), typed],
                              env=self.environment, capture_output=True, text=True, check=True)
        assert done.stderr == ""
        return [line.partition("\t")[0] for line in done.stdout.splitlines()]


SHELLS = {"bash": Bash, "zsh": Zsh, "fish": Fish}
