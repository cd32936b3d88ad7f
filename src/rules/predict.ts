import { type Address, formatAddress, isAny, LOOPBACK, unmap } from '../model/address.ts';
import { type Reuse, setsReuseaddr, setsReuseport } from '../model/options.ts';
import type { Call } from '../model/outcome.ts';
import type { Combination } from '../model/plan.ts';
import type { Prediction } from '../model/prediction.ts';
import type { RuleEnvironment } from './environment.ts';
import { type Judgement, judge } from './decide.ts';
import { type RuleSocket, ruleSocketName } from './rule-socket.ts';
import { because } from './prose.ts';
import type { RuleSet } from './rule.ts';

/** What becomes of one socket of a run: where it failed, or that it listens. */
export interface OpenResult {
  /** `ok`, `bind:EADDRINUSE`, or `unknown`. */
  readonly outcome: string;
  readonly judgement: Judgement;
}

/** The socket that a combination opens at an address, before anything is called. */
export function partyAt(env: RuleEnvironment, combination: Combination, address: Address, reuse: Reuse): RuleSocket {
  const { v6only, protocol, port } = combination;
  const isSpecific6 = address.family === 'inet6' && !isAny(address) && unmap(address) === address;
  return {
    protocol,
    family: address.family,
    address,
    port,
    // Binding a specific IPv6 address makes a socket v6only, __inet6_bind(); what matters before that is the option.
    v6only: address.family === 'inet6' && (isSpecific6 || (v6only === 'system' ? env.bindv6only : v6only === 'on')),
    ...(address.family === 'inet6' && v6only === 'off' ? { dualStackAsked: true } : {}),
    reuseaddr: setsReuseaddr(reuse),
    reuseport: setsReuseport(reuse),
    device: address.zone === undefined ? undefined : (env.zones.get(address.zone) ?? address.zone),
    freebind: false,
    uid: env.uid,
    state: 'BOUND',
    hidden: [],
  };
}

/** One call of `party` beside `olds`: the fate of a socket that fails it, or undefined where it goes on. */
function tryCall(rules: RuleSet, env: RuleEnvironment, call: Call, party: RuleSocket, olds: readonly RuleSocket[]): OpenResult {
  const judgement = judge(rules, { env, newcomer: party, call }, olds);
  const { outcome } = judgement;
  return { outcome: outcome === 'ok' || outcome === 'unknown' ? outcome : `${call}:${outcome}`, judgement };
}

/** socket(2), setsockopt(2) and bind(2). */
export function tryBind(rules: RuleSet, env: RuleEnvironment, party: RuleSocket, olds: readonly RuleSocket[]): OpenResult {
  for (const call of ['socket', 'setsockopt'] as const) {
    const fate = tryCall(rules, env, call, party, olds);
    if (fate.outcome !== 'ok') return fate;
  }
  return tryCall(rules, env, 'bind', party, olds);
}

/** listen(2) of a bound TCP socket; UDP has none, and keeps the fate of its bind. */
export function tryListen(
  rules: RuleSet,
  env: RuleEnvironment,
  party: RuleSocket,
  olds: readonly RuleSocket[],
  bound: OpenResult,
): OpenResult {
  if (party.protocol === 'udp' || bound.outcome !== 'ok') return bound;
  const fate = tryCall(rules, env, 'listen', party, olds);
  // The bind's rule says more about a success than a second look at the same port.
  return fate.outcome === 'ok' ? bound : fate;
}

export const opened = (party: RuleSocket): RuleSocket => (party.protocol === 'tcp' ? { ...party, state: 'LISTEN' } : party);

/** Socket, bind and listen of one endpoint beside `olds`. */
export function tryOpen(rules: RuleSet, env: RuleEnvironment, party: RuleSocket, olds: readonly RuleSocket[]): OpenResult {
  return tryListen(rules, env, party, olds, tryBind(rules, env, party, olds));
}

export function predictionOf(rules: RuleSet, party: RuleSocket, fate: OpenResult): Prediction {
  const { judgement, outcome } = fate;
  return {
    outcome,
    rule: judgement.rule,
    why: because(rules, judgement.rule, ruleSocketName(party), judgement.old && ruleSocketName(judgement.old)),
  };
}

/** One endpoint by itself, beside only what the host holds already. */
export function predictAlone(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  address: Address,
): Prediction {
  const party = partyAt(env, combination, address, combination.reuse.newcomer);
  return predictionOf(rules, party, tryOpen(rules, env, party, env.held));
}

/** Where a client that connects to ANY of its own host arrives: ip(7), ipv6(7). */
export function clientTarget(address: Address): Address {
  const plain = unmap(address);
  return isAny(plain) ? LOOPBACK[plain.family] : plain;
}

export const nameOf = (party: RuleSocket): string => formatAddress(party.address);
