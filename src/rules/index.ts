import { sentenceOn } from './sentences.ts';
import { setOfRule } from './systems.ts';

export { receiversAfterBind } from './after-bind.ts';
export { answerersAt } from './answerers.ts';
export { type AskedSystem, askedSystem } from './asked-system.ts';
export { isForEach } from './client-packet.ts';
export { environmentOf, locality, onDevice, type RuleEnvironment, trialEnvironment, v6onlyOf } from './environment.ts';
export { kernelDifferences } from './kernel-differences.ts';
export { leftoverOf } from './linux/leftover.ts';
export { KNOWN_SERIES } from './linux/versions/releases.ts';
export { isKernelUntold, linuxOf } from './linux-of.ts';
export { listenerVerdicts, predictListener, type Verdict } from './predict-listener.ts';
export { type MatrixPrediction, predictMatrix } from './predict-matrix.ts';
export { predictPair } from './predict-pair.ts';
export { predictTogether, type TogetherPrediction } from './predict-together.ts';
export type { OperatingSystem, World } from './rule.ts';
export { conditionInWords } from './sentences.ts';
export { OPERATING_SYSTEMS, type RuleId, type RuleSet, ruleSet } from './systems.ts';
export { advance, follow, predict, startWorld } from './world.ts';

/**
 * One sentence of the rule `id` on two sockets, such as `0.0.0.0:80` and `127.0.0.1:80`. Where both bear one name the
 * sentence says which is the holder and which the newcomer.
 */
export function explain(id: string, sockets: { readonly holder?: string; readonly newcomer: string }): string {
  return sentenceOn(setOfRule(id), id, sockets.newcomer, sockets.holder);
}
