import type { LaterRule } from '../../rule.ts';
import { CONNECTING } from './connecting.ts';
import { CONNECTIONS } from './connections.ts';
import { DELIVERY } from './delivery.ts';
import { DESCRIPTORS } from './descriptors.ts';
import { MULTICAST } from './multicast.ts';
import { OBSERVATIONS } from './observations.ts';
import { OLDER } from './older.ts';
import { OPTIONS } from './options.ts';
import { PORTS } from './ports.ts';
import { TRANSFER } from './transfer.ts';

const TEXTS = [
  ...PORTS,
  ...OPTIONS,
  ...CONNECTIONS,
  ...CONNECTING,
  ...DESCRIPTORS,
  ...TRANSFER,
  ...DELIVERY,
  ...MULTICAST,
  ...OBSERVATIONS,
  ...OLDER,
] as const;

/** The rule's id without `linux.`. */
export type EffectName = (typeof TEXTS)[number][0];

/** Rules that refuse nothing by a table: what a step leaves behind, what chance decides, who receives. All were run. */
export const LINUX_EFFECTS: readonly LaterRule<`linux.${EffectName}`>[] = TEXTS.map(
  ([name, sentence, condition, source, why]) => ({
    id: `linux.${name}`,
    sentence,
    condition,
    source,
    certainty: 'run',
    why,
  }),
);
