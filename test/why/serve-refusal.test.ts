import { describe, expect, test } from 'vitest';
import type { HeldSocket } from '../../src/model/host.ts';
import type { Listener } from '../../src/model/listener.ts';
import { type Refused, refused } from '../../src/model/outcome.ts';
import type { ServeRefusal } from '../../src/model/serve.ts';
import { advise } from '../../src/why/advice.ts';
import { refusalOf } from '../../src/why/serve-refusal.ts';
import { asked, held, hostOf, leftover, NGINX } from './evidence.ts';

const IN_USE = refused('bind', 'EADDRINUSE');

const refusal = (listener: Listener, sockets: readonly HeldSocket[], outcome: Refused = IN_USE, host = hostOf()) =>
  refusalOf(listener, outcome, host, sockets, [NGINX]);

const blockers = ({ blockers: verdicts }: ServeRefusal): string[] => verdicts.map(({ socket }) => socket.state);

describe('a server that could not start', () => {
  test('has each socket that refuses it as a blocker, the one that stays longest first', () => {
    const sockets = [leftover('192.0.2.2', 8080), held('127.0.0.1', 8080), leftover('192.0.2.2', 9090)];
    const { why, ...rest } = refusal(asked('0.0.0.0', 8080, { reuse: 'none' }), sockets);
    expect(why).toBe('');
    expect(blockers({ why, ...rest })).toEqual(['LISTEN', 'TIME_WAIT']);
    expect(rest.processes).toEqual([NGINX]);
  });

  test('is not refused by a socket beside which it binds', () => {
    expect(blockers(refusal(asked('192.0.2.2', 8080), [held('127.0.0.1', 8080)]))).toEqual([]);
  });

  test('says why it is refused by itself, and has the blockers after that all the same', () => {
    const user = hostOf({ uid: 1000, capabilities: [] });
    const found = refusal(asked('0.0.0.0', 80), [held('0.0.0.0', 80)], refused('bind', 'EACCES'), user);
    expect(found.why).toContain('CAP_NET_BIND_SERVICE');
    expect(blockers(found)).toEqual(['LISTEN']);
  });

  test('has the alternatives of advise()', () => {
    const sockets = [held('127.0.0.1', 8080)];
    const listener = asked('0.0.0.0', 8080, { reuse: 'none' });
    expect(refusal(listener, sockets).alternatives).toEqual(advise(listener, hostOf(), sockets, [NGINX]).alternatives);
  });

  test('is not told to set an option that serve has no flag for', () => {
    const kinds = refusal(asked('::', 8080), [held('0.0.0.0', 8080)]).alternatives.flatMap(({ steps }) =>
      steps.map(({ kind }) => kind),
    );
    expect(kinds).toContain('address');
    expect(kinds).not.toContain('v6only');
    const absent = refusal(asked('192.0.2.9', 8080), [], refused('bind', 'EADDRNOTAVAIL'));
    expect(absent.alternatives.flatMap(({ steps }) => steps.map(({ kind }) => kind))).not.toContain('freebind');
  });
});
