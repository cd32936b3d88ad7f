import { describe, expect, test } from 'vitest';
import type { Bind, Evidence, Factor, Remedy } from '../../src/model/why.ts';
import { answerWhy, harmless, type Trier } from '../../src/why/answer.ts';
import { ADDRESSES, at, bindOf, evidenceOf, held, hostOf, leftover, SURROUNDINGS } from './evidence.ts';

type Answer = ReturnType<typeof answerWhy>;

const ask = (bind: Bind, evidence: Evidence, trier: Trier = null, ports: readonly number[] = []): Answer =>
  answerWhy(bind, evidence, ports, trier);

const kindsOf = ({ alternatives }: Answer): string[] =>
  alternatives.map(({ steps }) => steps.map(({ kind }) => kind).join('+'));

const remedyOf = (answer: Answer, kind: Remedy['kind']): Remedy | undefined =>
  answer.alternatives.flatMap(({ steps }) => steps).find((step) => step.kind === kind);

const finding = ({ findings }: Answer, id: Factor['id']): Factor | undefined => findings.find((one) => one.id === id);

describe('the verdict', () => {
  const listener = evidenceOf([held('127.0.0.1', 80)]);

  test('is the prediction where nothing is tried', () => {
    expect(ask(bindOf('0.0.0.0', 80), listener)).toMatchObject({ outcome: 'bind:EADDRINUSE', trial: null });
    expect(ask(bindOf('192.0.2.2', 80), listener)).toMatchObject({ outcome: 'ok' });
  });

  test("is the kernel's where it was asked the same, and the difference is told", () => {
    const answer = ask(bindOf('192.0.2.2', 80), listener, () => 'bind:EPERM');
    expect(answer).toMatchObject({ outcome: 'bind:EPERM', prediction: { outcome: 'ok' }, trial: { agrees: false } });
    expect(answer.alternatives).toEqual([]);
  });

  test("is the rules' where the kernel refused fewer options", () => {
    const shared = evidenceOf([held('0.0.0.0', 80, { reuseport: true })]);
    const answer = ask(bindOf('0.0.0.0', 80, { reuse: 'port' }), shared, () => 'bind:EADDRINUSE');
    expect(answer).toMatchObject({ outcome: 'ok', trial: { bind: { reuse: 'none' }, agrees: true } });
    expect(answer.others).toMatchObject([{ takes: 'part' }]);
  });

  test("is the kernel's where fewer options were enough", () => {
    expect(ask(bindOf('0.0.0.0', 81, { reuse: 'port' }), listener, () => 'ok')).toMatchObject({ outcome: 'ok' });
  });
});

test('a resource that ran out says nothing', () => {
  const answer = ask(bindOf('0.0.0.0', 80), evidenceOf([held('127.0.0.1', 80)]), () => 'socket:EMFILE', [8080]);
  expect(answer).toMatchObject({ outcome: 'bind:EADDRINUSE', trial: { agrees: true } });
  expect(answer.alternatives.map(({ tried }) => tried)).toEqual([undefined, undefined, undefined]);
});

describe('what is tried', () => {
  test.each([
    ['tcp', 'none', 'none'],
    ['tcp', 'addr', 'addr'],
    ['tcp', 'port', 'none'],
    ['tcp', 'addr+port', 'addr'],
    ['udp', 'addr', 'none'],
    ['udp', 'addr+port', 'none'],
  ] as const)('%s with %s is tried with %s', (protocol, reuse, tried) => {
    expect(harmless(bindOf('0.0.0.0', 80, { protocol, reuse })).reuse).toBe(tried);
  });

  test('never has SO_REUSEPORT, and UDP no option at all, whatever is asked or proposed', () => {
    const tried: Bind[] = [];
    const trier = (bind: Bind): string => {
      tried.push(bind);
      return 'bind:EADDRINUSE';
    };
    for (const protocol of ['tcp', 'udp'] as const) {
      for (const reuse of ['none', 'addr', 'port', 'addr+port'] as const) {
        const evidence = evidenceOf([held('0.0.0.0', 80, { protocol, state: 'BOUND', reuseport: true })]);
        ask(bindOf('0.0.0.0', 80, { protocol, reuse }), evidence, trier, [8080]);
      }
    }
    expect(tried.length).toBeGreaterThan(8);
    for (const { protocol, reuse } of tried) expect(protocol === 'udp' ? ['none'] : ['none', 'addr']).toContain(reuse);
  });
});

describe('options that nobody could read', () => {
  const { reuseaddr, reuseport, ...hidden } = held('0.0.0.0', 80);

  test('decide where both asked for SO_REUSEPORT', () => {
    const answer = ask(bindOf('0.0.0.0', 80, { reuse: 'port' }), evidenceOf([hidden]), () => 'bind:EADDRINUSE');
    expect(answer.outcome).toBe('unknown');
    expect(answer.depends).toMatchObject([{ option: 'SO_REUSEPORT', on: 'ok', off: 'bind:EADDRINUSE' }]);
  });

  test('do not matter beside a listener without it', () => {
    const answer = ask(bindOf('0.0.0.0', 80), evidenceOf([hidden]));
    expect(answer).toMatchObject({ outcome: 'bind:EADDRINUSE', depends: [] });
  });

  test('decide beside a socket that does not listen, until the kernel is asked', () => {
    const bound = evidenceOf([{ ...hidden, state: 'BOUND' }]);
    expect(ask(bindOf('0.0.0.0', 80), bound).depends).toMatchObject([
      { option: 'SO_REUSEADDR', on: 'ok', off: 'bind:EADDRINUSE' },
    ]);
    expect(ask(bindOf('0.0.0.0', 80), bound, () => 'ok')).toMatchObject({ outcome: 'ok', depends: [] });
  });

  test('of a connection are those of its listener', () => {
    const listener = held('0.0.0.0', 80, { reuseport: true });
    const answer = ask(bindOf('0.0.0.0', 80, { reuse: 'port' }), evidenceOf([listener, leftover('192.0.2.2', 80)]));
    expect(answer.outcome).toBe('ok');
    expect(answer.others.map(({ socket }) => socket.inherited)).toEqual([undefined, true]);
  });
});

describe('a socket stands in the way or does not', () => {
  test('by itself, also behind another reason', () => {
    const user = hostOf({ uid: 1000, capabilities: [] });
    const answer = ask(bindOf('0.0.0.0', 80), evidenceOf([held('127.0.0.1', 80)], { host: user }));
    expect(answer).toMatchObject({ outcome: 'bind:EACCES', blockers: [{ socket: { port: 80 } }] });
    expect(finding(answer, 'privilege')).toMatchObject({ role: 'cause', below: 1024 });
  });

  test('of the other protocol never', () => {
    const answer = ask(bindOf('0.0.0.0', 53), evidenceOf([held('0.0.0.0', 53, { protocol: 'udp', state: 'BOUND' })]));
    expect(answer).toMatchObject({ outcome: 'ok', blockers: [], others: [{ socket: { protocol: 'udp' } }] });
  });

  test('in another VRF only for UDP, and where tcp_l3mdev_accept is set', () => {
    const red = { surroundings: { ...SURROUNDINGS, vrfs: { eth0: 'red', red: 'red' } } };
    const there = (more: object): Evidence => evidenceOf([held('0.0.0.0', 80, { device: 'red', ...more })], red);
    expect(ask(bindOf('0.0.0.0', 80), there({}))).toMatchObject({ outcome: 'ok' });
    expect(finding(ask(bindOf('0.0.0.0', 80), there({})), 'vrf')).toMatchObject({ others: ['red'], shared: false });
    expect(ask(bindOf('0.0.0.0', 80, { device: 'eth0' }), there({ device: 'eth0' })).outcome).toMatch(/EADDRINUSE/);
    const udp = there({ protocol: 'udp', state: 'BOUND' });
    expect(ask(bindOf('0.0.0.0', 80, { protocol: 'udp' }), udp).outcome).toBe('bind:EADDRINUSE');
    const accepting = { ...there({}), host: hostOf({ sysctls: { 'net.ipv4.tcp_l3mdev_accept': '1' } }) };
    expect(ask(bindOf('0.0.0.0', 80), accepting).outcome).toMatch(/EADDRINUSE/);
  });
});

describe('what would work', () => {
  test('the other addresses, those that others reach first, and stopping the holder', () => {
    const answer = ask(bindOf('0.0.0.0', 80), evidenceOf([held('127.0.0.1', 80)]), null, [8080]);
    expect(kindsOf(answer)).toEqual(['address', 'stop', 'port']);
    expect(remedyOf(answer, 'address')).toMatchObject({ bind: { address: at('192.0.2.2') } });
    expect(remedyOf(answer, 'stop')).toEqual({ kind: 'stop', pids: [812] });
  });

  test('stopping is not enough where its connections stay without SO_REUSEADDR', () => {
    const peer = { address: at('192.0.2.77'), port: 40_000 };
    const busy = [held('0.0.0.0', 80), held('192.0.2.2', 80, { state: 'ESTABLISHED', peer, inode: 2 })];
    expect(kindsOf(ask(bindOf('0.0.0.0', 80), evidenceOf(busy)))).toEqual(['stop+wait']);
    const sharing = busy.map((socket) => ({ ...socket, reuseaddr: true }));
    expect(kindsOf(ask(bindOf('0.0.0.0', 80), evidenceOf(sharing)))).toEqual(['stop']);
    expect(kindsOf(ask(bindOf('0.0.0.0', 80, { reuse: 'none' }), evidenceOf(sharing)))).toEqual([
      'stop+wait',
      'stop+reuse',
    ]);
  });

  test('nobody can be stopped who is not seen', () => {
    expect(kindsOf(ask(bindOf('0.0.0.0', 80), evidenceOf([held('0.0.0.0', 80, { owners: [] })])))).toEqual([]);
  });

  test('a TIME_WAIT leftover ends by itself; only the kernel knows whether SO_REUSEADDR would do', () => {
    const asked = bindOf('0.0.0.0', 80, { reuse: 'none' });
    const evidence = evidenceOf([leftover('192.0.2.2', 80)], { host: hostOf({}, ADDRESSES.slice(2, 3)) });
    expect(remedyOf(ask(asked, evidence), 'wait')).toEqual({ kind: 'wait', seconds: 42 });
    expect(kindsOf(ask(asked, evidence))).toEqual(['wait']);
    const trier = ({ reuse }: Bind): string => (reuse === 'addr' ? 'ok' : 'bind:EADDRINUSE');
    expect(kindsOf(ask(asked, evidence, trier))).toEqual(['wait', 'reuse']);
  });

  test("SO_REUSEPORT takes the holder's user, and costs it clients", () => {
    const other = evidenceOf([held('0.0.0.0', 80, { uid: 33, reuseport: true })]);
    const answer = ask(bindOf('0.0.0.0', 80, { reuse: 'port' }), other);
    expect(remedyOf(answer, 'user')).toEqual({ kind: 'user', uid: 33 });
    const own = ask(bindOf('192.0.2.2', 80), evidenceOf([held('0.0.0.0', 80, { reuseport: true })]));
    expect(remedyOf(own, 'reuse')).toMatchObject({ takes: 'all', bind: { reuse: 'addr+port' } });
  });

  test('IPV6_V6ONLY on the side that is dual-stack', () => {
    const four = ask(bindOf('::', 80), evidenceOf([held('0.0.0.0', 80)]));
    expect(remedyOf(four, 'v6only')).toMatchObject({ bind: { v6only: 'on' } });
    expect(finding(four, 'bindv6only')).toMatchObject({ role: 'cause', dualStack: true });
    const six = ask(bindOf('0.0.0.0', 80), evidenceOf([held('::', 80)]));
    expect(remedyOf(six, 'holder-option')).toMatchObject({ option: 'IPV6_V6ONLY' });
  });

  test('an address that is missing: those like it, ANY, or waiving the rule', () => {
    const answer = ask(bindOf('192.0.2.9', 80), evidenceOf([]));
    expect(kindsOf(answer)).toEqual(['address', 'address', 'address', 'freebind', 'sysctl', 'add-address']);
    expect(answer.alternatives[0]?.steps[0]).toMatchObject({ bind: { address: at('192.0.2.2') } });
  });

  test('an IPv6 address cannot be added where IPv6 is disabled', () => {
    const surroundings = { ...SURROUNDINGS, ipv6DisabledOn: ['eth0'] };
    const answer = ask(bindOf('2001:db8::9', 80), evidenceOf([], { surroundings }));
    expect(finding(answer, 'ipv6')).toMatchObject({ role: 'cause', disabledOn: ['eth0'] });
    expect(kindsOf(answer)).not.toContain('add-address');
  });

  test('a port in the ephemeral range is free today: another is safer', () => {
    const answer = ask(bindOf('0.0.0.0', 50_005), evidenceOf([]), null, [10_005]);
    expect(answer.outcome).toBe('ok');
    expect(finding(answer, 'ephemeral')).toMatchObject({ role: 'note', range: [32_768, 60_999], reserved: false });
    expect(remedyOf(answer, 'port')).toMatchObject({ bind: { port: 10_005 } });
  });
});
