import { type Address, ANY, formatEndpoint, isAny } from '../../model/address.ts';
import { mayListen } from '../../model/caution.ts';
import { writtenValues } from '../../model/list-text.ts';
import { isRefusal } from '../../model/outcome.ts';
import { listenerAt } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import { ownerInShort } from '../occupancy/owners.ts';
import { isExplained, isUniformlyDenied, uniformRefusal } from '../sections/uniform.ts';
import type { Section } from '../sections/view.ts';
import { isDualStack } from '../sections/words.ts';
import { type Command, commandText, shellWord } from '../text/command.ts';

/** A command to copy, and what it would show. */
export interface Suggestion {
  readonly command: Command;
  readonly purpose: string;
}

const MOST = 3;
/** config/default.yaml: what a command without these flags does. */
const DEFAULT_PORT = 50005;

/** What is worth running next, given what this run showed; the most telling first. */
export function suggestions(report: Report, all: readonly Section[], program: string): Suggestion[] {
  const found = [
    ...all.flatMap((s) => sandboxInstead(report, s)),
    ...all.flatMap((s) => besideHolder(report, s)),
    ...furtherOptions(report, all),
  ];
  return [...new Map(found.map((one) => [commandText(one.arguments), one])).values()]
    .slice(0, MOST)
    .map(({ arguments: [subcommand, ...others], purpose }) => ({
      command: [`${program} ${subcommand}`, ...others],
      purpose,
    }));
}

/** A sandbox where everything was refused here, and where it was tried that nothing refuses it there. */
function sandboxInstead(report: Report, s: Section): Proposal[] {
  const refusal = uniformRefusal(s);
  if (refusal === undefined || report.sandboxWorks !== true) return [];
  if (isExplained(s)) return [again(report, s, { in: 'sandbox' }, 'the same port, no root needed')];
  return isUniformlyDenied(s, refusal)
    ? [again(report, s, { in: 'sandbox' }, 'the same where nothing refuses it')]
    : [];
}

/** A command without the program's name. */
interface Proposal {
  readonly arguments: readonly [subcommand: string, ...others: string[]];
  readonly purpose: string;
}

/** Where the port is in use by another process: which one that is, and what may be tried all the same. */
function besideHolder(report: Report, s: Section): Proposal[] {
  const { holders = [], caution = 'free' } = s.occupancy ?? {};
  const refused = s.alone.filter((one) => isRefusal(one.outcome)).map((one) => one.listener.address);
  if (holders.length === 0) return [];
  const owner = holders.map((one) => ownerInShort(one)).find((name) => name !== '') ?? 'the holder';
  return [
    ...(report.where === 'host' ? whySuggestion(s, refused, report.asked?.netns) : []),
    ...(caution === 'free' || report.sandboxWorks !== true
      ? []
      : [again(report, s, { in: 'sandbox', live: undefined }, 'everything, without disturbing the holder')]),
    ...(caution === 'held' && mayBeLive(s)
      ? [again(report, s, { live: '' }, `also listens, where that takes nothing from ${owner}`)]
      : []),
  ];
}

/** Whether --live would do more: these options never take a part of a holder's traffic. */
const mayBeLive = (s: Section): boolean =>
  mayListen(
    (['holder', 'newcomer'] as const).map((role) => listenerAt(s, role, ANY.inet)),
    'live',
  );

/** `bindmatrix why` of the first refused endpoint; a port alone stands for 0.0.0.0. */
function whySuggestion(s: Section, refused: readonly Address[], netns: string | undefined): Proposal[] {
  const [first] = refused;
  if (first === undefined) return [];
  const { protocol, port, reuse } = s;
  const isAny4 = refused.some((address) => isAny(address) && address.family === 'inet');
  const endpoint = isAny4 ? String(port) : formatEndpoint(first, port);
  const usual = protocol === 'tcp' ? 'addr' : 'none';
  const flags = flagParts({
    ...(protocol === 'tcp' ? {} : { protocol }),
    ...(reuse.newcomer === usual ? {} : { reuse: reuse.newcomer }),
    netns,
  });
  return [
    {
      arguments: ['why', shellWord(endpoint), ...flags],
      purpose: 'which process holds it, and what would work',
    },
  ];
}

/** Options that may let more listeners share the port than this run saw. */
function furtherOptions(report: Report, all: readonly Section[]): Proposal[] {
  const open = all.find((s) => uniformRefusal(s) === undefined && (s.occupancy?.caution ?? 'free') === 'free');
  if (open === undefined) return [];
  const { pairs, together } = report.summary;
  const refused = pairs.failed + together.failed > 0;
  const reuseport = all.some((s) =>
    (['holder', 'newcomer'] as const).some((role) => listenerAt(s, role, ANY.inet).options.reuseport === true),
  );
  const dual = all.every((s) => isDualStack(s)) && report.selected.filter(isAny).length === 2;
  return [
    ...(refused && !reuseport ? [again(report, open, { reuse: 'port' }, 'servers of one user share it')] : []),
    ...(!refused && reuseport ? [again(report, open, { reuse: 'none' }, 'what is refused without it')] : []),
    ...(refused && dual ? [again(report, open, { v6only: 'on' }, 'keeps :: out of IPv4')] : []),
  ];
}

type Flags = Readonly<Record<string, string | undefined>>;

/** The run again with `change`: whatever else selected what was tried is kept. */
function again(report: Report, s: Section, change: Flags, purpose: string): Proposal {
  const asked = report.asked ?? derived(report, s);
  return { arguments: ['run', ...flagParts({ ...asked, ...change })], purpose };
}

/** Of a report without its flags: what is not the default. */
const derived = (report: Report, { protocol, port }: Section): Flags => ({
  ...(report.where === 'sandbox' ? { in: 'sandbox' } : {}),
  ...(protocol === 'tcp' ? {} : { protocol }),
  ...(port === DEFAULT_PORT ? {} : { port: String(port) }),
});

/** Where and what before how. */
const FIRST = ['config', 'in', 'protocol', 'port'];

function flagParts(flags: Flags): string[] {
  const names = [...FIRST, ...Object.keys(flags).filter((name) => !FIRST.includes(name))];
  return names.flatMap((name) => {
    const value = flags[name];
    if (value === undefined) return [];
    if (value === '') return [`--${name}`];
    return (name === 'config' ? [value] : shortLists(value)).map((one) => `--${name} ${shellWord(one)}`);
  });
}

/** A list longer than this is given in several flags, so that a line of a terminal has room for each. */
const LONGEST = 50;

function shortLists(value: string): string[] {
  const lists: string[] = [];
  for (const one of writtenValues(value)) {
    const longer = [...lists.slice(-1), one].join(',');
    if (lists.length > 0 && longer.length <= LONGEST) lists[lists.length - 1] = longer;
    else lists.push(one);
  }
  return lists;
}
