import type { CommandOptions, Flag, Operand } from '../command-line/definition.ts';
import { VERSION } from '../command-line/version.ts';

/** bindmatrix(1), in the macros of man(7). `date` is that of the source: 2026-11-26. */
export const manualPage = (commands: readonly CommandOptions[], date: string): string =>
  [
    `.\\" Made by: bindmatrix completion man`,
    `.TH BINDMATRIX 1 "${date}" "bindmatrix ${VERSION}" "User Commands"`,
    '.SH NAME',
    text('bindmatrix @ which network listeners can share a port on this machine, which cannot, and why').replace(
      '@',
      '\\-',
    ),
    '.SH SYNOPSIS',
    ...commands.flatMap(synopsis).slice(1),
    '.SH DESCRIPTION',
    text(
      'bindmatrix finds every local address, starts listeners on ANY and on each specific address, and records the exact call and errno of each failure. It predicts each outcome from written rules, and shows where prediction and kernel agree. Where no command is named, run is meant.',
    ),
    ...commands.flatMap(commandSection),
    '.SH OPTIONS OF EVERY COMMAND',
    ...item('\\fB\\-h\\fR, \\fB\\-\\-help\\fR', 'Show help.'),
    ...item(
      '\\fB\\-V\\fR, \\fB\\-\\-version\\fR',
      text('Show the version; with --verbose also the build, Node and the kernel.'),
    ),
    '.SH EXIT STATUS',
    ...EXIT_STATUS.flatMap(([code, meaning]) => item(`\\fB${code}\\fR`, text(meaning))),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([name, meaning]) => item(`\\fB${name}\\fR`, text(meaning))),
    '.SH SEE ALSO',
    '.BR bind (2),\n.BR listen (2),\n.BR socket (7),\n.BR network_namespaces (7),\n.BR ss (8)',
    '',
  ].join('\n');

const EXIT_STATUS: readonly (readonly [string, string])[] = [
  ['0', 'Done; every expectation is met.'],
  ['1', 'An expectation is unmet; why: it would not bind; serve: it could not.'],
  ['2', 'Wrong usage.'],
  ['3', 'Could not find out.'],
  ['78', 'The configuration is wrong.'],
];

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['NO_COLOR, FORCE_COLOR', 'No colour, or colour where stdout is no terminal.'],
  ['NODE_DISABLE_COMPILE_CACHE', 'If set, no compiled code is kept in the cache of the user.'],
  ['XDG_CACHE_HOME', 'Where the cache is, instead of ~/.cache.'],
];

function synopsis({ name, operand, command }: CommandOptions): string[] {
  const after = command === undefined ? '' : ' [\\fB\\-\\-\\fR \\fICOMMAND\\fR ...]';
  return [
    '.br',
    `\\fBbindmatrix ${name}\\fR${operand === undefined ? '' : ` ${operandText(operand)}`} [\\fIflags\\fR]${after}`,
  ];
}

const operandText = ({ name, many, optional }: Operand): string => {
  const one = `\\fI${name.toUpperCase()}\\fR${many ? ' ...' : ''}`;
  return optional || !many ? `[${one}]` : one;
};

function commandSection({ name, about, details, operand, flags, examples }: CommandOptions): string[] {
  const shown = examples.flatMap(([line, what]) => [
    '.PP',
    text(`${what}:`),
    '.PP',
    '.RS',
    text(line.replaceAll('$0', 'bindmatrix')),
    '.RE',
  ]);
  return [
    `.SH ${name.toUpperCase()}`,
    text(`${about.slice(0, 1).toUpperCase()}${about.slice(1)}.`),
    ...details.split('\n').flatMap((paragraph) => ['.PP', text(paragraph)]),
    ...(operand === undefined ? [] : item(operandText(operand), text(operand.describe))),
    ...Object.entries(flags).flatMap(([flag, definition]) => item(flagText(flag, definition), flagAbout(definition))),
    ...shown,
  ];
}

function flagText(name: string, { kind, alias }: Flag): string {
  const value = kind === 'switch' ? '' : kind === 'list' ? ' \\fIVALUE\\fR[,\\fIVALUE\\fR...]' : ' \\fIVALUE\\fR';
  const short = alias === undefined ? '' : `\\fB\\-${alias}\\fR, `;
  return `${short}\\fB${text(`--${name}`)}\\fR${value}`;
}

function flagAbout(flag: Flag): string {
  const choices = flag.kind === 'one' && flag.choices !== undefined ? ` One of ${flag.choices.join(', ')}.` : '';
  const byDefault = flag.kind === 'one' && flag.default !== undefined ? ` Default: ${flag.default}.` : '';
  return text(`${flag.describe}${choices === '' && byDefault === '' ? '' : '.'}${choices}${byDefault}`);
}

/** An entry of a list: what is told of, and what is told. */
const item = (head: string, body: string): string[] => ['.TP', head, body];

/** Text as it is: no character is a command of roff(7), and a hyphen can be pasted. */
const text = (plain: string): string =>
  plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('…', '...')
    .replaceAll('’', '\\(cq')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replaceAll('`', '\\(ga')
    .replaceAll("'", '\\(aq')
    .split(' ')
    .reduce(intoLines, [])
    .map((line) => line.replace(/^[.]/, '\\&.'))
    .join('\n');

/** Characters of a line of the source, which mandoc(1) wants to be short. */
const COLUMNS = 78;

function intoLines(lines: readonly string[], word: string): string[] {
  const last = lines.at(-1);
  return last === undefined || last.length + word.length >= COLUMNS
    ? [...lines, word]
    : [...lines.slice(0, -1), `${last} ${word}`];
}
