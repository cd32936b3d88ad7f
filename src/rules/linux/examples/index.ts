import type { Trial } from '../../../model/trial.ts';
import type { RuleText } from '../../rule.ts';
import { CALL_EXAMPLES } from './calls.ts';
import { CHECK_EXAMPLES } from './checks.ts';
import { DELIVERY_EXAMPLES } from './delivery.ts';
import { EFFECT_EXAMPLES } from './effects.ts';
import { PAIR_EXAMPLES } from './pairs.ts';
import type { Example, Examples } from './steps.ts';
import { TRANSFER_EXAMPLES } from './transfer.ts';

/** By the rule's name without `linux.`. */
export const LINUX_EXAMPLES: Examples = {
  ...CHECK_EXAMPLES,
  ...PAIR_EXAMPLES,
  ...CALL_EXAMPLES,
  ...EFFECT_EXAMPLES,
  ...TRANSFER_EXAMPLES,
  ...DELIVERY_EXAMPLES,
};

/** The trial that shows a rule: the rule's own id and sentence, so that neither is written twice. */
export function trialOf({ id, sentence }: Pick<RuleText, 'id' | 'sentence'>, example: Example): Trial | undefined {
  if ('noExample' in example) return undefined;
  const { sandbox, steps } = 'steps' in example ? example : { sandbox: {}, steps: example };
  return { id, title: sentence, sandbox: { addresses: [], devices: [], sysctls: {}, ...sandbox }, steps };
}
