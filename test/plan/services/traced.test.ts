import { describe, expect, it } from 'vitest';
import { slotsOf, TRACED, written } from './traced.ts';

describe('the sockets of servers that were traced', () => {
  it('are 179 configurations of 66 servers', () => {
    expect(TRACED).toHaveLength(179);
    expect(new Set(TRACED.map(({ server }) => server)).size).toBe(66);
  });

  it.each(TRACED.map((traced) => [`${traced.server}: ${traced.config.join('; ') || 'default'}`, traced] as const))(
    'are what the profile opens, in its order: %s',
    (_, traced) => {
      expect(slotsOf(traced).map(({ choices }) => written(choices[0]!))).toEqual(traced.sockets);
    },
  );
});
