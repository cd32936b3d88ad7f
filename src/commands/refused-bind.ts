import { withOwners } from '../discover/owners.ts';
import { socketsOn } from '../discover/sockets.ts';
import type { Address } from '../model/address.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { Reuse } from '../model/options.ts';
import type { Prediction } from '../model/prediction.ts';
import type { Blocker } from '../model/serve.ts';
import { condense } from '../plan/held.ts';
import { environmentOf, predictAlone, ruleSet } from '../rules/index.ts';

/** The socket that was refused. */
export interface Wanted {
  readonly address: Address;
  readonly port: number;
  readonly reuse: Reuse;
}

/** What stands in the way of a TCP listener: each socket of its port beside which alone the rules would not let it in. */
export function blockersOf(host: Host, wanted: Wanted): Blocker[] {
  const listed = socketsOn([wanted.port], ['tcp']);
  if (!listed.ok) return [];
  return condense(withOwners(listed.value.sockets))
    .map((socket) => ({ socket, prediction: predictBeside(host, wanted, [socket]) }))
    .filter(({ prediction }) => prediction.outcome !== 'ok');
}

/** What the rules say of the listener beside these sockets alone. */
export function predictBeside(host: Host, { address, port, reuse }: Wanted, held: readonly HeldSocket[]): Prediction {
  const both = { holder: reuse, newcomer: reuse };
  const combination = { protocol: 'tcp', port, reuse: both, v6only: 'system', sequence: 'listen-each' } as const;
  return predictAlone(ruleSet('linux'), environmentOf(host, held), combination, address);
}
