import { describe, expect, test } from 'vitest';
import { COMMON, formsOf } from './forms.ts';
import { OPTIONS, read } from './reading.ts';

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
