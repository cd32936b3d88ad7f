import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCheckFiles } from '../../../src/flows/check-files.ts';
import { checkFleet } from '../../../src/flows/fleet/check-fleet.ts';
import type { FleetReport } from '../../../src/model/fleet.ts';
import type { Problem } from '../../../src/model/result.ts';

/** A folder of its own for the files of a test. */
export const folderOf = (): string => mkdtempSync(join(tmpdir(), 'bindmatrix-fleet-'));

export function fileIn(folder: string, name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** What `ip -j addr` prints of a host with loopback addresses and these on eth0. */
export const ipAddr = (...addresses: readonly string[]): unknown => [
  {
    ifindex: 1,
    ifname: 'lo',
    flags: ['LOOPBACK', 'UP', 'LOWER_UP'],
    addr_info: [
      { family: 'inet', local: '127.0.0.1', prefixlen: 8 },
      { family: 'inet6', local: '::1', prefixlen: 128 },
    ],
  },
  {
    ifindex: 2,
    ifname: 'eth0',
    flags: ['UP', 'LOWER_UP'],
    addr_info: addresses.map((local) => ({ local, prefixlen: local.includes(':') ? 64 : 24 })),
  },
];

const HERE = { hostname: 'here', os: 'linux', kernel: '6.18.44' };

/** The report on the hosts of files, and what was told beside it. */
export async function fleetOf(
  plans: readonly string[],
  files: readonly string[],
): Promise<FleetReport & { readonly told: readonly Problem[] }> {
  const { task, problems } = await readCheckFiles(plans);
  if (task === undefined) throw new Error(problems[0]?.message);
  const told: Problem[] = [];
  const conduct = { signal: new AbortController().signal, progress: () => undefined };
  const report = await checkFleet({ plans: task.plans, files, here: HERE }, conduct, (one) => told.push(one));
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return { ...report.value, told };
}
