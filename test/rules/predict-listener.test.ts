import { describe, expect, test } from 'vitest';
import type { SocketOptions } from '../../src/model/options.ts';
import { formatPrediction } from '../../src/model/outcome.ts';
import { predictListener, type RuleEnvironment, ruleSet } from '../../src/rules/index.ts';
import type { RuleSocket } from '../../src/rules/rule-socket.ts';
import { at, environment, socketOf } from './systems.ts';

const PLAIN = environment('linux');
const ENV: RuleEnvironment = { ...PLAIN, zones: new Map([...PLAIN.zones, ['d1', 'd1'], ['d2', 'd2']]) };

/** What becomes of a listener beside sockets that the host holds. */
function outcome(text: string, options: SocketOptions, ...held: readonly RuleSocket[]): string {
  const listener = { protocol: 'tcp', address: at(text), port: 50005, options } as const;
  return formatPrediction(predictListener(ruleSet('linux'), { ...ENV, held }, listener).outcome);
}

describe('the prediction of a listener heeds', () => {
  test('freebind: an address that the host does not have may be bound', () => {
    expect(outcome('192.0.2.1', {})).toBe('bind:EADDRNOTAVAIL');
    expect(outcome('192.0.2.1', { freebind: true })).toBe('ok');
  });

  test('device: listeners on two devices do not conflict', () => {
    const old = { ...socketOf({ address: '0.0.0.0' }), device: 'd1' };
    expect(outcome('0.0.0.0', {}, old)).toBe('bind:EADDRINUSE');
    expect(outcome('0.0.0.0', { device: 'd1' }, old)).toBe('bind:EADDRINUSE');
    expect(outcome('0.0.0.0', { device: 'd2' }, old)).toBe('ok');
  });

  test('device: one that does not exist is refused by setsockopt(2), a scope that does not exist by bind(2)', () => {
    expect(outcome('0.0.0.0', { device: 'd9' })).toBe('setsockopt:ENODEV');
    expect(outcome('fe80::1%d9', {})).toBe('bind:ENODEV');
  });

  test('v6only: absent, it is as net.ipv6.bindv6only has it', () => {
    const old = socketOf({ address: '127.0.0.1' });
    expect(outcome('::', {}, old)).toBe('bind:EADDRINUSE');
    expect(outcome('::', { v6only: true }, old)).toBe('ok');
    expect(outcome('::', { v6only: false }, old)).toBe('bind:EADDRINUSE');
  });

  test('reuseport: shared with a socket of the same user', () => {
    const old = socketOf({ address: '127.0.0.1', reuse: 'port' });
    expect(outcome('127.0.0.1', {}, old)).toBe('bind:EADDRINUSE');
    expect(outcome('127.0.0.1', { reuseport: true }, old)).toBe('ok');
  });

  test('reuseaddr: shared with what a connection has left', () => {
    const old = socketOf({ address: '127.0.0.1', reuse: 'addr', state: 'TIME_WAIT' });
    expect(outcome('127.0.0.1', {}, old)).toBe('bind:EADDRINUSE');
    expect(outcome('127.0.0.1', { reuseaddr: true }, old)).toBe('ok');
  });

  test('an address that nobody has is no address of another device', () => {
    const ruleOf = (text: string, addresses: readonly (readonly [text: string, device: string])[]): string => {
      const having = addresses.map(([ip, device]) => {
        const own = { address: at(ip), prefix: 64, interface: device, link: 'up', state: 'ok' } as const;
        return [ip, own] as const;
      });
      const others = [...ENV.addresses].filter(([ip]) => ip !== '::1');
      const env = { ...ENV, addresses: new Map([...others, ...having]) };
      const options = text === '::1' ? { device: 'd1' } : {};
      const listener = { protocol: 'tcp', address: at(text), port: 50005, options } as const;
      return predictListener(ruleSet('linux'), env, listener).rule;
    };
    expect(ruleOf('fe80::99%d1', [])).toBe('linux.ipv6-address-not-local');
    expect(ruleOf('fe80::99%d1', [['fe80::99%d2', 'd2']])).toBe('linux.address-on-other-device');
    expect(ruleOf('::1', [])).toBe('linux.ipv6-address-not-local');
    expect(ruleOf('::1', [['::1', 'lo']])).toBe('linux.address-on-other-device');
  });

  test('what another system refuses in setsockopt(2)', () => {
    const listener = { protocol: 'tcp', address: at('::'), port: 50005, options: { v6only: false } } as const;
    const { outcome: refusal, rule } = predictListener(ruleSet('openbsd'), environment('openbsd'), listener);
    expect([formatPrediction(refusal), rule]).toEqual(['setsockopt:EINVAL', 'openbsd.always-v6only']);
  });
});
