import { type Call, OK } from '../model/outcome.ts';
import type { Prediction } from '../model/prediction.ts';
import { type Judgement, judge } from './decide.ts';
import type { RuleEnvironment } from './environment.ts';
import { type RuleSocket, ruleSocketName } from './rule-socket.ts';
import { conditionInWords, sentenceOn } from './sentences.ts';
import type { RuleId, RuleSet } from './systems.ts';

/** The result of opening one socket: the call that failed, or `ok` where it listens, with the rule that decided. */
export type OpenResult = Judgement<RuleId>;

/** The rules, and the host that they are applied to. */
export interface Setting {
  readonly rules: RuleSet;
  readonly env: RuleEnvironment;
}

const call = ({ rules, env }: Setting, name: Call, newcomer: RuleSocket, olds: readonly RuleSocket[]): OpenResult =>
  judge(rules, { env, newcomer, call: name, ...privilegeOf(env, newcomer) }, olds);

/** Of another user than who runs this program root alone may bind privileged ports. */
const privilegeOf = (env: RuleEnvironment, { uid }: RuleSocket): { readonly privileged?: boolean } =>
  uid === env.uid ? {} : { privileged: uid === 0 };

/** socket(2), setsockopt(2) and bind(2) beside `olds`, the oldest first. */
export function tryBind(setting: Setting, socket: RuleSocket, olds: readonly RuleSocket[]): OpenResult {
  for (const name of ['socket', 'setsockopt'] as const) {
    const result = call(setting, name, socket, olds);
    if (result.outcome !== OK) return result;
  }
  return call(setting, 'bind', socket, olds);
}

/** listen(2) of a bound TCP socket; UDP has none, and keeps the result of its bind. */
export function tryListen(
  setting: Setting,
  socket: RuleSocket,
  olds: readonly RuleSocket[],
  bound: OpenResult,
): OpenResult {
  if (socket.protocol === 'udp' || bound.outcome !== OK) return bound;
  const result = call(setting, 'listen', socket, olds);
  // The bind's rule says more about a success than a second look at the same port.
  return result.outcome === OK ? bound : result;
}

/** socket(2), setsockopt(2), bind(2) and listen(2) of one socket beside `olds`. */
export const tryOpen = (setting: Setting, socket: RuleSocket, olds: readonly RuleSocket[]): OpenResult =>
  tryListen(setting, socket, olds, tryBind(setting, socket, olds));

/** The same socket once it is open: a TCP socket listens. */
export const opened = (socket: RuleSocket): RuleSocket =>
  socket.protocol === 'tcp' ? { ...socket, state: 'LISTEN' } : socket;

/** The result with its sentence, which is a condition where the outcome depends on what could not be read. */
export function predictionOf({ rules }: Setting, socket: RuleSocket, result: OpenResult): Prediction {
  const { outcome, rule, old, condition } = result;
  if (condition !== undefined) return { outcome, rule, why: conditionInWords(condition) };
  const holder = old === undefined ? undefined : ruleSocketName(old);
  return { outcome, rule, why: sentenceOn(rules, rule, ruleSocketName(socket), holder) };
}
