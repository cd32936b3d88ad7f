import { beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { canUnshare } from '../setup/namespace.ts';
import { runProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

/** Every option of a socket, as YAML. */
const OPTIONS = {
  reuseaddr: 'true',
  reuseport: 'true',
  v6only: 'true',
  device: 'lo',
  freebind: 'true',
  portRange: '[50000, 0]',
  broadcast: 'true',
  multicastAll: 'true',
  multicastIf: 'lo',
  multicastAll6: 'true',
  multicastIf6: 'lo',
  transparent: 'true',
  bindNoPort: 'true',
  incomingCpu: '0',
  linger: '3',
  fastOpen: '5',
} as const;

type Kind = 'tcp' | 'mptcp';

/** Which of both ends has MPTCP, and which of them sets the option. */
const ENDS: readonly (readonly [server: Kind, client: Kind, setter: 'client' | 'conn'])[] = [
  ['tcp', 'mptcp', 'client'],
  ['mptcp', 'tcp', 'conn'],
  ['mptcp', 'mptcp', 'client'],
  ['mptcp', 'mptcp', 'conn'],
];

const opening = (kind: Kind): string => (kind === 'mptcp' ? 'mptcp: true, ' : '');

const trial = (end: (typeof ENDS)[number], address: string, option: keyof typeof OPTIONS, uid?: number): string => {
  const [server, client, setter] = end;
  const by = uid === undefined ? '' : `, uid: ${uid}`;
  return `  - id: ${[...end, address.includes(':') ? 6 : 4, option, uid ?? 0].join('-')}
    steps:
      - { op: bind, socket: s, ${opening(server)}address: "${address}", port: 20000 }
      - { op: listen, socket: s }
      - { op: connect, socket: client, ${opening(client)}address: "${address}", port: 20000 }
      - { op: accept, socket: conn, from: s }
      - { op: setsockopt, socket: ${setter}, set: { ${option}: ${OPTIONS[option]} }${by} }
`;
};

const NAMES = Object.keys(OPTIONS) as (keyof typeof OPTIONS)[];
const TRIALS = ENDS.flatMap((end) => [
  ...['127.0.0.1', '::1'].flatMap((address) => NAMES.map((name) => trial(end, address, name))),
  trial(end, '127.0.0.1', 'transparent', 1000),
  trial(end, '127.0.0.1', 'device', 1000),
]);

describeWhere(canUnshare('root'), 'an option of a connection of which at least one end has MPTCP', () => {
  const last = new Map<string, { observed: string; predicted: string }>();
  beforeAll(async () => {
    const { stdout } = await runProgram(['check', '-', '--format', 'json'], {
      input: `version: 1\ntrials:\n${TRIALS.join('')}`,
    });
    for (const { id, steps } of (JSON.parse(stdout) as Report).trials) last.set(id, steps.at(-1) as never);
  });

  test('is what the rules foresee, for every option, family, end and an ordinary user', () => {
    expect(last.size).toBe(TRIALS.length);
    expect([...last].filter(([, { observed, predicted }]) => observed !== predicted)).toEqual([]);
  });

  test('of IP is taken by the one subflow where the peer has no MPTCP, and refused where it has', () => {
    expect(last.get('tcp-mptcp-client-4-freebind-0')?.observed).toBe('ok');
    expect(last.get('mptcp-mptcp-client-4-freebind-0')?.observed).toBe('EINVAL');
    expect(last.get('tcp-mptcp-client-4-reuseaddr-0')?.observed).toBe('EINVAL');
  });
});
