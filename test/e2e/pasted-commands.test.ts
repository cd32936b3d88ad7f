import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/command-line/commands.ts';
import { LONG } from '../setup/long.ts';
import { canUnshare, runInNamespace } from '../setup/namespace.ts';
import { runProgram, runProgramInNamespace } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';
import { withoutStartNote } from './start-note.ts';

const ADDRESSES = ['192.168.104.104', '192.168.105.104', '192.168.106.104', '2001:db8:1:2:3:4:5:6'];

const home = mkdtempSync(join(tmpdir(), 'bindmatrix-paste-'));
const ROOT = join(import.meta.dirname, '..', '..');
beforeAll(() => {
  cpSync(join(ROOT, 'config'), join(home, 'config'), { recursive: true });
  mkdirSync(join(home, 'hosts'));
  cpSync(join(ROOT, 'test', 'inputs', 'hosts', 'samples', 'ansible.json'), join(home, 'hosts', 'web-1'));
  writeFileSync(join(home, 'plan.yaml'), 'version: 1\nservices: [{ id: web, profile: nginx, listen: 8080 }]\n');
});
afterAll(() => rmSync(home, { recursive: true }));

/** The commands that are printed, whole or over several lines: what a reader would mark and copy. */
function commandsIn(text: string): string[] {
  const found: string[] = [];
  let isOpen = false;
  for (const line of text.split('\n')) {
    const [command = ''] = line.replace(/^ *(next +)?/, '').split(/ {2,}(?!-)/);
    if (!isOpen && !/^bindmatrix( [a-z-]|$)/.test(command)) continue;
    if (isOpen) found[found.length - 1] += `\n${command}`;
    else found.push(command);
    isOpen = command.endsWith('\\');
  }
  return found;
}

/** What a shell makes of a command that is pasted; a server is stopped after a second, as by Ctrl-C. */
const pasted = (command: string) =>
  runInNamespace(['timeout', '-s', 'INT', / serve\b/.test(command) ? '1' : '300', 'sh', '-c', command], {
    addresses: ADDRESSES,
    cwd: home,
    input: 'version: 1\ntrials:\n  - id: restart-1\n    title: t\n    steps: [{ op: sleep, seconds: 0 }]\n',
  });

describeWhere(canUnshare(), 'every command that is printed can be pasted into a shell', () => {
  test.each([
    [['run', '--address', ADDRESSES.join(','), '--reuse', 'none']],
    [
      [
        'run',
        '--address',
        ADDRESSES.join(','),
        '--interface',
        '*,!docker*',
        '--port',
        '80',
        '--sequence',
        'bind-all-first',
      ],
    ],
    [['run', '--reuse', 'port', '--protocol', 'udp', '--family', 'inet']],
  ])('of %j', async (args) => {
    const { stdout } = await runProgramInNamespace(args, { addresses: ADDRESSES });
    const commands = commandsIn(stdout);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const { code, stderr } = await pasted(command);
      expect({ command, code, stderr: withoutStartNote(stderr) }).toEqual({ command, code: 0, stderr: '' });
    }
  });

  // Each example of `check` and `demo` runs all trials, or all stories.
  test.each(['run', 'serve', 'rules', ...(LONG ? ['check', 'demo'] : [])])('of %s --help', async (name) => {
    const examples = COMMANDS.find(({ options }) => options.name === name)?.options.examples ?? [];
    const { stdout } = await runProgram([name, '--help']);
    const commands = commandsIn(stdout.slice(stdout.indexOf('Examples:')));
    expect(commands.map((one) => one.replaceAll(/ \\\n */g, ' '))).toEqual(
      examples.map(([line]) => line.replaceAll('$0', 'bindmatrix')),
    );
    for (const command of commands) {
      const { code, stderr } = await pasted(command);
      // Keys are read from a terminal, which a test has not.
      if (/ --step\b/.test(command)) expect(stderr).toContain('is no terminal');
      else expect([0, 1, 124], `${command}: ${stderr}`).toContain(code);
    }
  });
});
