import { describe, expect, test } from 'vitest';
import { bindOrders, connectOrders } from '../../src/rules/linux/world/port-scan.ts';

const range = (low: number, high: number) => ({ low, high, own: false });

describe('the ports that the kernel looks at, for each random start', () => {
  test('bind(2): odd offsets first, then even ones', () => {
    expect(bindOrders(range(100, 103), false)).toEqual([
      [101, 103, 100, 102],
      [103, 101, 102, 100],
    ]);
  });

  test('bind(2) with SO_REUSEADDR: the lower half of the range before the upper', () => {
    expect(bindOrders(range(100, 103), true)).toEqual([[101, 100, 103, 102]]);
  });

  test('connect(2): even offsets first, then odd ones', () => {
    expect(connectOrders(range(100, 103))).toEqual([
      [100, 102, 101, 103],
      [102, 100, 103, 101],
    ]);
  });

  test('a range of odd size above one: an end is left out', () => {
    expect(connectOrders(range(100, 102))).toEqual([[100, 101]]);
  });

  test('a range of one port, and an empty one', () => {
    expect(connectOrders(range(100, 100))).toEqual([[100, 100]]);
    expect(bindOrders(range(101, 100), false)).toEqual([[]]);
  });
});
