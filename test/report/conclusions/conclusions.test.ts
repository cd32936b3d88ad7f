import { describe, expect, it } from 'vitest';
import { conclusions } from '../../../src/report/conclusions/view.ts';
import { sections } from '../../../src/report/sections/view.ts';
import { FACTS, local } from '../fixtures/hosts.ts';
import { reportOf, type Setup } from '../fixtures/report-of.ts';

const ANY = 'ANY beside a specific address of its family';
const TWO = 'Two different specific addresses';
const SAME = 'The same address twice';
const DUAL = 'Dual-stack :: beside IPv4';
const WHO = 'Who answers, where both listen';
const LEFT = 'Left out';
const CALL = 'A refusal comes from';

function answersTo(setup: Setup): Record<string, string> {
  const report = reportOf(setup);
  return Object.fromEntries(
    sections(report)
      .flatMap((section) => conclusions(section))
      .map((one) => [one.label, one.answer]),
  );
}

describe('the conclusions are computed from the cells', () => {
  it.each<[string, Setup, Record<string, string>]>([
    [
      'SO_REUSEADDR',
      {},
      {
        [ANY]: 'never, in either order',
        [TWO]: 'always',
        [SAME]: 'never',
        [DUAL]: 'never, in either order',
        [CALL]: 'bind()',
      },
    ],
    [
      'SO_REUSEPORT',
      { reuse: ['port'] },
      { [ANY]: 'always', [TWO]: 'always', [SAME]: 'always', [DUAL]: 'always', [WHO]: 'the specific one' },
    ],
    [
      'v6only',
      { v6only: ['on'] },
      {
        [ANY]: 'never, in either order',
        [TWO]: 'always',
        [SAME]: 'never',
        'IPv6-only :: beside IPv4': 'always',
        [CALL]: 'bind()',
      },
    ],
    [
      'net.ipv6.bindv6only=1',
      { v6only: ['system'], facts: { sysctls: { ...FACTS.sysctls, 'net.ipv6.bindv6only': '1' } }, kernel: () => 'ok' },
      {
        [ANY]: 'always',
        [TWO]: 'always',
        [SAME]: 'always',
        'IPv6-only :: beside IPv4': 'always',
        [WHO]: 'the specific one',
      },
    ],
    [
      'all bind first',
      { sequence: ['bind-all-first'], addresses: [local('127.0.0.1', 'lo', 8)] },
      { [ANY]: 'never, in either order', [SAME]: 'never', [CALL]: 'listen(), after both have bound' },
    ],
    [
      'a kernel as 4.4BSD, where ANY and a specific address go together',
      { kernel: (a, b) => (a !== b && !a.includes(':') && !b.includes(':') ? 'ok' : undefined) },
      {
        [`${ANY}, IPv4`]: 'always',
        [`${ANY}, IPv6`]: 'never, in either order',
        [TWO]: 'always',
        [SAME]: 'never',
        [DUAL]: 'never, in either order',
        [WHO]: 'the specific one',
        [CALL]: 'bind()',
      },
    ],
    [
      'a kernel where ANY may start last',
      {
        addresses: [local('127.0.0.1', 'lo', 8), local('192.0.2.2', 'eth0', 24)],
        kernel: (a, b) => (b === '0.0.0.0' && a !== b ? 'ok' : undefined),
      },
      {
        [ANY]: 'only where ANY starts last',
        [TWO]: 'always',
        [SAME]: 'never',
        [WHO]: 'the specific one',
        [CALL]: 'bind()',
      },
    ],
    [
      'a kernel where :: may start last, as on FreeBSD',
      {
        addresses: [local('127.0.0.1', 'lo', 8), local('::1', 'lo', 128)],
        kernel: (a, b) => (b === '::' && !a.includes(':') ? 'ok' : undefined),
        show: ['matrix'],
      },
      {
        [ANY]: 'never, in either order',
        [TWO]: 'always',
        [SAME]: 'never',
        [DUAL]: 'only where :: starts last',
        [CALL]: 'bind()',
      },
    ],
    [
      'a kernel where :: may start first',
      {
        addresses: [local('127.0.0.1', 'lo', 8), local('::1', 'lo', 128)],
        kernel: (a, b) => (a === '::' && !b.includes(':') ? 'ok' : undefined),
        show: ['matrix'],
      },
      {
        [ANY]: 'never, in either order',
        [TWO]: 'always',
        [SAME]: 'never',
        [DUAL]: 'only where :: starts first',
        [CALL]: 'bind()',
      },
    ],
    [
      'a kernel that lets one pair of four share',
      {
        addresses: [local('127.0.0.1', 'lo', 8), local('192.0.2.2', 'eth0', 24)],
        kernel: (a, b) => (a === '0.0.0.0' && b === '127.0.0.1' ? 'ok' : undefined),
        show: ['matrix'],
      },
      { [ANY]: 'in 1 of 4 pairs; not 0.0.0.0, then 192.0.2.2', [TWO]: 'always', [SAME]: 'never', [CALL]: 'bind()' },
    ],
    ['together alone, and no matrix', { show: ['together'] }, { [ANY]: 'never, in either order', [CALL]: 'bind()' }],
    [
      'an address that cannot be bound, which says nothing',
      {
        addresses: [local('127.0.0.1', 'lo', 8), local('203.0.113.1', 'eth0', 24)],
        alone: (a) => (a === '203.0.113.1' ? 'bind:EADDRNOTAVAIL' : 'ok'),
        reuse: ['port'],
      },
      { [ANY]: 'always', [SAME]: 'always', [WHO]: 'the specific one', [LEFT]: '1 that cannot hold the port' },
    ],
    [
      'such an address and no matrix',
      {
        addresses: [local('127.0.0.1', 'lo', 8), local('203.0.113.1', 'eth0', 24)],
        alone: (a) => (a === '203.0.113.1' ? 'bind:EADDRNOTAVAIL' : 'ok'),
        reuse: ['port'],
        show: ['together'],
      },
      { [ANY]: 'always', [WHO]: 'the specific one' },
    ],
  ])('of a run with %s', (_, setup, expected) => {
    expect(answersTo(setup)).toEqual(expected);
  });
});
