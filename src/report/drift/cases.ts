import type { Aspect, ChangeKind, Drift, DriftSide } from '../../model/drift.ts';
import type { Case } from '../cases/case.ts';
import { plural } from '../text/text.ts';
import { meaningOf } from './meaning.ts';
import { isWorse, pairReason, type VerdictPair, verdictPairs, verdictText } from './verdicts.ts';
import { changeId, changeText, unseenText } from './words.ts';

/** Every change, everything that could not be compared, what is as it was, and the verdicts of the plans. */
export const driftCases = (drift: Drift): readonly Case[] => {
  const place = fileOf(drift.before);
  return [
    ...aspectCases(drift).map((one) => ({ ...one, ...place })),
    ...changeCases(drift).map((one) => ({ ...one, ...place })),
    ...unseenCases(drift).map((one) => ({ ...one, ...place })),
    ...verdictPairs(drift).map(verdictCase),
  ];
};

const fileOf = ({ name }: DriftSide): { readonly file: string } => ({ file: name });

/** What a kind of change is counted with. */
export const ASPECT_OF: Readonly<Record<ChangeKind, Aspect>> = {
  hostname: 'host',
  kernel: 'host',
  ipv6: 'host',
  localhost: 'host',
  'local-route': 'addresses',
  sysctl: 'sysctls',
  'interface-gone': 'interfaces',
  'interface-new': 'interfaces',
  link: 'interfaces',
  'interface-setting': 'interfaces',
  'address-gone': 'addresses',
  'address-new': 'addresses',
  'address-moved': 'addresses',
  'address-state': 'addresses',
  'listener-gone': 'listeners',
  'listener-new': 'listeners',
  'listener-moved': 'listeners',
  'listener-option': 'listeners',
  'listener-owner': 'listeners',
};

const COUNTED: Readonly<Record<Aspect, (count: number) => string>> = {
  host: () => 'host name, kernel, localhost',
  sysctls: (count) => plural(count, 'sysctl'),
  interfaces: (count) => plural(count, 'interface'),
  addresses: (count) => plural(count, 'address', 'addresses'),
  listeners: (count) => plural(count, 'listener'),
};

function aspectCases({ changes, unseen, compared }: Drift): Case[] {
  const changed = new Set<string>(changes.map(({ kind }) => ASPECT_OF[kind]));
  for (const { what, side } of unseen)
    if (what === 'sysctls' || side !== 'both') changed.add(what === 'sysctls' ? 'sysctls' : 'listeners');
  return (Object.keys(compared) as Aspect[])
    .filter((aspect) => !changed.has(aspect))
    .map((aspect) => ({
      kind: 'change',
      id: aspect,
      name: `${COUNTED[aspect](compared[aspect])}: as before`,
      status: 'met',
      detail: [],
    }));
}

const changeCases = ({ changes }: Drift): Case[] =>
  changes.map((change) => {
    const [text, means] = [changeText(change), meaningOf(change)];
    return {
      kind: 'change',
      id: changeId(change),
      name: text,
      status: 'unmet',
      level: 'warning',
      rule: `drift.${change.kind}`,
      reason: means === '' ? text : means,
      detail: [],
    };
  });

/** What neither side could see is no part of the answer. */
const unseenCases = (drift: Drift): Case[] =>
  drift.unseen
    .filter(({ side }) => side !== 'both')
    .map((one) => ({
      kind: 'change',
      id: `unknown ${one.what} ${one.side}`,
      name: unseenText(one, drift),
      status: 'inconclusive',
      rule: 'drift.unknown',
      reason: unseenText(one, drift),
      detail: one.subjects.length > 1 ? one.subjects : [],
    }));

/** A verdict that is as it was is met, whatever it is: it has not drifted. One that is better now is met too. */
function verdictCase(pair: VerdictPair): Case {
  const { before, now, outcome } = pair;
  const { reason: _, rule, level: _level, ...rest } = now;
  const words = outcome === 'same' ? `${verdictText(now)}, as before` : flipText(pair);
  const name = `${now.name}: ${words}`;
  if (outcome === 'same') return { ...rest, name, status: 'met', detail: [] };
  if (outcome === 'unknown') return { ...rest, status: 'inconclusive', reason: words, detail: now.detail };
  if (now.status === 'met') return { ...rest, name, status: 'met', detail: before.detail };
  const { why } = pairReason(pair);
  return {
    ...rest,
    status: 'unmet',
    ...(isWorse(pair) ? {} : { level: 'warning' }),
    ...(rule === undefined ? {} : { rule }),
    reason: why === '' ? words : `${words}: ${why}`,
    detail: now.detail,
  };
}

/** `up before, exits now` */
export const flipText = ({ before, now }: VerdictPair): string =>
  `${verdictText(before)} before, ${verdictText(now)} now`;
