import { describe, expect, test } from 'vitest';
import type { HeldSocket } from '../../../src/model/host.ts';
import type { Listener } from '../../../src/model/listener.ts';
import { type Refused, refused } from '../../../src/model/outcome.ts';
import type { ServeRefusal } from '../../../src/model/serve.ts';
import { refusalLine, refusalLines } from '../../../src/report/serve/index.ts';
import { refusalOf } from '../../../src/why/serve-refusal.ts';
import { asked, held, hostOf, leftover, NGINX } from '../../why/evidence.ts';

const IN_USE = refused('bind', 'EADDRINUSE');
const USER = hostOf({ uid: 1000, capabilities: [] });

const refusal = (listener: Listener, sockets: readonly HeldSocket[], outcome: Refused = IN_USE, host = hostOf()) =>
  refusalOf(listener, outcome, host, sockets, [{ ...NGINX, unit: 'session-3.scope' }]);

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

/** On a terminal so wide that no row is broken. */
const rows = (found: ServeRefusal): string[] => refusalLines(found, { ...STYLE, columns: 1000 });

test.each([
  [IN_USE, 'bind() error: Address already in use (0.0.0.0:8080)'],
  [refused('listen', 'EADDRINUSE'), 'listen() error: Address already in use (0.0.0.0:8080)'],
  [refused('bind', 'EACCES'), 'bind() error: Permission denied (0.0.0.0:8080)'],
  [refused('bind', 'ENETDOWN'), 'bind() error: ENETDOWN (0.0.0.0:8080)'],
])("a server refused with %o gives the tutorial's line", (outcome, line) => {
  expect(refusalLine(refusal(asked('0.0.0.0', 8080), [], outcome))).toBe(line);
});

describe('the refusal of a server', () => {
  test('by one that listens says what to do, and how two servers share a port', () => {
    const found = refusal(asked('0.0.0.0', 8080), [held('127.0.0.1', 8080)]);
    expect(rows(found)).toEqual([
      '  held by  LISTEN 127.0.0.1:8080, of nginx (pid 812)',
      expect.stringMatching(/^ {2}because {2}127\.0\.0\.1:8080 listens/),
      '  do       listen on 192.0.2.2:8080',
      '           stop nginx (pid 812)',
      '           use port 8081',
      '  note     two servers of one user share a port if both are started with --reuse port',
    ]);
  });

  test('by one that listens, of a server with SO_REUSEPORT, says what the holder lacks', () => {
    const found = refusal(asked('0.0.0.0', 8080, { reuse: 'port' }), [held('0.0.0.0', 8080)]);
    expect(rows(found).at(-1)).toBe(
      '  note     two servers share a port if both set SO_REUSEPORT and run as one user: the holder did not, or runs as another user',
    );
  });

  test('by a connection in TIME_WAIT, of a server without SO_REUSEADDR, says when setting it helps', () => {
    const found = refusal(asked('192.0.2.2', 8080, { reuse: 'none' }), [leftover('192.0.2.2', 8080)]);
    expect(rows(found)).toEqual([
      '  held by  TIME_WAIT 192.0.2.2:8080 -> 192.0.2.77:40000, for another 42 s',
      expect.stringContaining('with the options of its old socket'),
      '  do       wait 42 s',
      '           use port 8081',
      '  note     --reuse addr helps at once if the server that left this set SO_REUSEADDR too; otherwise only from the next restart on',
    ]);
  });

  test('by a connection in TIME_WAIT, of a server with SO_REUSEADDR, says that the former server lacked it', () => {
    const found = refusal(asked('192.0.2.2', 8080), [leftover('192.0.2.2', 8080)]);
    expect(rows(found).at(-1)).toBe(
      '  note     this server set SO_REUSEADDR, so the one that left this had not: with --reuse addr on both, the next restart works at once',
    );
  });

  test('by a socket that is bound and does not listen says that both must set SO_REUSEADDR', () => {
    const found = refusal(asked('0.0.0.0', 8080), [held('0.0.0.0', 8080, { state: 'BOUND' })]);
    expect(rows(found).at(-1)).toBe(
      '  note     while neither listens, two sockets share a port if both set SO_REUSEADDR',
    );
  });

  test('by a process that cannot be seen says its uid, and to stop it', () => {
    const { reuseaddr: _, reuseport: __, ...hidden } = held('0.0.0.0', 8080, { owners: [], uid: 33 });
    const lines = rows(refusal(asked('0.0.0.0', 8080), [hidden], IN_USE, USER));
    expect(lines[0]).toBe('  held by  LISTEN 0.0.0.0:8080, of a process of uid 33 that you cannot see: run as root');
    expect(lines.slice(2, 4)).toEqual(['  do       use port 8081', '           stop the process that holds the port']);
  });

  test('by several sockets names the one that stays longest, and counts the others', () => {
    const sockets = [leftover('192.0.2.2', 8080), held('127.0.0.1', 8080)];
    expect(rows(refusal(asked('0.0.0.0', 8080, { reuse: 'none' }), sockets))[0]).toBe(
      '  held by  LISTEN 127.0.0.1:8080, of nginx (pid 812); and 1 other socket in the way',
    );
  });

  test('for want of a privilege says the capability, the sysctl and an unprivileged port', () => {
    const lines = rows(refusal(asked('0.0.0.0', 80), [], refused('bind', 'EACCES'), USER));
    expect(lines).toEqual([
      expect.stringMatching(/^ {2}because {2}.*CAP_NET_BIND_SERVICE/),
      expect.stringMatching(/^ {2}do {7}run it as root, or with CAP_NET_BIND_SERVICE/),
      '           sysctl net.ipv4.ip_unprivileged_port_start=80',
      '           use port 8080',
    ]);
  });

  test('for an address that the host does not have says those that it has, and how to list them', () => {
    const lines = rows(refusal(asked('192.0.2.9', 8080), [], refused('bind', 'EADDRNOTAVAIL')));
    expect(lines).toContain('  do       listen on 192.0.2.2:8080');
    expect(lines.at(-1)).toBe('           "bindmatrix interfaces" lists the addresses of this host');
  });

  test('where no socket is listed says so, and to try again', () => {
    expect(rows(refusal(asked('0.0.0.0', 8080), []))).toEqual([
      '  because  no listed socket holds the port now: it was closed meanwhile, or the kernel does not list it',
      '  do       try again',
    ]);
  });

  test('is at most as wide as the terminal', () => {
    const found = refusal(asked('0.0.0.0', 8080, { reuse: 'none' }), [held('0.0.0.0', 8080), leftover('::1', 8080)]);
    for (const line of refusalLines(found, { ...STYLE, columns: 60 })) expect(line.length).toBeLessThanOrEqual(60);
  });
});
