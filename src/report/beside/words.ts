import { formatAddress } from '../../model/address.ts';
import type { AddressKind } from '../../model/address-kind.ts';
import type { BesideCombination, BesidePairs, BesideStart, BesideStarts, BesideSystem } from '../../model/beside.ts';
import type { Responder } from '../../model/disagreement.ts';
import type { HostFacts } from '../../model/host.ts';
import type { Order } from '../../model/plan.ts';
import { systemName } from '../text/systems.ts';
import { plural } from '../text/text.ts';

/** `Windows`; `Windows, exclusive`: with SO_EXCLUSIVEADDRUSE; `Windows, other user`: the newcomer is of another account. */
export const besideName = ({ name, variants }: BesideSystem): string =>
  [name, ...variants.map((variant) => variant.replace('-', ' '))].join(', ');

/** `Linux 6.18.44`: the kernel without what its builder added. */
export const measuredName = ({ os, kernel }: Pick<HostFacts, 'os' | 'kernel'>): string =>
  `${systemName(os)} ${/^\d+(?:\.\d+)*/.exec(kernel)?.[0] ?? kernel}`;

/** How the addresses of a combination are named: where both families are there, with their family. */
type Naming = (kind: AddressKind) => { readonly one: string; readonly two: string; readonly same: string };

export function namingOf({ pairs, starts }: BesideCombination): Naming {
  const kinds = new Set([...pairs.flatMap(({ holder, newcomer }) => [holder, newcomer]), ...starts.map((s) => s.kind)]);
  const plain = !kinds.has('inet6') && !kinds.has('mapped') ? '' : 'IPv4 ';
  const specific = (family: string) => ({
    one: `a specific ${family}address`,
    two: `two different ${family}addresses`,
    same: `one specific ${family}address twice`,
  });
  const any = (ip: string) => ({ one: ip, two: ip, same: `${ip} twice` });
  const names: Readonly<Record<AddressKind, ReturnType<Naming>>> = {
    any4: any('0.0.0.0'),
    any6: any('::'),
    inet: specific(plain),
    inet6: specific('IPv6 '),
    mapped: specific('v4-mapped '),
  };
  return (kind) => names[kind];
}

/** `0.0.0.0, then a specific address`, `two different addresses`, `0.0.0.0 twice`. */
export function pairsInWords({ holder, newcomer, same }: BesidePairs, naming: Naming): string {
  if (same) return naming(holder).same;
  return holder === newcomer ? naming(holder).two : `${naming(holder).one}, then ${naming(newcomer).one}`;
}

const ORDERS: Readonly<Record<Order, string>> = {
  'any-first': 'ANY first',
  'any-last': 'ANY last',
  'any6-first': ':: first',
};

/** `started together, ANY first` */
export const orderInWords = ({ family, order }: BesideStarts): string =>
  `started together${family === 'both' ? ', both families' : family === 'inet6' ? ', IPv6' : ''}, ${ORDERS[order]}`;

/** `10.0.0.1, 10.0.0.2`; of a start `10.0.0.1`: the first that a row tells of. */
export const exampleInWords = (row: BesidePairs | BesideStarts): string =>
  [row.first].flat().map(formatAddress).join(', then ');

/** `2 pairs`, `2 addresses` */
export const countInWords = (row: BesidePairs | BesideStarts): string =>
  'holder' in row ? plural(row.count, 'pair') : plural(row.count, 'address', 'addresses');

/** `itself`, `0.0.0.0 or itself`, `nobody`; empty where it is not known. `at`: the first address that the row tells of. */
export function answersInWords({ answers }: BesideStart<readonly Responder[]>, { first }: BesideStarts): string {
  if (answers === undefined) return '';
  if (answers.length === 0) return 'nobody';
  const names = answers.map((one) => (typeof one === 'string' ? one : formatAddress(one)));
  return names.map((name) => (name === formatAddress(first) ? 'itself' : name)).join(' or ');
}

/** `predicted`, from source or documentation, as the rules themselves say. */
export const certaintyInWords = ({ certainty }: BesideSystem): string =>
  certainty === 'run' ? 'predicted' : `predicted, ${certainty.replace(/, not run$/, '')}`;
