import type { Listener } from '../model/listener.ts';
import type { Prediction } from '../model/prediction.ts';
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
