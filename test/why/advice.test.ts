import { describe, expect, test } from 'vitest';
import type { HeldSocket } from '../../src/model/host.ts';
import type { Listener } from '../../src/model/listener.ts';
import { OK, refused } from '../../src/model/outcome.ts';
import { advise } from '../../src/why/advice.ts';
import { answerWhy } from '../../src/why/answer.ts';
import { ADDRESSES, asked, at, evidenceOf, held, hostOf, leftover } from './evidence.ts';

const { reuseaddr: _, reuseport: __, ...UNREAD } = held('0.0.0.0', 8080);

/** `stop 812`, `address 192.0.2.2`, `stop 812 + wait 60`: the alternatives in short. */
function adviceOn(listener: Listener, sockets: readonly HeldSocket[], host = hostOf()): string[] {
  const { alternatives } = advise(listener, host, sockets, []);
  for (const { predicted, tried } of alternatives) expect([predicted, tried]).toEqual([OK, undefined]);
  return alternatives.map(({ steps }) => steps.map(inShort).join(' + '));
}

type Step = ReturnType<typeof advise>['alternatives'][number]['steps'][number];

function inShort(step: Step): string {
  switch (step.kind) {
    case 'address':
      return `address ${step.listener.address.ip}`;
    case 'port':
      return `port ${step.listener.port}`;
    case 'stop':
      return `stop ${step.pids.join()}`;
    case 'wait':
      return `wait ${step.seconds}`;
    case 'user':
      return `user ${step.uid}`;
    case 'holder-option':
      return `${step.option} of the holder`;
    default:
      return step.kind;
  }
}

describe('advice where a listener is refused', () => {
  test('by one that listens at an address of its own: the other addresses, stopping it, another port', () => {
    expect(adviceOn(asked('0.0.0.0', 8080), [held('127.0.0.1', 8080)])).toEqual([
      'address 192.0.2.2',
      'stop 812',
      'port 8081',
    ]);
  });

  test('by one on ANY: no address is left, so stopping it or another port', () => {
    expect(adviceOn(asked('192.0.2.2', 8080), [held('0.0.0.0', 8080)])).toEqual(['stop 812', 'port 8081']);
  });

  test('by one whose connections outlive it: stopping it and waiting, where they lack SO_REUSEADDR', () => {
    const peer = { address: at('192.0.2.77'), port: 40_000 };
    const busy = [held('0.0.0.0', 8080), held('192.0.2.2', 8080, { state: 'ESTABLISHED', peer, inode: 2 })];
    expect(adviceOn(asked('0.0.0.0', 8080), busy)).toEqual(['stop 812 + wait 60', 'port 8081']);
  });

  test('by a socket that is bound and does not listen: SO_REUSEADDR of its holder is enough', () => {
    expect(adviceOn(asked('0.0.0.0', 8080), [held('0.0.0.0', 8080, { state: 'BOUND' })])).toEqual([
      'SO_REUSEADDR of the holder',
      'stop 812',
      'port 8081',
    ]);
  });

  test('by a connection in TIME_WAIT: waiting, and no socket option, since its own cannot be read', () => {
    expect(adviceOn(asked('192.0.2.2', 8080, { reuse: 'none' }), [leftover('192.0.2.2', 8080)])).toEqual([
      'wait 42',
      'port 8081',
    ]);
  });

  test('by a SO_REUSEPORT service of another user: running as that user', () => {
    const other = held('0.0.0.0', 8080, { uid: 33, reuseport: true });
    expect(adviceOn(asked('0.0.0.0', 8080, { reuse: 'port' }), [other])).toEqual(['stop 812', 'user 33', 'port 8081']);
  });

  test('by a process that cannot be seen: another port alone', () => {
    const hidden = { ...UNREAD, uid: 33, owners: [] };
    expect(adviceOn(asked('0.0.0.0', 8080), [hidden], hostOf({ uid: 1000, capabilities: [] }))).toEqual(['port 8081']);
  });

  test('by a dual-stack holder: its IPV6_V6ONLY', () => {
    expect(adviceOn(asked('0.0.0.0', 8080), [held('::', 8080)])).toEqual([
      'IPV6_V6ONLY of the holder',
      'stop 812',
      'port 8081',
    ]);
  });

  test('by an IPv4 holder of the port that a dual-stack [::] wants too: IPV6_V6ONLY, then its addresses', () => {
    expect(adviceOn(asked('::', 8080), [held('0.0.0.0', 8080)])).toEqual([
      'v6only',
      'address 2001:db8::2',
      'address ::1',
      'address fe80::1',
      'stop 812',
      'port 8081',
    ]);
  });

  test('for want of a privilege: the capability, the sysctl, an unprivileged port', () => {
    const user = hostOf({ uid: 1000, capabilities: [] });
    expect(adviceOn(asked('0.0.0.0', 80), [], user)).toEqual(['capability', 'sysctl', 'port 8080']);
  });

  test('for an address that the host does not have: those like it first', () => {
    expect(adviceOn(asked('192.0.2.9', 8080), [])).toEqual([
      'address 192.0.2.2',
      'address 0.0.0.0',
      'address 127.0.0.1',
      'freebind',
      'sysctl',
      'add-address',
    ]);
  });
});

test('a port with a listener is not advised where its socket is given', () => {
  const sockets = [held('0.0.0.0', 8080), held('0.0.0.0', 8081)];
  expect(adviceOn(asked('0.0.0.0', 8080), sockets).at(-1)).toBe('port 8082');
});

test('there is no advice where the rules do not know what refused the listener', () => {
  expect(adviceOn(asked('0.0.0.0', 8080), [])).toEqual([]);
});

test('advice is what an answer proposes where nothing is tried', () => {
  const sockets = [held('127.0.0.1', 80, { reuseaddr: true }), leftover('192.0.2.2', 80)];
  const host = hostOf({}, ADDRESSES);
  for (const listener of [asked('0.0.0.0', 80), asked('0.0.0.0', 80, { reuse: 'none' }), asked('::', 80)]) {
    const answer = answerWhy({ listener, earlier: [] }, evidenceOf(sockets, { host }), [8080, 9080], null);
    expect(answer.outcome).toEqual(refused('bind', 'EADDRINUSE'));
    expect(advise(listener, host, sockets, [])).toEqual({ listener, alternatives: answer.alternatives, processes: [] });
  }
});
