import type { CompletedCommand, CompletedFlag } from './subject.ts';
import type { Values } from './values.ts';

/** The completion of fish: a line for each command, flag and set of operands (complete(1) of fish). */
export const fishCompletion = (commands: readonly CompletedCommand[]): string =>
  `# Completion of bindmatrix for fish, made by: bindmatrix completion fish
${FUNCTIONS}
complete -c bindmatrix -f
${commands.flatMap((command, i) => linesOf(command, i === 0)).join('\n')}
`;

function linesOf({ name, about, flags, operand, takesCommand }: CompletedCommand, isDefault: boolean): string[] {
  const here = `-n '__bindmatrix_in ${name}${isDefault ? ' default' : ''}'`;
  return [
    `complete -c bindmatrix -n __bindmatrix_begins -a ${name} -d ${quoted(about)}`,
    ...flags.map((flag) => `complete -c bindmatrix ${here} ${flagText(flag)}`),
    ...(operand === undefined
      ? []
      : [`complete -c bindmatrix -n '__bindmatrix_in ${name}' ${valuesText(operand.values, false)}`]),
    ...(takesCommand ? [`complete -c bindmatrix -n __bindmatrix_runs -a '(__bindmatrix_rest)'`] : []),
  ];
}

function flagText({ name, letter, about, values, isList }: CompletedFlag): string {
  const short = letter === undefined ? '' : ` -s ${letter}`;
  const takes = values?.sources.includes('files') ? '-r' : '-x';
  const value = values === undefined ? '' : ` ${takes} ${valuesText(values, isList)}`;
  return `-l ${name}${short}${value} -d ${quoted(about)}`;
}

function valuesText({ words, sources }: Values, isList: boolean): string {
  const dynamic = sources.filter((source) => source !== 'files').map((source) => `(__bindmatrix_${source})`);
  const all = [...words, ...dynamic].join(' ');
  const offered = isList && all !== '' ? `(__bindmatrix_list ${all})` : all;
  const text = offered === '' ? '' : `-a ${quoted(offered)}`;
  return [sources.includes('files') ? '-F' : '', text].filter(Boolean).join(' ');
}

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;

const FUNCTIONS = `function __bindmatrix_begins
  test (count (commandline -opc)) -eq 1
end
function __bindmatrix_in
  set -l words (commandline -opc)
  contains -- -- $words; and return 1
  test "$words[2]" = $argv[1]; and return 0
  test "$argv[2]" = default; and not string match -qr '^[^-]' -- "$words[2]"
end
function __bindmatrix_runs
  set -l words (commandline -opc)
  test "$words[2]" = sandbox; and contains -- -- $words
end
function __bindmatrix_rest
  set -l words (commandline -opc)
  set -l at (contains -i -- -- $words)
  set -l rest $words[(math $at + 1)..] (commandline -ct)
  complete -C "$rest"
end
function __bindmatrix_list
  set -l written (string replace -r '^--[a-z0-9-]+=' '' -- (commandline -ct))
  set -l head (string replace -r '[^,]*$' '' -- $written)
  for word in $argv
    echo $head$word
  end
end
function __bindmatrix_interfaces
  command ls /sys/class/net 2>/dev/null
end
function __bindmatrix_namespaces
  command ls /run/netns 2>/dev/null
end`;
