import type { Address } from '../model/address.ts';
import { OK } from '../model/outcome.ts';
import { type Combination, listenerAt } from '../model/plan.ts';
import type { Prediction } from '../model/prediction.ts';
import { AddressIndex, isWildcard } from './address-index.ts';
import { type AlikeStarts, alikeStarts, answeredOnce, type KnownCase } from './alike-starts.ts';
import type { RuleEnvironment } from './environment.ts';
import { type OpenResult, opened, predictionOf, type Setting, tryBind, tryListen } from './open-listener.ts';
import { type Meeting, responders } from './responders.ts';
import { type RuleSocket, ruleSocketOfListener } from './rule-socket.ts';
import { SocketKinds, type StartedSocket } from './socket-kinds.ts';
import type { RuleSet } from './systems.ts';

/** What becomes of one listener, and who answers a local client of its address: none where it is refused. */
export interface TogetherPrediction extends Meeting {
  readonly prediction: Prediction;
}

interface TogetherSocket extends StartedSocket {
  result: OpenResult;
}

/**
 * Predicts all addresses, opened in order and kept open at once. The first has the holder's options, the others the newcomer's.
 * A socket is closed as soon as one of its calls fails.
 */
export function predictTogether(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  addresses: readonly Address[],
): TogetherPrediction[] {
  const setting = { rules, env };
  const all = addresses.map((address, place): TogetherSocket => {
    const listener = listenerAt(combination, place === 0 ? 'holder' : 'newcomer', address);
    return { socket: ruleSocketOfListener(env, listener), place, result: { outcome: OK, rule: rules.portFree } };
  });
  const held = env.held.filter((h) => h.protocol === combination.protocol && h.port === combination.port);
  const alike = held.length === 0 ? alikeStarts(rules, env, combination) : undefined;
  startAll(setting, all, { held, alike }, combination);
  const ours = all.flatMap((s) => s.entry ?? []);
  const meetingAt = responders(setting, combination, { held, ours, alike });
  return all.map((s) => ({ prediction: predictionOf(setting, s.socket, s.result), ...meetingAt(s.socket) }));
}

/** Beside which sockets of other processes all are started; of sockets that are alike beside none. */
interface Beside {
  readonly held: readonly RuleSocket[];
  readonly alike: AlikeStarts | undefined;
}

/** Makes the calls of all sockets in their sequence, each beside those that are open by then. */
function startAll(
  setting: Setting,
  all: readonly TogetherSocket[],
  { held, alike }: Beside,
  { sequence }: Combination,
): void {
  const kinds = new SocketKinds();
  const others = besides(all, held, kinds);
  const bound: OpenResult = { outcome: OK, rule: setting.rules.portFree };
  const bind = (s: TogetherSocket, olds: readonly RuleSocket[], known: KnownCase): void => {
    s.result = judgedOnce(known, 'bind', olds, () => tryBind(setting, s.socket, olds));
    if (s.result.outcome !== OK) return;
    s.entry = s.socket;
    kinds.add(s);
  };
  const listen = (s: TogetherSocket, olds: readonly RuleSocket[], known: KnownCase): void => {
    if (s.result.outcome === OK) {
      const result = judgedOnce(known, 'listen', olds, () => tryListen(setting, s.socket, olds, bound));
      // The rule of the bind says more about a success.
      if (result.outcome !== OK) s.result = result;
    }
    if (s.result.outcome === OK) s.entry = opened(s.socket);
    else delete s.entry;
  };
  for (const s of all) {
    const olds = others(s);
    const known = alike?.caseOf(s.socket, olds);
    bind(s, olds, known);
    if (sequence === 'listen-each') listen(s, olds, known);
  }
  for (const s of sequence === 'bind-all-first' ? all : []) {
    const olds = others(s);
    listen(s, olds, alike?.caseOf(s.socket, olds));
  }
}

/** The judgement with the place of the socket that decided: among alike sockets it is at the same place. */
function judgedOnce(known: KnownCase, call: string, olds: readonly RuleSocket[], judge: () => OpenResult): OpenResult {
  const { result, place } = answeredOnce(known, call, () => {
    const judged = judge();
    return { result: judged, place: judged.old === undefined ? -1 : olds.indexOf(judged.old) };
  });
  return place < 0 ? result : { ...result, old: olds[place] as RuleSocket };
}

/**
 * The sockets in the table beside one, as far as they matter: sockets that share no address with it never refuse it, and
 * one of each kind stands for all of them. ANY shares an address with nearly every socket.
 */
function besides(
  all: readonly TogetherSocket[],
  held: readonly RuleSocket[],
  kinds: SocketKinds,
): (self: TogetherSocket) => readonly RuleSocket[] {
  const index = new AddressIndex(all.map((s) => s.socket.address));
  const entries = (started: readonly StartedSocket[], self: TogetherSocket): RuleSocket[] => {
    const found = [...held];
    for (const s of started) if (s !== self && s.entry !== undefined) found.push(s.entry);
    return found;
  };
  return (self) => {
    const { address } = self.socket;
    if (isWildcard(address)) return entries(all, self);
    const near = index.near(address).map((place) => all[place] as TogetherSocket);
    const ordered = [...near, ...kinds.onOthersThan(address)].sort((a, b) => a.place - b.place);
    return entries(ordered, self);
  };
}
