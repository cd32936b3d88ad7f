import ipaddr from 'ipaddr.js';
import { type Address, type Family, formatAddress, parseAddress } from './address.ts';
import { ok, problem, type Result } from './result.ts';

/** What can be written instead of an address: it selects addresses of the host. */
export type Selector =
  | { readonly kind: 'address'; readonly address: Address }
  /** `any4`, `any6`: the wildcard address */
  | { readonly kind: 'any'; readonly family: Family }
  /** `each-ipv4`, `each-ipv6`: every specific address */
  | { readonly kind: 'each'; readonly family: Family }
  /** `iface:GLOB`: the addresses of the interfaces so named */
  | { readonly kind: 'interface'; readonly glob: string }
  /** A network: every address inside. Its host bits are zero. */
  | { readonly kind: 'cidr'; readonly network: Address; readonly prefix: number }
  /** `192.168.*`: every address so written */
  | { readonly kind: 'glob'; readonly glob: string };

const WORDS: Readonly<Record<string, Selector>> = {
  any4: { kind: 'any', family: 'inet' },
  any6: { kind: 'any', family: 'inet6' },
  'each-ipv4': { kind: 'each', family: 'inet' },
  'each-ipv6': { kind: 'each', family: 'inet6' },
};

/** Separates the `!` that excludes: `!eth0` is `{ except: true, text: 'eth0' }`. */
export const splitExcept = (text: string): { except: boolean; text: string } =>
  text.startsWith('!') ? { except: true, text: text.slice(1) } : { except: false, text };

/**
 * Reads one selector, without `!`. Only its form is checked, not whether the host has such an address.
 */
export function parseSelector(text: string): Result<Selector> {
  const word = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  if (word !== undefined) return ok(word);
  if (text.startsWith('iface:')) return interfaceSelector(text);
  if (text.includes('/')) return cidrSelector(text);
  if (/[*?]/.test(text)) return globSelector(text);
  const address = parseAddress(text);
  if (address.ok) return ok({ kind: 'address', address: address.value });
  const isWord = /^[a-z][\w-]*$/i.test(text) && !/^[0-9a-f]+$/i.test(text);
  if (!isWord) return address;
  return problem(
    address.error.message,
    `an interface is written iface:${text}; the words are ${Object.keys(WORDS).join(', ')}`,
  );
}

/** Reads a name or glob of interfaces: no blank, slash or colon, which the kernel refuses too (dev_valid_name()). */
export function parseInterfaceGlob(text: string): Result<string> {
  if (/^(?!!)[^\s/:]+$/.test(text)) return ok(text);
  return problem(`"${text}" is not an interface name`, 'write a name or a glob, such as eth0 or docker*');
}

function interfaceSelector(text: string): Result<Selector> {
  const glob = parseInterfaceGlob(text.slice('iface:'.length));
  return glob.ok ? ok({ kind: 'interface', glob: glob.value }) : glob;
}

function globSelector(text: string): Result<Selector> {
  if (/^[0-9a-fA-F.:*?]+(%[^\s/]+)?$/.test(text)) return ok({ kind: 'glob', glob: text });
  return problem(
    `"${text}" is not a glob of addresses`,
    'write one such as 192.168.* or fe80:*; for interfaces iface:GLOB',
  );
}

function cidrSelector(text: string): Result<Selector> {
  const slash = text.indexOf('/');
  const address = parseAddress(text.slice(0, slash));
  if (!address.ok) return problem(`"${text}" is not a network`, address.error.hint);
  const { family, zone } = address.value;
  const prefix = text.slice(slash + 1);
  const bits = family === 'inet' ? 32 : 128;
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > bits) {
    return problem(`"${text}" is not a network: the prefix is 0 to ${bits}`, 'write one such as 192.168.1.0/24');
  }
  if (zone !== undefined) return problem(`"${text}" is not a network: a network has no zone`, 'write it without %');
  return networkSelector(text, address.value, Number(prefix));
}

function networkSelector(text: string, address: Address, prefix: number): Result<Selector> {
  const kind = address.family === 'inet' ? ipaddr.IPv4 : ipaddr.IPv6;
  const network = parseAddress(kind.networkAddressFromCIDR(`${address.ip}/${prefix}`).toString());
  if (network.ok && network.value.ip === address.ip) return ok({ kind: 'cidr', network: address, prefix });
  const written = network.ok ? formatAddress(network.value) : text;
  return problem(
    `"${text}" has host bits set`,
    `write ${written}/${prefix} to select the network, or ${address.ip} for the one address`,
  );
}
