import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/model/evidence.ts';
import type { Factor } from '../../src/model/factor.ts';
import type { Listener } from '../../src/model/listener.ts';
import { reuseOf } from '../../src/model/options.ts';
import { type CallOutcome, OK, refused, UNKNOWN } from '../../src/model/outcome.ts';
import type { Remedy } from '../../src/model/remedy.ts';
import { answerWhy } from '../../src/why/answer.ts';
import type { Trier } from '../../src/why/bind-trial.ts';
import { ADDRESSES, asked, at, evidenceOf, held, hostOf, leftover, SURROUNDINGS } from './evidence.ts';

const IN_USE = refused('bind', 'EADDRINUSE');
const DENIED = refused('bind', 'EACCES');
const NOT_PERMITTED = refused('bind', 'EPERM');

type Answer = ReturnType<typeof answerWhy>;

const ask = (listener: Listener, evidence: Evidence, trier: Trier = null, ports: readonly number[] = []): Answer =>
  answerWhy({ listener, earlier: [] }, evidence, ports, trier);

const kindsOf = ({ alternatives }: Answer): string[] =>
  alternatives.map(({ steps }) => steps.map(({ kind }) => kind).join('+'));

const remedyOf = (answer: Answer, kind: Remedy['kind']): Remedy | undefined =>
  answer.alternatives.flatMap(({ steps }) => steps).find((step) => step.kind === kind);

const factor = ({ factors }: Answer, id: Factor['id']): Factor | undefined => factors.find((one) => one.id === id);

describe('the outcome of an answer', () => {
  const listener = evidenceOf([held('127.0.0.1', 80)]);

  test('is the prediction where nothing is tried', () => {
    expect(ask(asked('0.0.0.0', 80), listener)).toMatchObject({ outcome: IN_USE, trial: null });
    expect(ask(asked('192.0.2.2', 80), listener)).toMatchObject({ outcome: OK });
  });

  test("is the kernel's where the same was tried, and the difference from the rules is told", () => {
    const answer = ask(asked('192.0.2.2', 80), listener, () => NOT_PERMITTED);
    expect(answer).toMatchObject({ outcome: NOT_PERMITTED, prediction: { outcome: OK }, trial: { agrees: false } });
    expect(answer.alternatives).toEqual([]);
  });

  test("is the rules' where the kernel refused fewer options", () => {
    const shared = evidenceOf([held('0.0.0.0', 80, { reuseport: true })]);
    const answer = ask(asked('0.0.0.0', 80, { reuse: 'port' }), shared, () => IN_USE);
    expect(answer).toMatchObject({ outcome: OK, trial: { agrees: true } });
    expect(answer.trial?.listener.options).toEqual({ reuseaddr: true });
    expect(answer.others).toMatchObject([{ impact: 'part' }]);
  });

  test("is the kernel's where fewer options were enough", () => {
    expect(ask(asked('0.0.0.0', 81, { reuse: 'port' }), listener, () => OK)).toMatchObject({ outcome: OK });
  });
});

test('a resource that ran out says nothing', () => {
  const answer = ask(
    asked('0.0.0.0', 80),
    evidenceOf([held('127.0.0.1', 80)]),
    () => refused('socket', 'EMFILE'),
    [8080],
  );
  expect(answer).toMatchObject({ outcome: IN_USE, trial: { agrees: true } });
  expect(answer.alternatives.map(({ tried }) => tried)).toEqual([undefined, undefined, undefined]);
});

describe('a TCP listener without SO_REUSEADDR', () => {
  const none = asked('0.0.0.0', 80, { reuse: 'none' });
  const triedOf = (evidence: Evidence, outcome: CallOutcome, exactly = false): { answer: Answer; tried: string[] } => {
    const tried: string[] = [];
    const trier = (listener: Listener): CallOutcome => {
      tried.push(`${listener.port} ${reuseOf(listener.options)}`);
      return outcome;
    };
    return { answer: answerWhy({ listener: none, earlier: [], exactly }, evidence, [8080], trier), tried };
  };

  test('is tried with SO_REUSEADDR, and that it may be bound counts where the option does not matter', () => {
    expect(triedOf(evidenceOf([]), OK)).toMatchObject({ answer: { outcome: OK }, tried: ['80 addr'] });
  });

  test('is refused where it is refused even with SO_REUSEADDR', () => {
    const { answer } = triedOf(evidenceOf([]), IN_USE);
    expect(answer).toMatchObject({ outcome: IN_USE, trial: { agrees: false } });
  });

  test("is as the rules say where the option decides, and the kernel's answer with it says nothing", () => {
    const { answer, tried } = triedOf(evidenceOf([leftover('192.0.2.2', 80)]), OK);
    expect(answer).toMatchObject({ outcome: IN_USE, trial: { outcome: OK, agrees: true } });
    expect(tried.every((one) => one.endsWith('addr'))).toBe(true);
  });

  test('is tried as it is when that was asked for', () => {
    const { answer, tried } = triedOf(evidenceOf([leftover('192.0.2.2', 80)]), OK, true);
    expect(answer).toMatchObject({ outcome: OK, trial: { agrees: false } });
    expect(tried[0]).toBe('80 none');
  });

  test('is tried as it is of UDP, whose newest socket with SO_REUSEADDR gets all datagrams', () => {
    const udp = asked('0.0.0.0', 80, { protocol: 'udp', reuse: 'none' });
    expect(ask(udp, evidenceOf([]), () => OK).trial?.listener.options).toEqual({});
  });
});

describe('what is tried', () => {
  test('never has SO_REUSEPORT, and UDP no option at all, whatever is asked or proposed', () => {
    const tried: Listener[] = [];
    const trier = (listener: Listener): CallOutcome => {
      tried.push(listener);
      return IN_USE;
    };
    for (const protocol of ['tcp', 'udp'] as const) {
      for (const reuse of ['none', 'addr', 'port', 'addr+port'] as const) {
        const evidence = evidenceOf([held('0.0.0.0', 80, { protocol, state: 'BOUND', reuseport: true })]);
        ask(asked('0.0.0.0', 80, { protocol, reuse }), evidence, trier, [8080]);
      }
    }
    expect(tried.length).toBeGreaterThan(8);
    for (const { protocol, options } of tried)
      expect(protocol === 'udp' ? ['none'] : ['none', 'addr']).toContain(reuseOf(options));
  });
});

describe('options of a holder that could not be read', () => {
  const { reuseaddr, reuseport, ...hidden } = held('0.0.0.0', 80);

  test('decide where the listener sets SO_REUSEPORT', () => {
    const answer = ask(asked('0.0.0.0', 80, { reuse: 'port' }), evidenceOf([hidden]), () => IN_USE);
    expect(answer.outcome).toEqual(UNKNOWN);
    expect(answer.depends).toMatchObject([{ option: 'SO_REUSEPORT', on: OK, off: IN_USE }]);
  });

  test('do not matter beside a listener without it', () => {
    const answer = ask(asked('0.0.0.0', 80), evidenceOf([hidden]));
    expect(answer).toMatchObject({ outcome: IN_USE, depends: [] });
  });

  test('decide beside a socket that does not listen, until the kernel is asked', () => {
    const bound = evidenceOf([{ ...hidden, state: 'BOUND' }]);
    expect(ask(asked('0.0.0.0', 80), bound).depends).toMatchObject([{ option: 'SO_REUSEADDR', on: OK, off: IN_USE }]);
    expect(ask(asked('0.0.0.0', 80), bound, () => OK)).toMatchObject({ outcome: OK, depends: [{ on: OK }] });
  });

  test('of a connection are those of its listener', () => {
    const listener = held('0.0.0.0', 80, { reuseport: true });
    const answer = ask(asked('0.0.0.0', 80, { reuse: 'port' }), evidenceOf([listener, leftover('192.0.2.2', 80)]));
    expect(answer.outcome).toEqual(OK);
    expect(answer.others.map(({ socket }) => socket.inherited)).toEqual([undefined, true]);
  });
});

describe('capabilities that cannot be read', () => {
  const unread = hostOf({ capabilities: [], unread: ['capabilities'] });

  test('are unknown, and so is whether a privileged port may be bound, until the kernel is asked', () => {
    const answer = ask(asked('0.0.0.0', 80), evidenceOf([], { host: unread }));
    expect(answer).toMatchObject({ outcome: { kind: 'unknown' }, prediction: { rule: 'linux.privileged-port' } });
    expect(factor(answer, 'privilege')).toMatchObject({ role: 'note', unread: ['capabilities'] });
    expect(answer.alternatives.flatMap(({ steps }) => steps.map(({ kind }) => kind))).not.toContain('capability');
    expect(ask(asked('0.0.0.0', 80), evidenceOf([], { host: unread }), () => OK)).toMatchObject({ outcome: OK });
    expect(ask(asked('0.0.0.0', 80), evidenceOf([], { host: unread }), () => DENIED)).toMatchObject({
      outcome: DENIED,
    });
  });

  test('do not matter above the limit', () => {
    expect(ask(asked('0.0.0.0', 8080), evidenceOf([], { host: unread })).outcome).toEqual(OK);
  });
});

describe('a socket on the port', () => {
  test('is a blocker also where a missing privilege refuses the bind first', () => {
    const user = hostOf({ uid: 1000, capabilities: [] });
    const answer = ask(asked('0.0.0.0', 80), evidenceOf([held('127.0.0.1', 80)], { host: user }));
    expect(answer).toMatchObject({ outcome: DENIED, blockers: [{ socket: { port: 80 } }] });
    expect(factor(answer, 'privilege')).toMatchObject({ role: 'cause', below: 1024 });
  });

  test('is never a blocker where it is of the other protocol', () => {
    const answer = ask(asked('0.0.0.0', 53), evidenceOf([held('0.0.0.0', 53, { protocol: 'udp', state: 'BOUND' })]));
    expect(answer).toMatchObject({ outcome: OK, blockers: [], others: [{ socket: { protocol: 'udp' } }] });
  });

  test('of another VRF is a blocker only for UDP, and where tcp_l3mdev_accept is set', () => {
    const vrfs = { eth0: 'red', red: 'red' };
    const red = { host: hostOf({}, ADDRESSES, vrfs) };
    const there = (more: object): Evidence => evidenceOf([held('0.0.0.0', 80, { device: 'red', ...more })], red);
    expect(ask(asked('0.0.0.0', 80), there({}))).toMatchObject({ outcome: OK });
    expect(factor(ask(asked('0.0.0.0', 80), there({})), 'vrf')).toMatchObject({ others: ['red'], shared: false });
    expect(ask(asked('0.0.0.0', 80, { device: 'eth0' }), there({ device: 'eth0' })).outcome).toEqual(IN_USE);
    const udp = there({ protocol: 'udp', state: 'BOUND' });
    expect(ask(asked('0.0.0.0', 80, { protocol: 'udp' }), udp).outcome).toEqual(IN_USE);
    const accepting = {
      ...there({}),
      host: hostOf({ sysctls: { 'net.ipv4.tcp_l3mdev_accept': '1' } }, ADDRESSES, vrfs),
    };
    expect(ask(asked('0.0.0.0', 80), accepting).outcome).toEqual(IN_USE);
  });
});

describe('an address in a VRF', () => {
  const vrfs = { eth0: 'red', red: 'red' };
  const there = evidenceOf([], { host: hostOf({}, ADDRESSES, vrfs) });

  test.each(['192.0.2.2', '::ffff:192.0.2.2', '2001:db8::2'])('refuses %s to a socket outside of it', (text) => {
    const answer = ask(asked(text, 8080), there);
    expect(answer.prediction.rule).toMatch(/^linux\.(?:ipv6-)?address-in-other-vrf$/);
    expect(factor(answer, 'address')).toMatchObject({ role: 'cause', state: 'other-vrf', vrf: 'red' });
    expect(kindsOf(answer)).not.toContain('freebind');
  });

  test('is bound by a socket that is bound to the VRF: that is the remedy', () => {
    const answer = ask(asked('192.0.2.2', 8080), there);
    expect(remedyOf(answer, 'device')).toMatchObject({ listener: { options: { device: 'red' } } });
  });

  test.each(['eth0', 'red'])('is there for a socket on %s', (device) => {
    const answer = ask(asked('192.0.2.2', 8080, { device }), there);
    expect(answer).toMatchObject({ outcome: OK, prediction: { rule: 'linux.port-free' } });
    expect(factor(answer, 'address')).toMatchObject({ role: 'not the cause', state: 'local' });
  });

  test.each(['127.0.0.1', '127.0.0.5', '::1'])('leaves %s to sockets that are in no VRF', (text) => {
    expect(ask(asked(text, 8080), there)).toMatchObject({ outcome: OK });
    const answer = ask(asked(text, 8080, { device: 'red' }), there);
    expect(answer.outcome).toMatchObject({ errno: 'EADDRNOTAVAIL' });
  });
});

describe('what would work instead', () => {
  test('of ANY are the addresses by themselves, those that other hosts reach first, and stopping the holder', () => {
    const answer = ask(asked('0.0.0.0', 80), evidenceOf([held('127.0.0.1', 80)]), null, [8080]);
    expect(kindsOf(answer)).toEqual(['address', 'stop', 'port']);
    expect(remedyOf(answer, 'address')).toMatchObject({ listener: { address: at('192.0.2.2') } });
    expect(remedyOf(answer, 'stop')).toEqual({ kind: 'stop', pids: [812] });
  });

  test('stopping is not enough where its connections stay without SO_REUSEADDR', () => {
    const peer = { address: at('192.0.2.77'), port: 40_000 };
    const busy = [held('0.0.0.0', 80), held('192.0.2.2', 80, { state: 'ESTABLISHED', peer, inode: 2 })];
    expect(kindsOf(ask(asked('0.0.0.0', 80), evidenceOf(busy)))).toEqual(['stop+wait']);
    const sharing = busy.map((socket) => ({ ...socket, reuseaddr: true }));
    expect(kindsOf(ask(asked('0.0.0.0', 80), evidenceOf(sharing)))).toEqual(['stop']);
    expect(kindsOf(ask(asked('0.0.0.0', 80, { reuse: 'none' }), evidenceOf(sharing)))).toEqual([
      'stop+wait',
      'stop+reuse',
    ]);
  });

  test('a holder that is not seen cannot be stopped', () => {
    expect(kindsOf(ask(asked('0.0.0.0', 80), evidenceOf([held('0.0.0.0', 80, { owners: [] })])))).toEqual([]);
  });

  test('a TIME_WAIT leftover ends by itself; only the kernel knows whether SO_REUSEADDR would do', () => {
    const plain = asked('0.0.0.0', 80, { reuse: 'none' });
    const evidence = evidenceOf([leftover('192.0.2.2', 80)], { host: hostOf({}, ADDRESSES.slice(2, 3)) });
    expect(remedyOf(ask(plain, evidence), 'wait')).toEqual({ kind: 'wait', seconds: 42 });
    expect(kindsOf(ask(plain, evidence))).toEqual(['wait']);
    const trier = ({ options }: Listener): CallOutcome => (options.reuseaddr ? OK : IN_USE);
    expect(kindsOf(ask(plain, evidence, trier))).toEqual(['reuse', 'wait']);
  });

  test("SO_REUSEPORT takes the holder's user, and costs it clients", () => {
    const other = evidenceOf([held('0.0.0.0', 80, { uid: 33, reuseport: true })]);
    const answer = ask(asked('0.0.0.0', 80, { reuse: 'port' }), other);
    expect(remedyOf(answer, 'user')).toEqual({ kind: 'user', uid: 33 });
    const own = ask(asked('192.0.2.2', 80), evidenceOf([held('0.0.0.0', 80, { reuseport: true })]));
    expect(remedyOf(own, 'reuse')).toMatchObject({
      impact: 'all',
      listener: { options: { reuseaddr: true, reuseport: true } },
    });
  });

  test('IPV6_V6ONLY on the side that is dual-stack', () => {
    const four = ask(asked('::', 80), evidenceOf([held('0.0.0.0', 80)]));
    expect(remedyOf(four, 'v6only')).toMatchObject({ listener: { options: { v6only: true } } });
    expect(factor(four, 'bindv6only')).toMatchObject({ role: 'cause', dualStack: true });
    const six = ask(asked('0.0.0.0', 80), evidenceOf([held('::', 80)]));
    expect(remedyOf(six, 'holder-option')).toMatchObject({ option: 'IPV6_V6ONLY' });
  });

  test('an address that is missing: those like it, ANY, or waiving the rule', () => {
    const answer = ask(asked('192.0.2.9', 80), evidenceOf([]));
    expect(kindsOf(answer)).toEqual(['address', 'address', 'address', 'freebind', 'sysctl', 'add-address']);
    expect(answer.alternatives[0]?.steps[0]).toMatchObject({ listener: { address: at('192.0.2.2') } });
  });

  test('an IPv6 address cannot be added where IPv6 is disabled', () => {
    const surroundings = { ...SURROUNDINGS, ipv6DisabledOn: ['eth0'] };
    const answer = ask(asked('2001:db8::9', 80), evidenceOf([], { surroundings }));
    expect(factor(answer, 'ipv6')).toMatchObject({ role: 'cause', disabledOn: ['eth0'] });
    expect(kindsOf(answer)).not.toContain('add-address');
  });

  test('a port in the ephemeral range is free today: another is safer', () => {
    const answer = ask(asked('0.0.0.0', 50_005), evidenceOf([]), null, [10_005]);
    expect(answer.outcome).toEqual(OK);
    expect(factor(answer, 'ephemeral')).toMatchObject({ role: 'note', range: [32_768, 60_999], reserved: false });
    expect(remedyOf(answer, 'port')).toMatchObject({ listener: { port: 10_005 } });
  });
});

describe('what is proposed', () => {
  test('is tried before it is cut: a port that is taken is not proposed, and the first that works is', () => {
    const taken = (listener: Listener): CallOutcome => (listener.port === 80 || listener.port < 9000 ? IN_USE : OK);
    const answer = ask(asked('0.0.0.0', 80), evidenceOf([held('0.0.0.0', 80)]), taken, [8080, 8081, 9080]);
    expect(remedyOf(answer, 'port')).toMatchObject({ listener: { port: 9080 } });
    expect(answer.alternatives.filter(({ tried }) => tried?.kind === 'refused')).toEqual([]);
  });

  test('is nothing that the kernel binds elsewhere', () => {
    const elsewhere = { address: at('0.0.0.0'), port: 9999 };
    const answer = ask(asked('0.0.0.0', 80), evidenceOf([]), () => ({ kind: 'ok', elsewhere }), [8080]);
    expect(answer.trial).toMatchObject({ outcome: { kind: 'ok' }, elsewhere });
    expect(remedyOf(answer, 'port')).toBeUndefined();
  });
});

test('a port that is reserved now may have been given to the connection that holds it before', () => {
  const host = hostOf({ sysctls: { 'net.ipv4.ip_local_reserved_ports': '50005' } });
  const peer = { address: at('192.0.2.77'), port: 443 };
  const connection = held('192.0.2.2', 50_005, { state: 'ESTABLISHED', peer });
  expect(factor(ask(asked('0.0.0.0', 50_005), evidenceOf([connection], { host })), 'ephemeral')).toMatchObject({
    role: 'note',
    reserved: true,
  });
  expect(factor(ask(asked('0.0.0.0', 50_005), evidenceOf([], { host })), 'ephemeral')).toMatchObject({
    role: 'not the cause',
  });
});

describe('where the kernel may not list a socket that is bound and does not listen', () => {
  const evidence = evidenceOf([], { sight: { boundOnly: false } });
  const outcomeOf = (trier: Trier) => ask(asked('0.0.0.0', 80), evidence, trier).outcome;

  test('the port is not free by the rules alone', () => expect(outcomeOf(null)).toEqual(UNKNOWN));
  test('it is where bind(2) says so', () => expect(outcomeOf(() => OK)).toEqual(OK));
});
