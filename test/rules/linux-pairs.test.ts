import { describe, expect, test } from 'vitest';
import type { Reuse, SocketOptions } from '../../src/model/options.ts';
import { formatPrediction } from '../../src/model/outcome.ts';
import { predictListener, ruleSet } from '../../src/rules/index.ts';
import { at, bind, environment, pair, type Shape } from './systems.ts';

const LINUX = ruleSet('linux');
const INUSE = 'bind:EADDRINUSE';

/** Rows hold, columns try; without options, `::` dual-stack; `v` is `::` with IPV6_V6ONLY, and then both sockets have it. */
const FORMS = ['0.0.0.0', '127.0.0.1', '10.0.0.1', '::', '::1', 'fd00::1', '::ffff:0.0.0.0', '::ffff:127.0.0.1'];
const MEETING = `
  0.0.0.0           x x x x . . x x
  127.0.0.1         x x . x . . x x
  10.0.0.1          x . x x . . x .
  ::                x x x x x x x x
  ::1               . . . x x . . .
  fd00::1           . . . x . x . .
  ::ffff:0.0.0.0    x x x x . . x x
  ::ffff:127.0.0.1  x x . x . . x x
`;

describe('which addresses meet on one port', () => {
  const rows = MEETING.trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const cells = rows.flatMap(([holder = '', ...marks]) =>
    marks.map((mark, j) => ({ holder, newcomer: FORMS[j] ?? '', wanted: mark === 'x' ? INUSE : 'ok' })),
  );
  test.each(cells)('$holder then $newcomer: $wanted', ({ holder, newcomer, wanted }) => {
    expect(pair('linux', holder, newcomer)[0]).toBe(wanted);
  });

  test.each([
    ['::', '0.0.0.0', 'v6only-separates'],
    ['0.0.0.0', '::', 'v6only-separates'],
    ['::', '127.0.0.1', 'v6only-separates'],
  ])('%s then %s with IPV6_V6ONLY: ok', (holder, newcomer, rule) => {
    expect(pair('linux', holder, newcomer, { v6only: 'on' })).toEqual(['ok', rule]);
  });

  test(':: beside :: meets whatever the flags', () => {
    expect(pair('linux', '::', '::', { v6only: 'on' })[0]).toBe(INUSE);
  });
});

/** Step 4 of the procedure: overlapping TCP addresses, the old socket bound, listening, connected. */
const REUSES: readonly Reuse[] = ['none', 'addr', 'port', 'addr+port'];

describe('options of two TCP sockets of one user', () => {
  const permits = (newcomer: Reuse, old: Reuse, isListening: boolean): boolean =>
    (newcomer.startsWith('addr') && old.startsWith('addr') && !isListening) ||
    (newcomer.endsWith('port') && old.endsWith('port'));
  const cells = REUSES.flatMap((newcomer) =>
    REUSES.flatMap((old) =>
      (['BOUND', 'LISTEN', 'ESTABLISHED', 'CLOSE_WAIT'] as const).map((state) => ({ newcomer, old, state })),
    ),
  );
  test.each(cells)('$newcomer beside $old in $state', ({ newcomer, old, state }) => {
    const [outcome] = bind(
      'linux',
      { address: '0.0.0.0', reuse: newcomer },
      { address: '127.0.0.1', reuse: old, state },
    );
    expect(outcome).toBe(permits(newcomer, old, state === 'LISTEN') ? 'ok' : 'EADDRINUSE');
  });
});

describe('the rule that is named', () => {
  const listener: Shape = { address: '127.0.0.1', reuse: 'addr' };
  test.each<[string, Shape, Shape, string]>([
    ['ANY beside a listener', { address: '0.0.0.0', reuse: 'addr' }, listener, 'wildcard-overlaps-listener'],
    ['the same address', { address: '127.0.0.1', reuse: 'addr' }, listener, 'same-address-listening'],
    ['a dual-stack newcomer', { address: '::', reuse: 'addr' }, listener, 'dual-stack-overlaps-ipv4'],
    ['another address', { address: '10.0.0.1' }, listener, 'no-overlap'],
    [
      'two users',
      { address: '127.0.0.1', reuse: 'port', uid: 1000 },
      { address: '127.0.0.1', reuse: 'port' },
      'reuseport-uid-differs',
    ],
    [
      'root is no exception',
      { address: '127.0.0.1', reuse: 'port' },
      { address: '127.0.0.1', reuse: 'port', uid: 1000 },
      'reuseport-uid-differs',
    ],
    [
      'the old socket lacks it',
      { address: '127.0.0.1', reuse: 'addr' },
      { address: '127.0.0.1', state: 'BOUND' },
      'old-lacks-reuseaddr',
    ],
    [
      'the newcomer lacks it',
      { address: '127.0.0.1' },
      { address: '127.0.0.1', reuse: 'addr', state: 'BOUND' },
      'newcomer-lacks-reuseaddr',
    ],
    ['neither has any', { address: '127.0.0.1' }, { address: '127.0.0.1', state: 'BOUND' }, 'no-reuse'],
  ])('%s', (_, newcomer, old, rule) => {
    expect(bind('linux', newcomer, old)[1]).toBe(rule);
  });

  test('an IPv6 connection of a dual-stack socket blocks 0.0.0.0, and no specific IPv4 address', () => {
    const connection: Shape = { address: '::1', state: 'ESTABLISHED' };
    expect(bind('linux', { address: '0.0.0.0' }, connection)).toEqual([
      'EADDRINUSE',
      'dual-stack-connection-overlaps-any',
    ]);
    expect(bind('linux', { address: '127.0.0.1' }, connection)).toEqual(['ok', 'no-overlap']);
    expect(bind('linux', { address: '0.0.0.0' }, { ...connection, v6only: true })).toEqual(['ok', 'no-overlap']);
  });
});

describe('UDP', () => {
  const udp = { protocol: 'udp', address: '127.0.0.1' } as const;
  test('SO_REUSEADDR on both is enough', () => {
    expect(bind('linux', { ...udp, reuse: 'addr' }, { ...udp, reuse: 'addr' })[0]).toBe('ok');
    expect(bind('linux', { ...udp, reuse: 'addr' }, udp)[0]).toBe('EADDRINUSE');
  });

  test('the newest overlapping socket decides, and an older one behind it does not count', () => {
    const newcomer: Shape = { ...udp, address: '0.0.0.0', reuse: 'port' };
    const plain: Shape = { ...udp, address: '10.0.0.1' };
    const shared: Shape = { ...udp, reuse: 'port' };
    expect(bind('linux', newcomer, plain, shared)[0]).toBe('ok');
    expect(bind('linux', newcomer, shared, plain)[0]).toBe('EADDRINUSE');
  });
});

describe('alone', () => {
  const alone = (text: string, port: number, uid: number, options: SocketOptions = { v6only: true }): string => {
    const address = at(text);
    const listener = { protocol: 'tcp', address, port, options: address.family === 'inet6' ? options : {} } as const;
    return formatPrediction(predictListener(LINUX, environment('linux', uid), listener).outcome);
  };
  test.each([
    ['0.0.0.0', 50005, 1000, 'ok'],
    ['0.0.0.0', 80, 1000, 'bind:EACCES'],
    ['0.0.0.0', 80, 0, 'ok'],
    ['192.0.2.9', 80, 1000, 'bind:EADDRNOTAVAIL'],
    ['2001:db8::9', 80, 1000, 'bind:EACCES'],
    ['2001:db8::9', 50005, 1000, 'bind:EADDRNOTAVAIL'],
    ['fe80::1', 50005, 0, 'bind:EINVAL'],
    ['fe80::1%eth9', 50005, 0, 'bind:ENODEV'],
    ['::ffff:127.0.0.1', 50005, 0, 'bind:EINVAL'],
    ['224.0.0.1', 50005, 0, 'ok'],
    ['::', 50005, 0, 'ok'],
  ])('%s:%i as %i: %s', (text, port, uid, wanted) => {
    expect(alone(text, port, uid)).toBe(wanted);
  });
});
