import { describe, expect, test } from 'vitest';
import { explain, predictListener, ruleSet } from '../../src/rules/index.ts';
import { at, environment, socketOf } from './systems.ts';

describe('a sentence on two sockets', () => {
  test('names each of them where their names differ', () => {
    const sockets = { holder: '0.0.0.0:80', newcomer: '127.0.0.1:80' };
    expect(explain('linux.no-overlap', sockets)).toBe('127.0.0.1:80 and 0.0.0.0:80 share no address');
  });

  test('says which is the holder and which the newcomer where both have one name', () => {
    const same = { holder: '0.0.0.0:80', newcomer: '0.0.0.0:80' };
    expect(explain('linux.same-address-listening', same)).toBe(
      'the holder 0.0.0.0:80 listens on the same address and port as the newcomer 0.0.0.0:80',
    );
    expect(explain('linux.both-reuseaddr-old-not-listening', same)).toBe(
      'the newcomer 0.0.0.0:80 and the holder 0.0.0.0:80 both have SO_REUSEADDR, and the holder 0.0.0.0:80 does not listen',
    );
  });

  test('names one socket plainly where it names no other', () => {
    const same = { holder: '0.0.0.0:80', newcomer: '0.0.0.0:80' };
    expect(explain('linux.port-free', same)).toBe('nothing else is on the port of 0.0.0.0:80');
  });

  test('is the general one where the holder is not known', () => {
    expect(explain('linux.no-overlap', { newcomer: '0.0.0.0:80' })).toBe(
      'Sockets whose addresses no packet could share never conflict.',
    );
  });

  test('says it also of a listener that meets one on its own address', () => {
    const env = { ...environment('linux'), held: [socketOf({ address: '0.0.0.0', port: 80 })] };
    const { why } = predictListener(ruleSet('linux'), env, {
      protocol: 'tcp',
      address: at('0.0.0.0'),
      port: 80,
      options: {},
    });
    expect(why).toBe('the holder 0.0.0.0:80 listens on the same address and port as the newcomer 0.0.0.0:80');
  });

  test('of an unknown rule says that the port is free', () => {
    expect(explain('linux.no-such-rule', { newcomer: '0.0.0.0:80' })).toBe('nothing else is on the port of 0.0.0.0:80');
  });
});
