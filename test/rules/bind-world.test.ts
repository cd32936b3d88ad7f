import { describe, expect, test } from 'vitest';
import { formatStep } from '../../src/model/step-outcome.ts';
import type { Opening, Step } from '../../src/model/trial.ts';
import { follow, type OperatingSystem, predict, ruleSet, startWorld } from '../../src/rules/index.ts';
import { environment } from './systems.ts';

const expected = { expect: ['ok'] };
const bind = (socket: string, address: string, port: number | `$${string}`, open: Opening = {}): Step => ({
  op: 'bind',
  socket,
  open,
  address,
  port,
  ...expected,
});
const listen = (socket: string): Step => ({ op: 'listen', socket, ...expected });
const close = (socket: string): Step => ({ op: 'close', socket, ...expected });
const connect = (port: number): Step => ({
  op: 'connect',
  socket: 'c',
  open: {},
  address: '127.0.0.1',
  port,
  ...expected,
});
const serve = (socket: string, address: string, port: number, open: Opening = {}): Step[] => [
  bind(socket, address, port, open),
  listen(socket),
];

/** What the rules of a system say of each step, nothing of which was seen. */
function foreseen(os: OperatingSystem, steps: readonly Step[]): string[] {
  let world = startWorld(ruleSet(os), environment(os));
  return steps.map((step) => {
    const { outcomes } = predict(world, step);
    world = follow(world, step);
    return outcomes.map(formatStep).join(' or ');
  });
}

const ADDR = { reuseaddr: true };

describe('the world of a system of which only bind and listen are known', () => {
  test('ANY and a specific address with SO_REUSEADDR both listen on FreeBSD and Windows, and not on Linux', () => {
    const steps = [...serve('any', '0.0.0.0', 80, ADDR), ...serve('one', '127.0.0.1', 80, ADDR)];
    expect(foreseen('freebsd', steps)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(foreseen('windows', steps)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(foreseen('linux', steps)[2]).toBe('EADDRINUSE');
  });

  test('a closed listener frees its port, and a refused socket may be bound elsewhere', () => {
    const steps = [...serve('a', '127.0.0.1', 80), bind('b', '127.0.0.1', 80), bind('b', '127.0.0.1', 81), close('a')];
    expect(foreseen('freebsd', [...steps, bind('d', '127.0.0.1', 80)])).toEqual([
      'ok',
      'ok',
      'EADDRINUSE',
      'ok',
      'ok',
      'ok',
    ]);
  });

  test('nothing is known of a connection, nor of its port from then on; other ports stay known', () => {
    const steps = [...serve('a', '127.0.0.1', 80), connect(80), close('a'), bind('b', '127.0.0.1', 80)];
    expect(foreseen('macos', [...steps, bind('d', '127.0.0.1', 81)])).toEqual([
      'ok',
      'ok',
      'unknown',
      'ok',
      'unknown',
      'ok',
    ]);
  });

  test('options that only Linux has make a bind unknown, and its port', () => {
    const steps = [bind('a', '127.0.0.1', 80, { transparent: true }), bind('b', '127.0.0.1', 80)];
    expect(foreseen('netbsd', steps)).toEqual(['unknown', 'unknown']);
  });

  test('a port that the system chooses is free, and is held under the name that it is saved by', () => {
    const first = { ...bind('a', '127.0.0.1', 0), savePort: 'P' } as Step;
    const steps = [first, bind('b', '127.0.0.1', '$P'), bind('c', '127.0.0.1', 0), bind('d', '127.0.0.1', '$Q')];
    expect(foreseen('openbsd', steps)).toEqual(['ok', 'EADDRINUSE', 'ok', 'unknown']);
  });
});
