import { loadExperiment } from '../../../src/config/load.ts';
import { diffHosts } from '../../../src/flows/diff.ts';
import type { Drift } from '../../../src/model/drift.ts';
import type { FormatOf } from '../../../src/model/format.ts';
import type { HostSnapshot, KeptSocket } from '../../../src/model/host-snapshot.ts';
import { DRIFT_WRITERS } from '../../../src/report/index.ts';
import { asUserSees, at, nginx, sshd, web } from '../../judge/drift/snapshots.ts';
import { PIECES } from '../fixtures/hostile.ts';

/** Services beside nginx and sshd of the snapshots: what they become depends on both. */
const PLAN = `version: 1
services:
  - { id: web, profile: nginx, listen: 80 }
  - { id: cache, profile: plain, listen: "192.0.2.10:3128" }
  - { id: jump, profile: plain, listen: "0.0.0.0:22", expect: exits }
serves:
  - { endpoint: "192.0.2.10:80", by: web }
expect:
  - { address: 0.0.0.0, port: 22, expect: bind:EADDRINUSE }
`;

/** What changed from one snapshot to another, and the verdicts of a plan. */
export async function driftOf(before: HostSnapshot, now: HostSnapshot, plan: string = PLAN): Promise<Drift> {
  const loaded = await loadExperiment('plan.yaml', {}, plan);
  if (!loaded.ok) throw new Error(loaded.error.map(({ message }) => message).join('\n'));
  const { experiment, plan: services } = loaded.value;
  const drift = await diffHosts(
    {
      old: { name: 'before.json', snapshot: before },
      now: { name: 'after.json', snapshot: now },
      task: { plans: services === undefined ? [] : [services], experiments: [experiment] },
      files: ['plan.yaml'],
      passive: false,
    },
    { signal: new AbortController().signal },
  );
  if (!drift.ok) throw new Error(JSON.stringify(drift.error));
  return { ...drift.value, started: '2026-11-26T03:40:46.123Z', seconds: 0.25 };
}

const squid: KeptSocket = { ...sshd, port: 3128, owners: [{ command: 'squid', uid: 13, user: 'proxy' }] };

/** nginx has SO_REUSEPORT now, an address is on another interface, sshd is gone, and a proxy has come. */
export const upgraded: HostSnapshot = {
  ...web,
  addresses: web.addresses.map((one) => (one.prefix === 24 ? { ...one, interface: 'eth1' } : one)),
  interfaces: [...web.interfaces, { name: 'eth1', index: 3, link: 'up', loopback: false }],
  sockets: [{ ...nginx, reuseport: true, count: 4 }, squid],
};

/** What a wicked or a foreign text may have, all of it. */
const HOSTILE = PIECES.join('');

const wicked: HostSnapshot = {
  ...upgraded,
  facts: { ...upgraded.facts, hostname: HOSTILE, kernel: HOSTILE, sysctls: { [HOSTILE]: HOSTILE } },
  interfaces: [{ name: HOSTILE, index: 3, link: 'down', loopback: false }],
  addresses: [{ address: at('192.0.2.77'), interface: HOSTILE, prefix: 24, state: 'ok', link: 'up' }],
  sockets: [{ ...squid, device: HOSTILE, owners: [{ command: HOSTILE, user: HOSTILE }] }],
};

const named = (drift: Drift, name: string): Drift => ({ ...drift, before: { ...drift.before, name } });

/** Drifts of every status. */
export const DRIFTS: Readonly<Record<string, Drift>> = {
  none: await driftOf(web, structuredClone(web)),
  changed: await driftOf(web, upgraded),
  'seen in part': await driftOf(web, asUserSees(web)),
  'without a plan': await driftOf(web, upgraded, 'version: 1'),
  wicked: named(await driftOf(web, wicked), `${HOSTILE}.json`),
};

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

export const written = (format: FormatOf<'drift'>, drift: Drift): string =>
  [...DRIFT_WRITERS[format](drift, STYLE)].join('');
