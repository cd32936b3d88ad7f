import { type Address, formatAddress, isLinkLocal, LOOPBACK, parseAddress } from '../../model/address.ts';
import type { AddressState, Interface, LocalAddress } from '../../model/host.ts';
import { ok, problem, type Result } from '../../model/result.ts';

/** An address as a file has it. */
export interface WrittenAddress {
  readonly text: unknown;
  /** A length in bits, as number or text. */
  readonly prefix: unknown;
  readonly state: AddressState;
}

/** An address of an interface. A link-local one gets its zone, which not every file writes. */
export function readLocalAddress({ text, prefix, state }: WrittenAddress, on: Interface): Result<LocalAddress> {
  if (typeof text !== 'string') return problem('an address is missing');
  const parsed = parseAddress(text);
  if (!parsed.ok) return parsed;
  const { family, ip } = parsed.value;
  const address: Address = isLinkLocal(parsed.value) ? { family, ip, zone: on.name } : { family, ip };
  const bits = prefix === undefined ? widest(address) : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > widest(address))
    return problem(`${text} has no prefix of ${String(prefix)} bits`);
  return ok({ address, interface: on.name, prefix: bits, state, link: on.link });
}

const widest = ({ family }: Address): number => (family === 'inet' ? 32 : 128);

/** Each address once: some files list those of aliases twice. */
export const eachOnce = (all: readonly LocalAddress[]): readonly LocalAddress[] => [
  ...new Map(all.map((one) => [formatAddress(one.address), one])).values(),
];

/** A host without an IPv6 address may have a kernel without IPv6. */
export const lacksIpv6 = (all: readonly LocalAddress[]): boolean =>
  !all.some(({ address }) => address.family === 'inet6');

/** What /etc/hosts usually has for localhost. */
export const USUAL_LOCALHOST: readonly Address[] = [LOOPBACK.inet6, LOOPBACK.inet];
