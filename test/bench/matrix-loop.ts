import { type Address, parseAddress } from '../../src/model/address.ts';
import { DEFAULT_AXES } from '../../src/model/axes.ts';
import { gridAt } from '../../src/model/grid.ts';
import type { CombinationPlan } from '../../src/model/plan.ts';
import { observeMatrix } from '../../src/run/matrix.ts';
import { openSockets } from '../../src/run/open-sockets.ts';
import { Pacer } from '../../src/run/pacer.ts';

/** ANY and a thousand specific addresses: 1,002,001 ordered pairs. */
export const SPECIFIC = Array.from({ length: 1000 }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
export const ADDRESSES = ['0.0.0.0', ...SPECIFIC];
export const PORT = 50005;

const READ: readonly Address[] = ADDRESSES.flatMap((text) => {
  const address = parseAddress(text);
  return address.ok ? [address.value] : [];
});

/** The loop of the matrix by itself: no discovery, no prediction, no report. Prints what matrix.c prints. */
export async function matrixLoop(): Promise<void> {
  const sockets = openSockets();
  if (!sockets.ok) throw new Error(sockets.error.message);
  const pacer = new Pacer(new AbortController().signal, () => undefined, ADDRESSES.length ** 2);
  const before = process.cpuUsage();
  const { cells } = await observeMatrix(sockets.value, COMBINATION, READ, pacer);
  const { user, system } = process.cpuUsage(before);
  let failed = 0;
  for (let i = 0; i < ADDRESSES.length; i++)
    for (let j = 0; j < ADDRESSES.length; j++) if (gridAt(cells, i, j)?.kind !== 'ok') failed++;
  console.log(JSON.stringify({ ok: ADDRESSES.length ** 2 - failed, failed, cpu: (user + system) / 1000 }));
}

const COMBINATION: CombinationPlan = {
  protocol: 'tcp',
  port: PORT,
  ...DEFAULT_AXES,
  caution: 'free',
  show: ['matrix'],
  together: [],
};
