import { describe, expect, test } from 'vitest';
import { DEFAULT_AXES } from '../../src/model/axes.ts';
import type { Reuse } from '../../src/model/options.ts';
import { OPERATING_SYSTEMS, predictTogether, ruleSet } from '../../src/rules/index.ts';
import { at, bind, environment, pair, type Shape } from './systems.ts';

const [ANY, SPECIFIC] = ['0.0.0.0', '10.0.0.1'];

const COLUMNS: readonly Omit<Shape, 'uid'>[] = [
  { address: ANY },
  { address: SPECIFIC },
  { address: ANY, reuse: 'addr' },
  { address: SPECIFIC, reuse: 'addr' },
  { address: ANY, exclusive: true },
  { address: SPECIFIC, exclusive: true },
];

const NAMES = [
  'Default ANY',
  'Default specific',
  'REUSEADDR ANY',
  'REUSEADDR specific',
  'EXCLUSIVE ANY',
  'EXCLUSIVE specific',
];

/** "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE", the tables of Windows Server 2003 and later: the first bind a row, the second a column. */
const SAME_ACCOUNT = `
  INUSE    Success  ACCESS   Success  INUSE    Success
  Success  INUSE    Success  ACCESS   INUSE    INUSE
  INUSE    Success  Success  Success  INUSE    Success
  Success  INUSE    Success  Success  INUSE    INUSE
  INUSE    ACCESS   ACCESS   ACCESS   INUSE    ACCESS
  Success  INUSE    Success  ACCESS   INUSE    INUSE
`;

const DIFFERENT_ACCOUNTS = `
  INUSE    ACCESS   ACCESS   ACCESS   INUSE    ACCESS
  Success  INUSE    Success  ACCESS   INUSE    INUSE
  INUSE    ACCESS   Success  Success  INUSE    ACCESS
  Success  INUSE    Success  Success  INUSE    INUSE
  INUSE    ACCESS   ACCESS   ACCESS   INUSE    ACCESS
  Success  INUSE    Success  ACCESS   INUSE    INUSE
`;

const ERRNO: Readonly<Record<string, string>> = { Success: 'ok', INUSE: 'EADDRINUSE', ACCESS: 'EACCES' };

const cells = (table: string): [string, string, number, number, string][] =>
  table
    .trim()
    .split('\n')
    .flatMap((line, i) =>
      line
        .trim()
        .split(/ +/)
        .map((word, j): [string, string, number, number, string] => [
          NAMES[i] ?? '',
          NAMES[j] ?? '',
          i,
          j,
          ERRNO[word] ?? '',
        ]),
    );

describe.each([
  ['one account', SAME_ACCOUNT, 1000],
  ['different accounts', DIFFERENT_ACCOUNTS, 1001],
])("Microsoft's documented table, %s", (_name, table, uid) => {
  test('has 36 cells', () => expect(cells(table)).toHaveLength(36));

  test.each(cells(table))('%s, then %s', (_first, _second, i, j, errno) => {
    const [first, second] = [COLUMNS[i] as Shape, COLUMNS[j] as Shape];
    expect(bind('windows', { ...second, uid }, { ...first, uid: 1000 })[0]).toBe(errno);
    expect(bind('windows', { ...second, uid, protocol: 'udp' }, { ...first, uid: 1000, protocol: 'udp' })[0]).toBe(
      errno,
    );
  });
});

const asked = ({ reuse = 'none', exclusive }: Omit<Shape, 'uid'>): Reuse => (exclusive ? 'exclusive' : reuse);

describe.each([
  ['one account', SAME_ACCOUNT, '1000'],
  ['different accounts', DIFFERENT_ACCOUNTS, '1001'],
])('what --reuse and --uid can ask for, %s', (_name, table, newcomerUid) => {
  test.each(cells(table))('%s, then %s', (_first, _second, i, j, errno) => {
    const [first, second] = [COLUMNS[i] as Shape, COLUMNS[j] as Shape];
    const [outcome] = pair('windows', first.address, second.address, {
      holder: asked(first),
      newcomer: asked(second),
      uid: { holder: '1000', newcomer: newcomerUid },
    });
    expect(outcome).toBe(errno === 'ok' ? 'ok' : `bind:${errno}`);
  });
});

test.each(OPERATING_SYSTEMS.filter((os) => os !== 'windows'))('%s has no SO_EXCLUSIVEADDRUSE', (os) => {
  expect(pair(os, '0.0.0.0', '10.0.0.1', { newcomer: 'exclusive' })).toEqual([
    'setsockopt:ENOPROTOOPT',
    'no-exclusive',
  ]);
});

describe('what the program can ask for', () => {
  test.each([
    ['10.0.0.1', '10.0.0.2', 'none', 'ok', 'no-overlap'],
    ['::', '0.0.0.0', 'none', 'bind:EADDRINUSE', 'same-address'],
    ['0.0.0.0', '::', 'none', 'bind:EADDRINUSE', 'same-address'],
    ['0.0.0.0', '::', 'addr', 'ok', 'both-reuseaddr'],
    ['::', '10.0.0.1', 'none', 'ok', 'any-beside-specific'],
    ['::1', '10.0.0.1', 'none', 'ok', 'no-overlap'],
    ['10.0.0.1', '10.0.0.2', 'port', 'holder:setsockopt:ENOPROTOOPT', 'no-reuseport'],
    ['10.0.0.1', '10.0.0.2', 'addr+port', 'holder:setsockopt:ENOPROTOOPT', 'no-reuseport'],
    ['0.0.0.0', '192.0.2.1', 'none', 'bind:EADDRNOTAVAIL', 'address-not-local'],
    ['0.0.0.0', '::ffff:10.0.0.1', 'none', 'unknown', 'not-covered'],
  ] as const)('%s, then %s, %s: %s', (first, second, reuse, outcome, rule) => {
    expect(pair('windows', first, second, { holder: reuse, newcomer: reuse })).toEqual([outcome, rule]);
  });

  test('a new IPv6 socket is not dual-stack', () => {
    expect(pair('windows', '0.0.0.0', '::', { v6only: 'system' })).toEqual(['ok', 'no-overlap']);
  });

  test('port 80 needs no privilege', () => {
    expect(bind('windows', { address: '10.0.0.1', port: 80, uid: 1000 })[0]).toBe('ok');
  });
});

test('a dual-stack :: with SO_EXCLUSIVEADDRUSE is denied where a specific IPv4 address is taken', () => {
  expect(bind('windows', { address: '::', exclusive: true }, { address: '127.0.0.1' })).toEqual([
    'EACCES',
    'exclusive-dual-stack',
  ]);
});

test.each([
  ['none', 'TIME_WAIT', 'ok'],
  ['addr', 'TIME_WAIT', 'unknown'],
  ['none', 'ESTABLISHED', 'unknown'],
] as const)('a newcomer with %s beside %s: %s', (reuse, state, outcome) => {
  expect(bind('windows', { address: '10.0.0.1', reuse }, { address: '10.0.0.1', state })[0]).toBe(outcome);
});

test.each([
  ['none', 'none', ['10.0.0.1']],
  ['addr', 'addr', ['0.0.0.0', '10.0.0.1']],
  ['addr', 'none', ['10.0.0.1']],
  ['none', 'exclusive', ['10.0.0.1']],
] as const)('ANY with %s beside a specific address with %s: %s answers there', (holder, newcomer, answering) => {
  const combination = {
    protocol: 'tcp',
    port: 50005,
    ...DEFAULT_AXES,
    reuse: { holder, newcomer },
  } as const;
  const together = predictTogether(ruleSet('windows'), environment('windows'), combination, [
    at('0.0.0.0'),
    at('10.0.0.1'),
  ]);
  expect(together.map(({ answers }) => answers)).toEqual([[at('0.0.0.0')], answering.map(at)]);
});
