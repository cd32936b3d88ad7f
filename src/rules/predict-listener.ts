import type { Listener } from '../model/listener.ts';
import type { Prediction } from '../model/prediction.ts';
import { type AddressKind, addressKind } from './address-kinds.ts';
import type { RuleEnvironment } from './environment.ts';
import { predictionOf, tryOpen } from './open-listener.ts';
import { ruleSocketOfListener } from './rule-socket.ts';
import type { RuleSet } from './systems.ts';

/** Predicts one listener beside the sockets that the host holds already: `env.held`. */
export function predictListener(rules: RuleSet, env: RuleEnvironment, listener: Listener): Prediction {
  const socket = ruleSocketOfListener(env, listener);
  const setting = { rules, env };
  return predictionOf(setting, socket, tryOpen(setting, socket, env.held));
}

/** A prediction without its sentence. */
export type Verdict = Pick<Prediction, 'outcome' | 'rule'>;

/** Predicts listeners beside the same sockets, without a sentence: each set of options once for addresses of one kind. */
export function listenerVerdicts(rules: RuleSet, env: RuleEnvironment): (listener: Listener) => Verdict {
  const known = new Map<string, Map<AddressKind, Verdict>>();
  // Neighbours mostly share one object of options.
  let latest: Pick<Listener, 'protocol' | 'port' | 'options'> | undefined;
  let ofKind = new Map<AddressKind, Verdict>();
  return (listener) => {
    const { protocol, port, options } = listener;
    if (options !== latest?.options || port !== latest.port || protocol !== latest.protocol) {
      const key = `${protocol} ${port} ${JSON.stringify(options)}`;
      ofKind = known.get(key) ?? new Map<AddressKind, Verdict>();
      known.set(key, ofKind);
      latest = listener;
    }
    const kind = addressKind(env, listener.address);
    const verdict = ofKind.get(kind) ?? tryOpen({ rules, env }, ruleSocketOfListener(env, listener), env.held);
    ofKind.set(kind, verdict);
    return verdict;
  };
}
