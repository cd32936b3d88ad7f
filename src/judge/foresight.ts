import type { Address } from '../model/address.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import { type Combination, combinationOf } from '../model/plan.ts';
import type { Prediction } from '../model/prediction.ts';
import {
  environmentOf,
  predictListener,
  predictTogether,
  type RuleEnvironment,
  type RuleSet,
  type TogetherPrediction,
} from '../rules/index.ts';

/**
 * Rules on a host. What they say of the same listeners is worked out once: where nothing is tried it stands both for what
 * happens and for what is foreseen.
 */
export class Foresight {
  readonly rules: RuleSet;
  readonly env: RuleEnvironment;
  readonly #listeners = new Map<Listener, Prediction>();
  readonly #together = new Map<readonly Address[], Map<string, readonly TogetherPrediction[]>>();

  constructor(rules: RuleSet, host: Host, held: readonly HeldSocket[]) {
    this.rules = rules;
    this.env = environmentOf(host, held, rules.v6only);
  }

  /** Of one listener by itself. */
  listener(listener: Listener): Prediction {
    const foreseen = this.#listeners.get(listener) ?? predictListener(this.rules, this.env, listener);
    this.#listeners.set(listener, foreseen);
    return foreseen;
  }

  /** Of listeners at these addresses, started in this order and kept open. */
  together(combination: Combination, addresses: readonly Address[]): readonly TogetherPrediction[] {
    const known = this.#together.get(addresses) ?? new Map<string, readonly TogetherPrediction[]>();
    const key = JSON.stringify(combinationOf(combination));
    const foreseen = known.get(key) ?? predictTogether(this.rules, this.env, combination, addresses);
    this.#together.set(addresses, known.set(key, foreseen));
    return foreseen;
  }
}
