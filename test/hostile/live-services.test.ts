import { expect, test } from 'vitest';
import { showFigures, times } from '../setup/long.ts';
import { canUnshare } from '../setup/namespace.ts';
import { describeWhere } from '../setup/where.ts';
import { restarts, restartsAllAlong, traffic } from './live-services.ts';

/** Of TCP: SO_REUSEADDR, a pair with SO_REUSEPORT, dual-stack. */
const KINDS = 3;

describeWhere(canUnshare('root'), 'beside live services', () => {
  test('no connection and no datagram is lost or taken', async () => {
    const count = times(60, 2_000, 20_000);
    const figures = await traffic(1, count);
    const { lost, taken, ...tried } = figures;
    showFigures('clients of live services beside run, why and serve', tried, { lost, taken });
    expect(figures).toMatchObject({ lost: 0, taken: 0 });
    expect(figures.connections).toBeGreaterThanOrEqual(count * KINDS);
    expect(figures.datagrams).toBeGreaterThanOrEqual(count);
  });

  test('no restart is refused beside why, nor beside a run that began while the service was up', async () => {
    const count = times(6, 60, 1_000);
    const figures = await restarts(1, count);
    const { refused, refusedBeside, ...tried } = figures;
    showFigures('restarts of a service beside why and run', tried, { refused });
    expect({ refused, refusedBeside }).toEqual({ refused: 0, refusedBeside: [] });
    expect(figures.restarts).toBeGreaterThanOrEqual(count);
  });

  test('few restarts are refused beside runs that may begin while the service is down', async () => {
    const count = times(20, 200, 1_320);
    const figures = await restartsAllAlong(count);
    showFigures('restarts all along beside run', { ...figures }, {});
    expect(figures.restarts).toBeGreaterThanOrEqual(count);
    expect(figures.refused).toBeLessThanOrEqual(Math.max(2, count / 50));
  });
});
