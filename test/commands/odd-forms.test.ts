import { describe, expect, test } from 'vitest';
import type { Flag } from '../../src/commands/command-line/definition.ts';
import { OPTIONS, read } from './reading.ts';

/** Ways to write an option that mean nothing, or not what they seem to; and what is said of each. */
const OF_EVERY_FLAG: readonly (readonly [form: (name: string) => readonly string[], said: RegExp])[] = [
  [(name) => [`--${name}.x`, '1'], /unknown option/],
  [(name) => [`--${name}.x=1`], /unknown option/],
  [(name) => [`--no-${name}`], /unknown option/],
  [(name) => [`--${name.toUpperCase()}`, 'x'], /unknown option/],
  [(name) => [`--${name}[]`, 'x'], /unknown option/],
  [(name) => [`--${name}:x`], /unknown option/],
  [(name) => [`---${name}`, 'x'], /unknown option/],
  [(name) => [`-${name}`, 'x'], /unknown option/],
  [(name) => [`-${name}=x`], /unknown option/],
];

const OF_A_SWITCH: typeof OF_EVERY_FLAG = [
  ...['=1', '=true', '=false', '=', '=yes', '=--'].map(
    (value) => [(name: string) => [`--${name}${value}`], /takes no value/] as const,
  ),
  [(name) => [`--${name}`, 'true'], /takes no value/],
  [(name) => [`--${name}`, 'false'], /takes no value/],
];

const OF_A_VALUE: typeof OF_EVERY_FLAG = [
  [(name) => [`--${name}`], /needs a value/],
  [(name) => [`--${name}`, `--${name}=x`], /needs a value/],
  [(name) => [`--${name}`, '--', 'x'], /needs a value/],
];

/** Of a flag that offers a choice, the choice is judged first. */
const GIVEN_TWICE = /may be given only once|is not offered here/;

const OF_ONE_VALUE: typeof OF_EVERY_FLAG = [
  [(name) => [`--${name}=`], /needs a value/],
  [(name) => [`--${name}`, 'terminal', `--${name}`, 'terminal'], GIVEN_TWICE],
  [(name) => [`--${name}=terminal`, `--${name}=terminal`], GIVEN_TWICE],
];

const formsOf = ({ kind }: Flag): typeof OF_EVERY_FLAG => [
  ...OF_EVERY_FLAG,
  ...(kind === 'switch' ? OF_A_SWITCH : OF_A_VALUE),
  ...(kind === 'one' ? OF_ONE_VALUE : []),
];

const COMMON: readonly (readonly [string, Flag])[] = [
  ['help', { kind: 'switch', describe: '' }],
  ['version', { kind: 'switch', describe: '' }],
];

describe.each(OPTIONS)('no odd form of a flag of $name is accepted:', ({ name: command, flags }) => {
  test.each([...Object.entries(flags), ...COMMON].map(([name, flag]) => ({ name, flag })))(
    '--$name',
    async ({ name, flag }) => {
      for (const [form, said] of formsOf(flag)) {
        const args = [command, ...form(name)];
        expect.soft(await read(args), args.join(' ')).toEqual({ wrong: expect.stringMatching(said) });
      }
    },
  );

  test('names that only yargs or JavaScript knows', async () => {
    const names = ['$0', '_', '--', 'get-yargs-completions', 'show-hidden', '__proto__', 'constructor', 'toString', ''];
    for (const name of names) {
      for (const args of [
        [command, `--${name}=x`],
        [command, `--${name}.y`, 'x'],
        ...(name === '--' ? [] : [[command, `--${name || '='}`, 'x']]),
      ])
        expect.soft(await read(args), args.join(' ')).toEqual({ wrong: expect.stringContaining('unknown option') });
    }
  });
});

describe('words after -- are operands', () => {
  test.each([
    [['why', '--', '80'], { operands: ['80'] }],
    [['why', '80', '--', '--passive'], { operands: ['80', '--passive'] }],
    [['check', '--', '-x.yaml', '--help'], { operands: ['-x.yaml', '--help'] }],
    [['demo', '--', 'who-closes-first'], { operands: ['who-closes-first'] }],
    [['serve', '--'], { operands: [] }],
  ])('%j', async (args, argv) => {
    expect(await read(args)).toMatchObject({ command: args[0], argv });
  });

  test.each([[['run', '--', 'x']], [['--', 'x']], [['serve', '--', '-V']], [['rules', 'a', '--', 'x']]])(
    '%j has one too many',
    async (args) => {
      expect(await read(args)).toEqual({ wrong: `unexpected argument "${args.at(-1)}"` });
    },
  );
});

describe('what is written in another way than the help shows', () => {
  test.each([
    [['-V', '-h'], '--help and --version ask for two different things'],
    [['why', '80', '--version', '--help'], '--help and --version ask for two different things'],
    [['-hV'], 'unknown option -hV'],
    [['run', '-port', '80'], 'unknown option -port; did you mean --port?'],
    [['run', '-omd'], 'unknown option -omd'],
    [['why', '80', '--allowRemote'], 'unknown option --allowRemote; did you mean --allow-remote?'],
    [['serve', '--allowRemote'], 'unknown option --allowRemote; did you mean --allow-remote?'],
    [['serve', '-x'], 'unknown option -x'],
  ])('%j: %s', async (args, wrong) => {
    expect(await read(args)).toEqual({ wrong });
  });

  test.each([
    [['run', '-p80'], { port: '80' }],
    [['run', '-p=80'], { port: '80' }],
    [['run', '-o/x/y'], { output: '/x/y' }],
    [['run', '--port', '-1'], { port: '-1' }],
    [['run', '--live', '--live'], { live: true }],
    [['--format', 'json', 'run', '--live'], { format: 'json', live: true }],
  ])('%j is understood', async (args, argv) => {
    expect(await read(args)).toMatchObject({ command: 'run', argv });
  });
});
