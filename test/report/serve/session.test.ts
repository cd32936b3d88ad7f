import { describe, expect, test } from 'vitest';
import type { HeldSocket } from '../../../src/model/host.ts';
import type { Listener } from '../../../src/model/listener.ts';
import { err, ok } from '../../../src/model/result.ts';
import type { ServeSummary } from '../../../src/model/serve.ts';
import { closingLines, openingLines } from '../../../src/report/serve/index.ts';
import { asked, leftover } from '../../why/evidence.ts';

const NOTHING: ServeSummary = { clients: 0, messages: 0, bytes: 0, remotePeers: 0, closedFirst: [] };

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

describe('the opening lines of a server', () => {
  test.each<[Listener, boolean, string, string]>([
    [asked('0.0.0.0', 8080, { reuse: 'none' }), false, 'no SO_REUSEADDR, backlog 9, local clients only', '127.0.0.1'],
    [asked('::', 8080), true, 'SO_REUSEADDR, backlog 9, any client', '::1'],
    [
      asked('192.0.2.2', 8080, { reuse: 'addr+port' }),
      false,
      'SO_REUSEADDR and SO_REUSEPORT, backlog 9, local clients only',
      '192.0.2.2',
    ],
  ])('of %o, with remote clients %s, name %s and how to reach it', (listener, allowRemote, options, target) => {
    const [first, second] = openingLines(listener, allowRemote, 9, STYLE);
    expect(first?.endsWith(`:8080, ${options}`)).toBe(true);
    expect(second).toContain(`telnet ${target} 8080 `);
  });
});

describe('the closing lines of a server', () => {
  const lines = (summary: Partial<ServeSummary>, left: readonly HeldSocket[] = [], listener = asked('0.0.0.0', 8080)) =>
    closingLines({ ...NOTHING, ...summary }, ok(left), listener, STYLE);

  test('count nothing but messages where no client came', () => {
    expect(lines({})).toEqual(['received 0 messages']);
  });

  test('count clients, their bytes, and the connections from remote hosts that were reset', () => {
    expect(lines({ clients: 2, messages: 3, bytes: 1234, remotePeers: 1 })).toEqual([
      'received 3 messages, 1,234 bytes, from 2 clients',
      '1 connection from remote hosts reset unread (--allow-remote serves them too)',
    ]);
  });

  const peer = leftover('127.0.0.1', 8080).peer;
  const ONE = { clients: 1, closedFirst: peer === undefined ? [] : [peer] };

  test('say that nothing is left of a connection, or that it is unknown', () => {
    expect(lines(ONE).at(-1)).toBe('the kernel lists nothing that is left of the connections closed first');
    const unseen = err({ message: 'list the sockets of this host: EPERM' });
    expect(closingLines({ ...NOTHING, ...ONE }, unseen, asked('0.0.0.0', 8080), STYLE).at(-1)).toBe(
      'what is left in TIME_WAIT is unknown: list the sockets of this host: EPERM',
    );
  });

  test.each([
    ['none', 'Until then a restart on port 8080 fails, even with --reuse addr: this server did not set SO_REUSEADDR.'],
    ['addr', 'A restart works at once with --reuse addr, as this server was started; otherwise only after that time.'],
    [
      'addr+port',
      'A restart works at once with --reuse addr or --reuse port, as this server was started; otherwise only after that time.',
    ],
  ] as const)(
    'of a server with reuse %s that leaves a connection in TIME_WAIT say what a restart needs',
    (reuse, words) => {
      const left = [leftover('127.0.0.1', 8080)];
      expect(lines({ ...ONE, messages: 1, bytes: 2 }, left, asked('0.0.0.0', 8080, { reuse }))).toEqual([
        'received 1 message, 2 bytes, from 1 client',
        'TIME_WAIT 127.0.0.1:8080 -> 192.0.2.77:40000, for another 42 s',
        words,
      ]);
    },
  );
});
