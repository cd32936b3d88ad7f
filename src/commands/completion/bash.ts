import { type CompletedCommand, type CompletedFlag, spellings } from './subject.ts';
import type { Values } from './values.ts';

/**
 * The completion of bash, from 3.2 on, without bash-completion: two tables and the function that reads them. readline
 * breaks words at COMP_WORDBREAKS, so that the line is split at blanks here, and what stands before a break is cut off at
 * the end.
 */
export const bashCompletion = (commands: readonly CompletedCommand[]): string =>
  `# Completion of bindmatrix for bash, made by: bindmatrix completion bash
_bindmatrix_commands='${commands.map(({ name }) => name).join(' ')}'

_bindmatrix_command() {
  case $1 in
${commands.map(commandCase).join('\n')}
  esac
}

_bindmatrix_value() {
  case $1:$2 in
${commands.flatMap(({ name, flags }) => flags.flatMap((flag) => valueCase(name, flag) ?? [])).join('\n')}
  esac
}

${FUNCTION}`;

function commandCase({ name, flags, operand, takesCommand }: CompletedCommand): string {
  const all = flags.flatMap(spellings).join(' ');
  const valued = flags.filter(({ values }) => values !== undefined).flatMap(spellings);
  const command = takesCommand ? ' runs=1' : '';
  return `    ${name}) flags='${all}' valued=' ${valued.join(' ')} '${command}${settings(operand?.values)} ;;`;
}

function valueCase(command: string, flag: CompletedFlag): string | undefined {
  const { values, isList } = flag;
  if (values === undefined || values.words.length + values.sources.length === 0) return undefined;
  const patterns = spellings(flag).map((one) => `${command}:${one}`);
  return `    ${patterns.join(' | ')})${isList ? ' list=1' : ''}${settings(values)} ;;`;
}

/** Words have none of the characters that a shell would read, which a test makes sure of. */
const settings = (values: Values | undefined): string =>
  values === undefined ? '' : ` words='${values.words.join(' ')}' from='${values.sources.join(' ')}'`;

const FUNCTION = `_bindmatrix() {
  local line=\${COMP_LINE:0:COMP_POINT} command=run flags= valued= runs= words= from= list= before= value word path
  local -a typed
  read -ra typed <<<"$line"
  [[ $line == *[[:space:]] ]] && typed+=('')
  local last=$((\${#typed[@]} - 1)) i
  local current=\${typed[last]}
  COMPREPLY=()
  [[ " $_bindmatrix_commands " == *" \${typed[1]} "* && $last -gt 1 ]] && command=\${typed[1]}
  _bindmatrix_command "$command"
  for ((i = 2; i < last; i++)); do
    if [[ $runs && \${typed[i]} == -- ]]; then
      if ((i == last - 1)); then COMPREPLY=($(compgen -c -- "$current")); fi
      return
    fi
  done
  value=$current
  if [[ $current == --*=* ]]; then
    words= from= before=\${current%%=*}= value=\${current#*=}
    _bindmatrix_value "$command" "\${current%%=*}"
  elif [[ $last -gt 1 && $valued == *" \${typed[last - 1]} "* ]]; then
    words= from=
    _bindmatrix_value "$command" "\${typed[last - 1]}"
  elif [[ $current == -* ]]; then
    words=$flags from=
  elif ((last == 1)); then
    words=$_bindmatrix_commands from=
  fi
  if [[ $list ]]; then
    if [[ $value == *,* ]]; then before+=\${value%,*}, value=\${value##*,}; fi
    compopt -o nospace 2>/dev/null
  fi
  case " $from " in
    *' interfaces '*) for path in /sys/class/net/*; do words+=" \${path##*/}"; done ;;
    *' namespaces '*) for path in /run/netns/*; do [[ -e $path ]] && words+=" \${path##*/}"; done ;;
  esac
  for word in $words; do
    [[ $word == "$value"* ]] && COMPREPLY+=("$before$word")
  done
  if [[ " $from " == *' files '* ]]; then
    if [[ -z $value || \${#COMPREPLY[@]} -eq 0 ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r path; do COMPREPLY+=("$before$path"); done < <(compgen -f -- "$value")
    fi
  else
    compopt +o default +o bashdefault 2>/dev/null
  fi
  path=$current
  for word in = : @; do
    if [[ $COMP_WORDBREAKS == *"$word"* ]]; then path=\${path##*"$word"}; fi
  done
  path=\${current%"$path"}
  COMPREPLY=("\${COMPREPLY[@]#"$path"}")
}

complete -o bashdefault -o default -F _bindmatrix bindmatrix
`;
