import { expect, test } from 'vitest';
import { times } from '../setup/long.ts';
import { canUnshare, inNamespace } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { describeWhere } from '../setup/where.ts';

/** Draws plans, and compares what comes of them. */
async function counts(system: string): Promise<Readonly<Record<string, number>>> {
  const program = [process.execPath, 'test/setup/run.mjs', 'test/fuzz/plans.ts'];
  const { code, stdout, stderr } = await run(
    inNamespace([...program, '20', String(times(20, 60, 300)), system], { as: 'root' }),
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Record<string, number>;
}

describeWhere(canUnshare('root'), 'drawn plans, of whose parts many share a namespace', () => {
  test('come out as where each part has one of its own; what came out as foreseen is not judged otherwise', async () => {
    const { plans = 0, shared = 0, foreseen = 0, differences } = await counts('linux');
    expect(differences).toBe(0);
    expect(shared).toBeGreaterThan(2 * plans);
    expect(foreseen).toBeGreaterThan(3 * plans);
  });

  test('come out alike also where the rules foresee what this kernel does not do', async () => {
    const { plans = 0, otherwise = 0, shared = 0, differences } = await counts('freebsd');
    expect(differences).toBe(0);
    expect(shared).toBeGreaterThan(2 * plans);
    expect(otherwise).toBeGreaterThan(plans);
  });
});
