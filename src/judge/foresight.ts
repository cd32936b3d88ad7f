import type { Address } from '../model/address.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import { type Combination, combinationOf } from '../model/plan.ts';
import {
  environmentOf,
  listenerVerdicts,
  type MatrixPrediction,
  predictMatrix,
  predictTogether,
  type RuleEnvironment,
  type RuleSet,
  type TogetherPrediction,
  type Verdict,
} from '../rules/index.ts';

/**
 * Rules on a host. What they say of the same listeners is worked out once: where nothing is tried it stands both for what
 * happens and for what is foreseen.
 */
export class Foresight {
  readonly rules: RuleSet;
  readonly env: RuleEnvironment;
  /** Of one listener by itself. */
  readonly listener: (listener: Listener) => Verdict;
  readonly #matrices = new Map<readonly Address[], Map<string, MatrixPrediction>>();
  readonly #together = new Map<readonly Address[], Map<string, readonly TogetherPrediction[]>>();

  constructor(rules: RuleSet, host: Host, held: readonly HeldSocket[]) {
    this.rules = rules;
    this.env = environmentOf(host, held, rules.v6only);
    this.listener = listenerVerdicts(this.rules, this.env);
  }

  /** Of every ordered pair of these addresses. */
  matrix(combination: Combination, addresses: readonly Address[]): MatrixPrediction {
    return once(this.#matrices, combination, addresses, () =>
      predictMatrix(this.rules, this.env, combination, addresses),
    );
  }

  /** Of listeners at these addresses, started in this order and kept open. */
  together(combination: Combination, addresses: readonly Address[]): readonly TogetherPrediction[] {
    return once(this.#together, combination, addresses, () =>
      predictTogether(this.rules, this.env, combination, addresses),
    );
  }
}

function once<T>(
  all: Map<readonly Address[], Map<string, T>>,
  combination: Combination,
  addresses: readonly Address[],
  foresee: () => T,
): T {
  const known = all.get(addresses) ?? new Map<string, T>();
  const key = JSON.stringify(combinationOf(combination));
  const foreseen = known.get(key) ?? foresee();
  all.set(addresses, known.set(key, foreseen));
  return foreseen;
}
