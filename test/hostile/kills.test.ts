import { expect, test } from 'vitest';
import { showFigures, times } from '../setup/long.ts';
import { canUnshare } from '../setup/namespace.ts';
import { describeWhere } from '../setup/where.ts';
import { kills } from './kills.ts';

describeWhere(canUnshare('root'), 'a program that is killed at a random moment', () => {
  test('leaves nothing behind, prints no stack trace, and no half report', async () => {
    const count = times(4, 40, 500);
    const all = await kills(1, count);
    const { met, kinds, ...figures } = all;
    const { kills: sent, left: _, ...faults } = figures;
    showFigures('SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGKILL, SIGSTOP with SIGKILL', { signals: sent, met }, faults);
    expect(figures).toEqual({
      kills: count,
      left: [],
      hanging: 0,
      otherEnds: 0,
      stackTraces: 0,
      processes: 0,
      namespaces: 0,
      sockets: 0,
      mounts: 0,
      files: 0,
      halfReports: 0,
    });
    expect(met).toBeGreaterThan(count / 4);
    expect(Object.values(kinds).reduce((sum, n) => sum + n, 0)).toBe(met);
  });
});
