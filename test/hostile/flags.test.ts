import { expect } from 'vitest';
import { COMMON, formsOf } from '../commands/forms.ts';
import { OPTIONS } from '../commands/reading.ts';
import { showFigures, times } from '../setup/long.ts';
import { canUnshare, hostNamespace } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { testWhere } from '../setup/where.ts';

const STACK = /^\s+at .*:\d+:\d+\)?$/m;

/** Every odd form of every flag of every command. */
const CALLS = OPTIONS.flatMap(({ name: command, flags }) =>
  [...Object.entries(flags), ...COMMON].flatMap(([name, flag]) =>
    formsOf(flag).map(([form, said]) => ({ args: [command, ...form(name)], said })),
  ),
);

testWhere(canUnshare('root'), 'the program refuses every odd form of every flag with 2 and a message', async () => {
  const host = await hostNamespace({ as: 'root' });
  const calls = CALLS.filter((_, i) => i % times(CALLS.length, 40, 1) === 0);
  const figures = { accepted: 0, otherMessages: 0, stackTraces: 0 };
  for (const { args, said } of calls) {
    const inside = ['nsenter', '--target', String(host.pid), '--net', '--'];
    const { code, stdout, stderr } = await run([...inside, ...PROGRAM, ...args], { timeoutMs: 60_000 });
    if (code !== 2 || stdout !== '') figures.accepted++;
    if (!said.test(stderr)) figures.otherMessages++;
    if (STACK.test(stderr)) figures.stackTraces++;
  }
  host.kill('SIGKILL');
  showFigures('every flag in every odd form', { calls: calls.length }, figures);
  expect(figures).toEqual({ accepted: 0, otherMessages: 0, stackTraces: 0 });
});
