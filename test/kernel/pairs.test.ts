import { expect, test } from 'vitest';
import { canUnshare } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { describeWhere } from '../setup/where.ts';

describeWhere(canUnshare(), 'kernel and rules', () => {
  test('agree on all pairs of addresses, options of both, sequences and protocols', async () => {
    const argv = [process.execPath, 'test/setup/run.mjs', 'test/fuzz/main.ts', '--pairs'];
    const { code, stdout, stderr } = await run(argv);
    // 8 addresses beside 8, 4 options beside 4; TCP in two sequences, UDP in the one that it has.
    expect({ code, stderr, stdout }).toEqual({
      code: 0,
      stderr: '',
      stdout: `pairs          ${8 * 8 * 4 * 4 * 3}\nrefused        1320\ndisagreements  0\nunknown        0\n`,
    });
  });
});
