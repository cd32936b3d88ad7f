import { describe, expect, it } from 'vitest';
import { formatOutcome } from '../../../src/model/outcome.ts';
import { uniformRefusal } from '../../../src/report/sections/uniform.ts';
import { sections } from '../../../src/report/sections/view.ts';
import { held, local } from '../fixtures/hosts.ts';
import { reportOf, type Setup } from '../fixtures/report-of.ts';

const ONE = { addresses: [local('192.0.2.2', 'eth0', 24)], show: ['matrix'] } as const;

describe('a section is one finding', () => {
  it.each<[string, Setup, string | undefined]>([
    ['where every address is refused alone', { alone: () => 'bind:EACCES' }, 'bind:EACCES'],
    ['where no holder can start, and only pairs are shown', { ...ONE, alone: () => 'bind:EACCES' }, 'bind:EACCES'],
    ['not where one address can be bound', { alone: (a) => (a === '::1' ? 'ok' : 'bind:EACCES') }, undefined],
    ['not where two things go wrong', { alone: (a) => (a === '::1' ? 'bind:EPERM' : 'bind:EACCES') }, undefined],
    ['not where every pair is refused, but each holder starts', ONE, undefined],
    ['not where somebody holds the port', { alone: () => 'bind:EADDRINUSE', heldBy: [held({})] }, undefined],
  ])('%s', (_, setup, expected) => {
    const found = sections(reportOf(setup)).map(uniformRefusal);
    expect(found.map((one) => one && formatOutcome(one))).toEqual([expected]);
  });
});
