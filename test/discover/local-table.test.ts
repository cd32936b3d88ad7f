import { expect, test } from 'vitest';
import { canUnshare } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

/** `ip` in a namespace whose `lo` was never up, then `why` for an address that nobody has. */
async function answerAfter(setup: string, endpoint = '192.0.2.1:5000'): Promise<Record<string, unknown>> {
  const why = `${setup}; exec "$0" "$1" why ${endpoint} --format json`;
  const { stdout, stderr } = await run(['unshare', '--net', 'sh', '-c', why, ...PROGRAM]);
  if (stdout === '') throw new Error(stderr);
  const { outcome, prediction, trial } = JSON.parse(stdout);
  return { outcome, predicted: prediction.outcome, agrees: trial.agrees };
}

const LOOPBACK = 'ip link set lo up; ip route del local';
const ANYIP = 'ip link set lo up; ip route add local';
const BROADCAST = 'ip link set lo up; ip route add broadcast';
const ADDRESS = 'ip link set lo up; ip address add 192.0.2.2/24 dev lo';
const BINDS = { outcome: 'ok', predicted: 'ok', agrees: true };
const REFUSED = { outcome: 'bind:EADDRNOTAVAIL', predicted: 'bind:EADDRNOTAVAIL', agrees: true };

describeWhere(canUnshare('root'), 'an address that the host does not have', () => {
  test.each([
    ['is bound where lo was never up', 'true', '192.0.2.1:5000', BINDS],
    ['is bound as a v4-mapped one too', 'true', '[::ffff:192.0.2.1]:5000', BINDS],
    ['is refused there if it is of IPv6', 'true', '[2001:db8::1]:5000', REFUSED],
    ['is refused where lo is up', 'ip link set lo up', '192.0.2.1:5000', REFUSED],
    [
      'is refused where lo was up once and nothing is left of it',
      'ip link set lo up; ip link set lo down; ip address flush dev lo',
      '192.0.2.1:5000',
      REFUSED,
    ],
    ['is bound where a route of AnyIP has it', `${ANYIP} 10.5.0.0/16 dev lo`, '10.5.1.2:5000', BINDS],
    ['is bound where a route to one address has it', `${ANYIP} 10.5.1.2 dev lo`, '[::ffff:10.5.1.2]:5000', BINDS],
    ['is refused beside such a route', `${ANYIP} 10.5.0.0/16 dev lo`, '10.6.1.2:5000', REFUSED],
    [
      'is refused where that is of IPv6',
      'ip link set lo up; ip -6 route add local 2001:db8::/64 dev lo',
      '[2001:db8::1]:5000',
      REFUSED,
    ],
    ['is bound as a broadcast address', `${BROADCAST} 10.7.7.7 dev lo table local`, '10.7.7.7:5000', BINDS],
    [
      'is refused where the route to the loopback prefix is gone',
      `${LOOPBACK} 127.0.0.0/8 dev lo table local`,
      '127.0.0.5:5000',
      REFUSED,
    ],
    [
      'is bound there where its own route is left',
      `${LOOPBACK} 127.0.0.0/8 dev lo table local`,
      '127.0.0.1:5000',
      BINDS,
    ],
    [
      'is refused where its route is gone',
      'ip link set lo up; ip address add 192.0.2.2/32 dev lo; ip route del local 192.0.2.2 dev lo table local',
      '192.0.2.2:5000',
      REFUSED,
    ],
    [
      'is bound where only its broadcast address is gone',
      `${ADDRESS}; ip route del broadcast 192.0.2.255 dev lo table local`,
      '192.0.2.2:5000',
      BINDS,
    ],
  ])('%s', async (_, setup, endpoint, answer) => {
    expect(await answerAfter(setup, endpoint)).toEqual(answer);
  });
});
