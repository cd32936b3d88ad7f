import type { RuleText } from '../rule.ts';
import { CONNECTIONS } from './effects/connections.ts';
import { OPTIONS, PORTS } from './effects/ports.ts';
import { DELIVERY, OBSERVATIONS, TRANSFER } from './effects/transfer.ts';

/** Rules that are not a refusal by the table: what a step leaves behind, what chance decides, who receives. All were run. */
export const LINUX_EFFECTS: readonly RuleText[] = [
  ...PORTS,
  ...OPTIONS,
  ...CONNECTIONS,
  ...TRANSFER,
  ...DELIVERY,
  ...OBSERVATIONS,
].map(([name, sentence, condition, source, why]) => ({
  id: `linux.${name}`,
  sentence,
  condition,
  source,
  certainty: 'run',
  why,
}));
