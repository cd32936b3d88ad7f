import type { Address } from '../model/address.ts';
import { OK } from '../model/outcome.ts';
import { type Combination, listenerAt } from '../model/plan.ts';
import type { Prediction } from '../model/prediction.ts';
import { AddressIndex, isWildcard } from './address-index.ts';
import { shortList } from './alike-neighbours.ts';
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
  // The first is the holder, whose options may be others.
  const { kept, like } = shortList(env, addresses, 1);
  const all = kept.map((at, place): TogetherSocket => {
    const listener = listenerAt(combination, at === 0 ? 'holder' : 'newcomer', addresses[at] as Address);
    return { socket: ruleSocketOfListener(env, listener), place, result: { outcome: OK, rule: rules.portFree } };
  });
  const held = env.held.filter((h) => h.protocol === combination.protocol && h.port === combination.port);
  startAll(setting, all, held, combination);
  const ours = all.flatMap((s) => s.entry ?? []);
  const meetingOf = responders(setting, combination, { held, ours });
  const meetings = all.map(({ socket }) => meetingOf(socket));
  return addresses.map((address, at) => {
    const place = like[at] as number;
    const { socket, result } = all[place] as TogetherSocket;
    const own = address === socket.address ? socket : { ...socket, address };
    const decided = withNeighbour(result, all[place - 1]?.socket, addresses[at - 1]);
    return { prediction: predictionOf(setting, own, decided), ...meetingAt(meetings[place] as Meeting, socket, own) };
  });
}

/** The same result where `to` is started before the socket, in place of `from`. */
function withNeighbour(result: OpenResult, from: RuleSocket | undefined, to: Address | undefined): OpenResult {
  const { old } = result;
  if (old === undefined || to === undefined || old.address !== from?.address || to === from.address) return result;
  return { ...result, old: { ...old, address: to } };
}

/** The same meeting at the address of a socket that is like the one that was asked about. */
function meetingAt(meeting: Meeting, from: RuleSocket, { address }: RuleSocket): Meeting {
  if (address === from.address || !meeting.answers.includes(from.address)) return meeting;
  return { ...meeting, answers: meeting.answers.map((one) => (one === from.address ? address : one)) };
}

/** Makes the calls of all sockets in their sequence, each beside those that are open by then. */
function startAll(
  setting: Setting,
  all: readonly TogetherSocket[],
  held: readonly RuleSocket[],
  { sequence }: Combination,
): void {
  const kinds = new SocketKinds();
  const others = besides(all, held, kinds);
  const bound: OpenResult = { outcome: OK, rule: setting.rules.portFree };
  const bind = (s: TogetherSocket): void => {
    s.result = tryBind(setting, s.socket, others(s));
    if (s.result.outcome !== OK) return;
    s.entry = s.socket;
    kinds.add(s);
  };
  const listen = (s: TogetherSocket): void => {
    if (s.result.outcome === OK) {
      const result = tryListen(setting, s.socket, others(s), bound);
      // The rule of the bind says more about a success.
      if (result.outcome !== OK) s.result = result;
    }
    if (s.result.outcome === OK) s.entry = opened(s.socket);
    else delete s.entry;
  };
  for (const s of all) {
    bind(s);
    if (sequence === 'listen-each') listen(s);
  }
  if (sequence === 'bind-all-first') all.forEach(listen);
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
