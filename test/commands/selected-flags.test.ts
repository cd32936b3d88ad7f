import { describe, expect, test } from 'vitest';
import { SELECTION_FLAGS } from '../../src/commands/command-line/options/run.ts';
import { selectedFlags } from '../../src/commands/command-line/selected-flags.ts';
import { AXIS_KEYS } from '../../src/model/axes.ts';

describe('selectedFlags', () => {
  test('repeats what selects the experiment, and leaves out how its report is written', () => {
    const argv = { port: '80', reuse: 'none,addr', format: 'json', output: 'x', hold: true };
    expect(selectedFlags(argv)).toEqual({ port: '80', reuse: 'none,addr' });
  });

  test('joins a flag that was given several times with commas', () => {
    expect(selectedFlags({ address: ['any4', '10.0.0.1,10.0.0.2'] })).toEqual({ address: 'any4,10.0.0.1,10.0.0.2' });
  });

  test('repeats a switch that is on with an empty text, and leaves out one that is off', () => {
    expect(selectedFlags({ live: true })).toEqual({ live: '' });
    expect(selectedFlags({ live: false })).toEqual({});
  });

  test('repeats every flag that selects, in the order of the help, each axis among them', () => {
    const all = Object.fromEntries(Object.keys(SELECTION_FLAGS).map((flag) => [flag, 'x']));
    expect(Object.keys(selectedFlags(all))).toEqual(Object.keys(SELECTION_FLAGS));
    expect(Object.keys(SELECTION_FLAGS)).toEqual(expect.arrayContaining([...AXIS_KEYS]));
  });
});
