import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/command-line/commands.ts';
import { tryCommand } from '../setup/namespace.ts';
import { runProgram } from '../setup/program.ts';
import { describeWhere, testWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-completion-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'plan.yaml'), '');

const has = (shell: string) => tryCommand([shell, '--version']);

async function printed(what: string, file = what): Promise<string> {
  const { stdout, code } = await runProgram(['completion', what]);
  expect(code).toBe(0);
  writeFileSync(join(folder, file), stdout);
  return join(folder, file);
}

function lines(command: string, ...args: readonly string[]): string[] {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: folder, timeout: 120_000 });
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, -1);
}

/** What a line is completed to; one word of each kind. */
const UNIQUE: readonly (readonly [line: string, word: string])[] = [
  ['bindmatrix sandb', 'sandbox'],
  ['bindmatrix run --exh', '--exhaustive'],
  ['bindmatrix --exh', '--exhaustive'],
  ['bindmatrix run --in sa', 'sandbox'],
  ['bindmatrix run --protocol tcp,u', 'tcp,udp'],
  ['bindmatrix why --format ma', 'markdown'],
  ['bindmatrix rules linux.no-ov', 'linux.no-overlap'],
  ['bindmatrix demo who', 'who-closes-first'],
  ['bindmatrix profiles postg', 'postgres'],
  ['bindmatrix check example:two-p', 'example:two-postgres'],
  ['bindmatrix check pla', 'plan.yaml'],
  ['bindmatrix run --device l', 'lo'],
  ['bindmatrix help wh', 'why'],
  ['bindmatrix version --v', '--verbose'],
  ['bindmatrix rules --lang z', 'zh'],
];

/** The words of another command, which bash leaves to readline. */
const OF_COMMANDS: typeof UNIQUE = [
  ['bindmatrix sandbox -- nsent', 'nsenter'],
  ['bindmatrix sandbox --name web -- cat pla', 'plan.yaml'],
];

const INTERFACES = readdirSync('/sys/class/net').filter((name) => name.startsWith('l'));
const able = (shell: string) => (INTERFACES.join() === 'lo' ? has(shell) : 'needs lo as the only interface with an l');

describeWhere(able('bash'), 'bash', () => {
  test('completes commands, flags, values, ids and files', async () => {
    const script = `source "$1"; shift; compopt() { :; }; COMP_WORDBREAKS=' '
      for COMP_LINE; do COMP_POINT=\${#COMP_LINE}; _bindmatrix; printf '%s\\n' "\${COMPREPLY[*]}"; done`;
    const answers = lines('bash', '-c', script, 'bash', await printed('bash'), ...UNIQUE.map(([line]) => line));
    expect(answers).toEqual(UNIQUE.map(([, word]) => word));
  });

  test('gives readline only what stands behind its last break', async () => {
    const script = `source "$1"; compopt() { :; }; COMP_LINE='bindmatrix run --config=example:three'; COMP_POINT=\${#COMP_LINE}
      _bindmatrix; echo "\${COMPREPLY[*]}"`;
    expect(lines('bash', '-c', script, 'bash', await printed('bash'))).toEqual(['three-servers']);
  });
});

const LINES = [...UNIQUE, ...OF_COMMANDS];

describeWhere(able('fish'), 'fish', () => {
  test('completes commands, flags, values, ids and files', async () => {
    const script = `source $argv[1]; for line in $argv[2..]; complete -C $line | string replace -r '\\t.*' ''; end`;
    const answers = lines('fish', '--no-config', '-c', script, await printed('fish'), ...LINES.map(([line]) => line));
    expect(answers).toEqual(LINES.map(([, word]) => word));
  });
});

describeWhere(able('zsh'), 'zsh', () => {
  test('completes commands, flags, values, ids and files', async () => {
    await printed('zsh', '_bindmatrix');
    const script = join(import.meta.dirname, 'completion.zsh');
    const answers = lines('zsh', '-f', script, folder, ...LINES.map(([line]) => line));
    expect(answers.map((line) => line.trim().split(' ').at(-1))).toEqual(LINES.map(([, word]) => word));
  });
});

testWhere(has('groff'), 'the manual page has every command and flag', async () => {
  const page = await printed('man');
  const text = lines('groff', '-ww', '-man', '-Tutf8', '-P-bcou', page)
    .join('\n')
    .replaceAll('‐\n', '')
    .replaceAll('−', '-');
  for (const { options } of COMMANDS) {
    expect(text).toContain(options.name.toUpperCase());
    for (const flag of Object.keys(options.flags)) expect(text).toContain(`--${flag}`);
  }
});

const mandoc = spawnSync('mandoc', ['-Tlint', '/dev/null']).error === undefined ? true : 'mandoc is not installed';
testWhere(mandoc, 'mandoc finds nothing to complain of in the manual page', async () => {
  expect(spawnSync('mandoc', ['-Tlint', await printed('man')], { encoding: 'utf8' }).stdout).toBe('');
});

test('an unknown shell is complained of', async () =>
  expect(await runProgram(['completion', 'tcsh'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('bash, zsh'),
  }));
