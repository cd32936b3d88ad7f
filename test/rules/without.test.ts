import { describe, expect, test } from 'vitest';
import { OK, refused } from '../../src/model/outcome.ts';
import { judge } from '../../src/rules/decide.ts';
import type { LinuxRules } from '../../src/rules/linux/linux-rules.ts';
import { LINUX } from '../../src/rules/linux/set.ts';
import { environment, type Shape, socketOf } from './systems.ts';
import { without } from './without.ts';

/** bind(2) of one socket beside another, as these rules have it. */
function bindBeside(rules: LinuxRules, newcomer: Shape, old: Shape): { outcome: unknown; rule: string } {
  const attempt = {
    env: environment('linux'),
    newcomer: socketOf({ ...newcomer, state: 'BOUND' }),
    call: 'bind' as const,
  };
  const { outcome, rule } = judge(rules, attempt, [socketOf(old)]);
  return { outcome, rule };
}

const IN_USE = refused('bind', 'EADDRINUSE');

describe('the rules without one of them', () => {
  test('let pass what a left out rule of two sockets refused, and no rule after it refuses that instead', () => {
    const any: Shape = { address: '0.0.0.0' };
    const specific: Shape = { address: '127.0.0.1' };
    expect(bindBeside(LINUX, any, specific)).toEqual({ outcome: IN_USE, rule: 'linux.wildcard-overlaps-listener' });
    const rules = without(LINUX, 'linux.wildcard-overlaps-listener');
    expect(bindBeside(rules, any, specific)).toEqual({ outcome: OK, rule: 'linux.port-free' });
  });

  test('leave what a left out rule permitted to the rules after it', () => {
    const shared: Shape = { address: '127.0.0.1', reuse: 'port' };
    expect(bindBeside(LINUX, shared, shared)).toEqual({ outcome: OK, rule: 'linux.reuseport-same-uid' });
    const rules = without(LINUX, 'linux.reuseport-same-uid');
    expect(bindBeside(rules, shared, shared)).toEqual({ outcome: IN_USE, rule: 'linux.same-address-listening' });
  });

  test('let pass what a left out check refused', () => {
    const absent: Shape = { address: '192.0.2.1' };
    const other: Shape = { address: '127.0.0.1', port: 1 };
    expect(bindBeside(LINUX, absent, other).outcome).toEqual(refused('bind', 'EADDRNOTAVAIL'));
    expect(bindBeside(without(LINUX, 'linux.address-not-local'), absent, other).outcome).toEqual(OK);
  });

  test('do not hold the left out rule, and hold all others, also where two are left out', () => {
    const rules = without(without(LINUX, 'linux.reuseport-group'), 'linux.newest-of-equals');
    const held = (['linux.reuseport-group', 'linux.newest-of-equals', 'linux.receivers'] as const).map((id) =>
      rules.holds(id),
    );
    expect(held).toEqual([false, false, true]);
    expect(LINUX.holds('linux.reuseport-group')).toBe(true);
  });

  test('have no call rule of that id', () => {
    const ids = without(LINUX, 'linux.no-route').calls.map(({ id }) => id);
    expect(ids).toEqual(LINUX.calls.map(({ id }) => id).filter((id) => id !== 'linux.no-route'));
    expect(ids).toHaveLength(LINUX.calls.length - 1);
  });
});
