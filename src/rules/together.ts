import type { Address } from '../model/address.ts';
import type { Combination } from '../model/plan.ts';
import type { Prediction } from '../model/prediction.ts';
import type { RuleEnvironment } from './environment.ts';
import { seatOf, shareGroup } from './linux/delivery.ts';
import type { Party } from './party.ts';
import { clientTarget, type Fate, nameOf, opened, partyAt, predictionOf, tryBind, tryListen } from './predict.ts';
import type { Receiver, RuleSet } from './rule.ts';

export interface TogetherPrediction {
  readonly prediction: Prediction;
  /** The listeners, by address, that a local client of this address may reach; none where it is refused. */
  readonly answers: readonly string[];
}

interface Candidate {
  readonly party: Party;
  fate: Fate;
  /** In the port's table: bound, or listening too. */
  entry?: Party;
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
  const all: Candidate[] = addresses.map((address, i) => {
    const party = partyAt(env, combination, address, i === 0 ? reuse.holder : reuse.newcomer);
    return { party, fate: { outcome: 'ok', judgement: { outcome: 'ok', rule: '' } } };
  });
  const others = (self: Candidate): Party[] => [
    ...env.held,
    ...all.flatMap((c) => (c === self || !c.entry ? [] : [c.entry])),
  ];
  const bind = (c: Candidate): void => {
    c.fate = tryBind(rules, env, c.party, others(c));
    if (c.fate.outcome === 'ok') c.entry = c.party;
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
  return all.map((c) => ({
    prediction: predictionOf(rules, c.party, c.fate),
    answers: answersAt(
      rules,
      env,
      combination,
      c.party,
      all.flatMap((o) => o.entry ?? []),
    ),
  }));
}

/** Sockets of somebody else may answer too; they have no name here. */
export const ELSEWHERE = 'another socket';

function answersAt(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  at: Party,
  ours: readonly Party[],
): readonly string[] {
  const open = receiversOf([...env.held, ...ours]);
  const to = clientTarget(at.address);
  const from = { address: to, port: CLIENT_PORT };
  const packet = { protocol: combination.protocol, to, port: combination.port, from, device: at.device ?? 'lo' };
  return rules.deliver(open, packet, rules.off).map((r) => (ours.includes(r.party) ? nameOf(r.party) : ELSEWHERE));
}

/** A port that no socket is connected to. */
const CLIENT_PORT = 0;

/** Sockets in the order in which they were opened, as the kernel's tables hold them. */
function receiversOf(open: readonly Party[]): Receiver[] {
  return open.map((party, turn) => ({
    party,
    seat: seatOf(party, turn + 1),
    group: open.findIndex((first) => shareGroup(party, first)),
    groupConnected: false,
    connectedAt: 0,
  }));
}
