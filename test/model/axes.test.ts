import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AXES,
  AXIS_KEYS,
  type AxisForm,
  axesAlone,
  axesKey,
  axesOf,
  axisOptions,
  axisValue,
  DEFAULT_AXES,
  ofEveryAxis,
  writtenAxes,
} from '../../src/model/axes.ts';
import { arbitraryAxes } from './arbitrary-axes.ts';

describe('every axis', () => {
  test('has its default among its words, and its example of a pair is one', () => {
    for (const key of AXIS_KEYS) {
      const { words, byDefault, pairs }: AxisForm & { byDefault: string } = AXES[key];
      expect(words).toContain(byDefault);
      expect(pairs?.split('/') ?? ['', '']).toHaveLength(2);
    }
  });

  test('writes a value so that it is read as the same value', () => {
    fc.assert(
      fc.property(arbitraryAxes, (values) => {
        for (const key of AXIS_KEYS) expect(axisValue(key, writtenOf(values, key))).toEqual(values[key]);
      }),
    );
  });

  test('has an empty title for its default, except for reuse, which a heading always names', () => {
    const titles = ofEveryAxis((axis, key) => axis.title(DEFAULT_AXES[key] as never));
    expect(Object.entries(titles).filter(([, title]) => title !== '')).toEqual([
      ['reuse', 'SO_REUSEADDR on all sockets'],
    ]);
  });
});

const writtenOf = (values: typeof DEFAULT_AXES, key: keyof typeof DEFAULT_AXES) =>
  AXES[key].written(values[key] as never);

describe('the values of all axes', () => {
  test('as the JSON report has them: those that it knew first always, the others if they are not the default', () => {
    expect(writtenAxes(DEFAULT_AXES)).toEqual({ reuse: 'addr', v6only: 'system', sequence: 'listen-each' });
    const device = axisValue('device', { holder: 'd1', newcomer: 'd2' });
    expect(writtenAxes({ ...DEFAULT_AXES, device, freebind: 'on' })).toEqual({
      reuse: 'addr',
      v6only: 'system',
      sequence: 'listen-each',
      device: { holder: 'd1', newcomer: 'd2' },
      freebind: 'on',
    });
  });

  test('are taken from something that has more', () => {
    expect(axesOf({ ...DEFAULT_AXES, port: 80 } as typeof DEFAULT_AXES)).toEqual(DEFAULT_AXES);
  });

  test('of a listener by itself are those of the newcomer', () => {
    const reuse = axisValue('reuse', { holder: 'none', newcomer: 'port' });
    expect(axesAlone({ ...DEFAULT_AXES, reuse })).toEqual({ ...DEFAULT_AXES, reuse: axisValue('reuse', 'port') });
  });

  test('have the same key exactly if they are the same', () => {
    fc.assert(
      fc.property(arbitraryAxes, arbitraryAxes, (a, b) => {
        expect(axesKey(a) === axesKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  test('give each socket the options of its role and family', () => {
    const values = {
      ...DEFAULT_AXES,
      reuse: axisValue('reuse', { holder: 'none', newcomer: 'addr+port' }),
      v6only: axisValue('v6only', 'on'),
      device: axisValue('device', { holder: 'd1', newcomer: 'none' }),
      freebind: axisValue('freebind', 'on'),
    };
    expect(axisOptions(values, 'holder', 'inet6')).toEqual({ v6only: true, device: 'd1', freebind: true });
    expect(axisOptions(values, 'newcomer', 'inet')).toEqual({ reuseaddr: true, reuseport: true, freebind: true });
  });
});
