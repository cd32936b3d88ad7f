import { rmSync } from 'node:fs';
import type { FleetReport } from '../../../src/model/fleet.ts';
import type { FormatOf } from '../../../src/model/format.ts';
import { FLEET_WRITERS } from '../../../src/report/index.ts';
import { fileIn, fleetOf, folderOf, ipAddr } from '../../flows/fleet/fleet.ts';
import { PIECES } from '../fixtures/hostile.ts';

const PLAN = `version: 1
services:
  - { id: edge, profile: nginx, listen: 80, when: { host: ["web*", "gw"] } }
  - { id: admin, profile: haproxy, listen: "192.0.2.5:80", when: { host: "web*" } }
`;

/** Hosts that are met, unmet, not known and not concerned, with times that do not change. */
export async function mixedFleet(): Promise<FleetReport> {
  const folder = folderOf();
  const plan = fileIn(folder, 'plan.yaml', PLAN);
  const described = [
    ['web1.json', ipAddr('192.0.2.5')],
    ['web2.json', ipAddr('192.0.2.5', '192.0.2.6')],
    ['web3.json', ipAddr('192.0.2.7')],
    ['gw.json', ipAddr('192.0.2.1')],
    ['db1.json', ipAddr('192.0.2.2')],
    ['cut.json', '[{"ifname":'],
  ] as const;
  const files = described.map(([name, content]) => fileIn(folder, name, content));
  const { told: _, ...report } = await fleetOf([plan], files);
  rmSync(folder, { recursive: true });
  const plain = JSON.parse(JSON.stringify(report).replaceAll(`${folder}/`, '')) as FleetReport;
  return { ...plain, version: '1.0', started: '2026-11-26T03:40:46.123Z', seconds: 0.25 };
}

/** The same with names that mean harm. */
export const wicked = (fleet: FleetReport): FleetReport => ({
  ...fleet,
  hosts: fleet.hosts.map((host, i) => ({ ...host, name: `${PIECES.join('')}${i}`, source: PIECES.join('') })),
});

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

export const written = (format: FormatOf<'fleet'>, fleet: FleetReport): string =>
  [...FLEET_WRITERS[format](fleet, STYLE)].join('');
