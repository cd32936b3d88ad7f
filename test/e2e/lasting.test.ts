import { expect, test } from 'vitest';
import { canUnshare } from '../setup/namespace.ts';
import { canRunAsUser, runProgram, runProgramAsUser } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

/** Every command whose Markdown an author pastes. */
const COMMANDS: readonly string[] = [
  'run --in sandbox --address 192.168.1.101,10.10.2.102,fd00::2 --reuse none,addr --port 80',
  'run --in sandbox --address 192.168.1.101 --protocol udp',
  'run --predict freebsd,linux@6.1 --address 192.168.1.101',
  'check config/examples/services/nginx-and-haproxy.yaml',
  'check config/examples/ci-verdict.yaml',
  'demo restart-in-time-wait',
  'demo port-in-another-state',
  'demo who-closes-first',
  'demo three-servers-on-port-80',
  'rules linux.listen-lost-race',
];

const words = (command: string): string[] => [...command.split(' '), '--format', 'markdown'];

describeWhere(
  canUnshare() === true ? canRunAsUser() : canUnshare(),
  'Markdown is the same a second time, and for another user:',
  () => {
    test.each(COMMANDS)('%s', async (command) => {
      const first = await runProgram(words(command));
      const again = await runProgram(words(command));
      const another = await runProgramAsUser(words(command));
      expect(first.stdout).toMatch(/^[|#*]/m);
      expect(again.stdout).toBe(first.stdout);
      expect(another.stdout).toBe(first.stdout);
    });
  },
);

describeWhere(canUnshare(), 'the list of the stories', () => {
  // One of its trials needs a second uid, which an ordinary user cannot take on.
  test('is the same a second time in Markdown', async () => {
    const first = await runProgram(words('demo'));
    const again = await runProgram(words('demo'));
    expect(again.stdout).toBe(first.stdout);
  });
});

test('the schema is the same for another user', async () => {
  const first = await runProgram(['schema', '--of', 'report']);
  const another = await runProgramAsUser(['schema', '--of', 'report']);
  expect(another.stdout).toBe(first.stdout);
});
