import type { Address } from '../model/address.ts';
import type { Combination } from '../model/plan.ts';
import type { Prediction } from '../model/prediction.ts';
import { AddressIndex, isWildcard, type Member, Strangers } from './address-index.ts';
import type { RuleEnvironment } from './environment.ts';
import { groupKey, seatOf } from './linux/delivery.ts';
import type { RuleSocket } from './rule-socket.ts';
import { clientTarget, type OpenResult, nameOf, opened, partyAt, predictionOf, tryBind, tryListen } from './predict.ts';
import type { Receiver, RuleSet } from './rule.ts';

export interface TogetherPrediction {
  readonly prediction: Prediction;
  /** The listeners, by address, that a local client of this address may reach; none where it is refused. */
  readonly answers: readonly string[];
}

interface Candidate extends Member {
  fate: OpenResult;
}

/**
 * All addresses in order, kept open at once. The first has the holder's options, the others the newcomer's.
 * A socket is closed as soon as one of its calls fails.
 */
export function predictTogether(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  addresses: readonly Address[],
): TogetherPrediction[] {
  const { reuse, sequence } = combination;
  const all: Candidate[] = addresses.map((address, place) => {
    const party = partyAt(env, combination, address, place === 0 ? reuse.holder : reuse.newcomer);
    return { party, place, fate: { outcome: 'ok', judgement: { outcome: 'ok', rule: '' } } };
  });
  const held = heldOn(env, combination);
  const apart = new Strangers();
  const others = besides(all, held, apart);
  const bind = (c: Candidate): void => {
    c.fate = tryBind(rules, env, c.party, others(c));
    if (c.fate.outcome !== 'ok') return;
    c.entry = c.party;
    apart.add(c);
  };
  const listen = (c: Candidate): void => {
    c.fate = tryListen(rules, env, c.party, others(c), c.fate);
    if (c.fate.outcome === 'ok') c.entry = opened(c.party);
    else delete c.entry;
  };
  for (const c of all) {
    bind(c);
    if (sequence === 'listen-each') listen(c);
  }
  if (sequence === 'bind-all-first') for (const c of all) listen(c);
  const ours = all.flatMap((c) => c.entry ?? []);
  const answersAt = answering(rules, combination, held, ours);
  return all.map((c) => ({ prediction: predictionOf(rules, c.party, c.fate), answers: answersAt(c.party) }));
}

const heldOn = (env: RuleEnvironment, { protocol, port }: Combination): readonly RuleSocket[] =>
  env.held.filter((h) => h.protocol === protocol && h.port === port);

/**
 * Who is in the table beside a socket, as far as it matters: sockets that share no address with it never refuse it, and one of
 * a kind says all there is to say about them. ANY shares an address with nearly everybody.
 */
function besides(
  all: readonly Candidate[],
  held: readonly RuleSocket[],
  apart: Strangers,
): (self: Candidate) => readonly RuleSocket[] {
  const index = new AddressIndex(all.map((c) => c.party.address));
  const entries = (members: readonly Member[], self: Candidate): RuleSocket[] => [
    ...held,
    ...members.flatMap((m) => (m === self || !m.entry ? [] : [m.entry])),
  ];
  return (self) => {
    const { address } = self.party;
    if (isWildcard(address)) return entries(all, self);
    const near = index.near(address).map((place) => all[place] as Candidate);
    const ordered = [...near, ...apart.besides(address)].sort((a, b) => a.place - b.place);
    return entries(ordered, self);
  };
}

/** Sockets of somebody else may answer too; they have no name here. */
export const ELSEWHERE = 'another socket';

function answering(
  rules: RuleSet,
  { protocol, port }: Combination,
  held: readonly RuleSocket[],
  ours: readonly RuleSocket[],
): (at: RuleSocket) => readonly string[] {
  const receivers = receiversOf([...held, ...ours]);
  const index = new AddressIndex(receivers.map((r) => r.party.address));
  const isOurs = new Set(ours);
  return (at) => {
    const to = clientTarget(at.address);
    const from = { address: to, port: CLIENT_PORT };
    const packet = { protocol, to, port, from, device: at.device ?? 'lo' };
    const open = index.near(to).map((place) => receivers[place] as Receiver);
    return rules.deliver(open, packet, rules.off).map((r) => (isOurs.has(r.party) ? nameOf(r.party) : ELSEWHERE));
  };
}

/** A port that no socket is connected to. */
const CLIENT_PORT = 0;

/** Sockets in the order in which they were opened, as the kernel's tables hold them. */
function receiversOf(open: readonly RuleSocket[]): Receiver[] {
  const groups = new Map<string, number>();
  for (const [place, party] of open.entries()) {
    const key = groupKey(party);
    if (party.reuseport && !groups.has(key)) groups.set(key, place);
  }
  return open.map((party, turn) => ({
    party,
    seat: seatOf(party, turn + 1),
    group: groups.get(groupKey(party)) ?? -1,
    groupConnected: false,
    connectedAt: 0,
  }));
}
