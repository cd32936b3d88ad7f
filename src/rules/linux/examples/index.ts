import type { Trial } from '../../../model/trial.ts';
import type { RuleText } from '../../rule.ts';
import type { LinuxRuleName } from '../rule-id.ts';
import { CALL_EXAMPLES } from './calls.ts';
import { CHECK_EXAMPLES } from './checks.ts';
import { DELIVERY_EXAMPLES } from './delivery.ts';
import { EFFECT_EXAMPLES } from './effects.ts';
import type { Example } from './example.ts';
import { MULTICAST_EXAMPLES } from './multicast.ts';
import { OLDER_EXAMPLES } from './older.ts';
import { PAIR_EXAMPLES } from './pairs.ts';
import { TRANSFER_EXAMPLES } from './transfer.ts';
import { WIDENED_EXAMPLES } from './widened.ts';

/** By the rule's name without `linux.`; a rule without an entry does not compile. */
export const LINUX_EXAMPLES: Readonly<Record<LinuxRuleName, Example>> = {
  ...CHECK_EXAMPLES,
  ...PAIR_EXAMPLES,
  ...CALL_EXAMPLES,
  ...EFFECT_EXAMPLES,
  ...TRANSFER_EXAMPLES,
  ...DELIVERY_EXAMPLES,
  ...MULTICAST_EXAMPLES,
  ...WIDENED_EXAMPLES,
  ...OLDER_EXAMPLES,
};

/**
 * The trial that shows a rule of Linux, with the rule's own id and sentence, or why there is none; undefined for a rule
 * without an entry.
 */
export function linuxExample({
  id,
  sentence,
}: RuleText): { readonly example: Trial } | { readonly noExample: string } | undefined {
  const example = EXAMPLES_BY_ID.get(id);
  if (example === undefined) return undefined;
  if ('noExample' in example) return { noExample: example.noExample };
  const { sandbox, steps } = 'steps' in example ? example : { sandbox: {}, steps: example };
  return {
    example: { id, title: sentence, sandbox: { addresses: [], devices: [], sysctls: {}, ...sandbox }, steps },
  };
}

const EXAMPLES_BY_ID: ReadonlyMap<string, Example> = new Map(
  Object.entries(LINUX_EXAMPLES).map(([name, example]) => [`linux.${name}`, example]),
);
