import { nearest } from '../config/nearest.ts';

/** For suggestions only; a test compares them with the help. */
const COMMANDS = ['run', 'check', 'why', 'rules', 'demo', 'serve', 'interfaces', 'schema'];
const FLAGS = [
  ...['address', 'config', 'device', 'family', 'format', 'freebind', 'help', 'hold', 'in', 'interface', 'live', 'only'],
  ...['output', 'passive', 'port', 'predict', 'protocol', 'reuse', 'sequence', 'show', 'v6only', 'version'],
  ...['allow-remote', 'example', 'os'],
];

/** What yargs says of a call that it cannot read, with what was probably meant. */
export class WrongUsage extends Error {
  readonly hint: string;

  constructor(message: string, args: readonly string[]) {
    const names = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(', ') ?? [];
    const written = names.filter((name) => args.some((a) => bare(a) === name)).map((name) => asWritten(name, args));
    const [first] = written;
    super(first === undefined ? message.replace(/\s*\n\s*/g, ' ') : sentence(first));
    const meant = first === undefined ? undefined : suggestion(first);
    this.hint =
      meant === undefined
        ? 'bindmatrix --help lists the commands, bindmatrix COMMAND --help its flags'
        : `did you mean ${meant}?`;
  }
}

const bare = (arg: string): string => arg.replace(/^-+/, '').replace(/=.*$/s, '');

const asWritten = (name: string, args: readonly string[]): string =>
  args.find((a) => bare(a) === name)?.replace(/=.*$/s, '') ?? name;

const sentence = (written: string): string =>
  written.startsWith('-') ? `there is no flag ${written} here` : `there is no command "${written}"`;

function suggestion(written: string): string | undefined {
  if (!written.startsWith('-')) return nearest(written, COMMANDS);
  const flag = nearest(bare(written), FLAGS);
  return flag === undefined ? undefined : `--${flag}`;
}
