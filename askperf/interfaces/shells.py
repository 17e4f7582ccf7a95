"""Scripts by which shells complete commands and options; made of their tables in `options`."""

from __future__ import annotations

from collections.abc import Mapping

from askperf.errors import AskperfError
from askperf.facts import SECTIONS
from askperf.interfaces.listing import SHAPES
from askperf.interfaces.options import BARE, COMMANDS, OPTIONS
from askperf.interfaces.usage import COMMAND_TEXTS, OPTION_TEXTS

# Options whose values are few; those of the others are files or are typed.
_VALUES: Mapping[str, tuple[str, ...]] = {
    "--section": SECTIONS,
    "--bound": (">=", "=", "<="),
    "--as": SHAPES,
}
_SHELLS = ("bash", "zsh", "fish")


def script(shell: str) -> str:
    """The script for a shell. Raises AskperfError if it isn't one of those known."""
    made = {"bash": _bash, "zsh": _zsh, "fish": _fish}.get(shell)
    if made is None:
        raise AskperfError(
            f"没有给“{shell}”的补全；请写 askperf completion {'、'.join(_SHELLS)} 之一。"
        )
    return made()


def _bash() -> str:
    cases = [
        f"        {name}) words='{' '.join((*options, '--help'))}' ;;"
        for name, options in COMMANDS.items()
    ]
    values = [
        f"        {name}) COMPREPLY=($(compgen -W '{' '.join(values)}' -- \"$current\")); return ;;"
        for name, values in _VALUES.items()
    ]
    return "\n".join(
        [
            "# askperf 的补全：写进 ~/.bashrc，或放到 bash-completion 的目录",
            "_askperf() {",
            "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words",
            "    case $before in",
            *values,
            "    esac",
            "    case ${COMP_WORDS[1]} in",
            *cases,
            f"        *) words='{' '.join((*COMMANDS, *BARE, '--help', '--version'))}' ;;",
            "    esac",
            '    COMPREPLY=($(compgen -W "$words" -- "$current"))',
            "}",
            "complete -o default -F _askperf askperf",
        ]
    )


def _zsh() -> str:
    commands = [f"        '{name}:{COMMAND_TEXTS[name][1]}'" for name in COMMANDS]
    cases = []
    for name, options in COMMANDS.items():
        specs = " ".join(f"'{_zsh_spec(option)}'" for option in (*options, "--help"))
        cases.append(f"        {name}) _arguments {specs} '*:: :_files' ;;")
    return "\n".join(
        [
            "#compdef askperf",
            "# 存成 $fpath 里的 _askperf",
            "_askperf() {",
            "    local -a commands=(",
            *commands,
            "    )",
            "    if (( CURRENT == 2 )); then",
            "        _describe '命令' commands",
            "        return",
            "    fi",
            "    case $words[2] in",
            *cases,
            "    esac",
            "}",
            "compdef _askperf askperf",
        ]
    )


def _zsh_spec(option: str) -> str:
    what = OPTION_TEXTS[option].replace("[", "(").replace("]", ")")
    if not OPTIONS[option]:
        return f"{option}[{what}]"
    values = f"({' '.join(_VALUES[option])})" if option in _VALUES else "_files"
    return f"{option}[{what}]:{OPTIONS[option]}:{values}"


def _fish() -> str:
    first = f"not __fish_seen_subcommand_from {' '.join(COMMANDS)}"
    lines = ["# 存成 ~/.config/fish/completions/askperf.fish"]
    for name in COMMANDS:
        lines.append(f"complete -c askperf -n '{first}' -a {name} -d '{COMMAND_TEXTS[name][1]}'")
    groups = [
        (first, BARE),
        *((f"__fish_seen_subcommand_from {n}", o) for n, o in COMMANDS.items()),
    ]
    for when, options in groups:
        for option in (*options, "--help"):
            takes = f" -x -a '{' '.join(_VALUES[option])}'" if option in _VALUES else ""
            takes = takes or (" -r" if OPTIONS[option] else "")
            long, what = option.removeprefix("--"), OPTION_TEXTS[option]
            lines.append(f"complete -c askperf -n '{when}' -l {long}{takes} -d '{what}'")
    return "\n".join(lines)
