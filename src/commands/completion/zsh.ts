import { type CompletedCommand, type CompletedFlag, spellings } from './subject.ts';
import type { Values } from './values.ts';

/** The completion of zsh: for each command a call of _arguments, and a function for each set of values (zshcompsys(1)). */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const functions = new ValueFunctions();
  const cases = commands.map((command) => commandCase(command, functions));
  return `#compdef bindmatrix
# Completion of bindmatrix for zsh, made by: bindmatrix completion zsh
_bindmatrix_words() { compadd -- $@ }
_bindmatrix_list() { compset -P '*,'; compadd -S '' -- $@ }
_bindmatrix_interfaces() { compset -P '*,'; compadd -- /sys/class/net/*(N:t) }
_bindmatrix_namespaces() { compadd -- /run/netns/*(N:t) }
${functions.text()}
_bindmatrix() {
  local -a subcommands
  subcommands=(
${commands.map(({ name, about }) => `    ${quoted(`${name}:${about.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe -t commands command subcommands
    return
  fi
  local command=${commands[0]?.name} dashes
  if [[ $words[2] != -* ]]; then
    command=$words[2]
    shift words
    (( CURRENT-- ))
  fi
  case $command in
${cases.join('\n')}
  esac
}

if [[ $funcstack[1] == _bindmatrix ]]; then _bindmatrix "$@"; else compdef _bindmatrix bindmatrix; fi
`;
}

/** Names a function for each set of values; the same set is the same function. */
class ValueFunctions {
  readonly #bodies = new Map<string, string>();

  nameOf({ words, sources }: Values, isList: boolean): string {
    const parts = [
      ...(words.length === 0 ? [] : [`_bindmatrix_${isList ? 'list' : 'words'} ${words.map(quoted).join(' ')}`]),
      ...sources.map((source) => (source === 'files' ? '_files' : `_bindmatrix_${source}`)),
    ];
    const body = parts.length === 0 ? ':' : parts.join('; ');
    const name = this.#bodies.get(body) ?? `_bindmatrix_values_${this.#bodies.size + 1}`;
    this.#bodies.set(body, name);
    return name;
  }

  text(): string {
    return [...this.#bodies].map(([body, name]) => `${name}() { ${body} }`).join('\n');
  }
}

function commandCase({ name, flags, operand, takesCommand }: CompletedCommand, functions: ValueFunctions): string {
  const specs = flags.flatMap((flag) => flagSpecs(flag, functions));
  if (operand !== undefined) {
    const action = functions.nameOf(operand.values, false);
    specs.push(quoted(`${operand.many ? '*' : '1'}:${operand.name}: ${action}`));
  }
  const command = takesCommand
    ? [
        '      dashes=$words[(i)--]',
        '      if (( dashes < CURRENT )); then',
        '        shift $dashes words; (( CURRENT -= dashes )); _normal -p bindmatrix; return',
        '      fi',
      ]
    : [];
  return [`    ${name})`, ...command, `      _arguments ${specs.join(' \\\n        ')} ;;`].join('\n');
}

function flagSpecs(flag: CompletedFlag, functions: ValueFunctions): string[] {
  const { about, values, isList } = flag;
  const names = spellings(flag);
  const once = isList ? '*' : `(${names.join(' ')})`;
  const action = values === undefined ? '' : `:value: ${functions.nameOf(values, isList)}`;
  return names.map((name) => {
    const takes = values === undefined ? '' : name.startsWith('--') ? '=' : '+';
    return quoted(`${once}${name}${takes}[${about.replaceAll(/[\][\\:]/g, '\\$&')}]${action}`);
  });
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
