import { ok, problem, type Result } from '../model/result.ts';
import { parseInterfaceGlob, parseSelector, splitExcept } from '../model/selector.ts';
import { quoted } from './values.ts';

/** Reads a name or glob of interfaces, `eth*` or `!docker0`, and keeps it as written. */
export function readInterface(value: unknown): Result<string> {
  if (typeof value !== 'string')
    return problem(`${quoted(value)} is not an interface name`, 'write a name or a glob, such as eth0 or docker*');
  const glob = parseInterfaceGlob(splitExcept(value).text);
  return glob.ok ? ok(value) : glob;
}

/**
 * Reads an address, CIDR, glob or selector, and keeps it as written. YAML reads `192.168` as a number: that is refused
 * as an address.
 */
export function readSelector(value: unknown): Result<string> {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string')
    return problem(`${quoted(value)} is not an address`, 'write an address, a CIDR or a selector such as any4');
  if (text.startsWith('!'))
    return problem(`"${text}" excludes an address, but there is no list to exclude it from`, 'write it without "!"');
  const selector = parseSelector(text);
  return selector.ok ? ok(text) : selector;
}

/** Reads the same as an entry of a list, where a leading `!` excludes. */
export function readAddress(value: unknown): Result<string> {
  if (typeof value !== 'string' || !value.startsWith('!')) return readSelector(value);
  const rest = readSelector(value.slice(1));
  return rest.ok ? ok(value) : rest;
}

/** What the JSON Schema offers where an address or a selector may stand; any other text may be one too. */
export const SELECTOR_FORMS = [
  { enum: ['any4', 'any6', 'each-ipv4', 'each-ipv6', 'iface:*', '0.0.0.0', '::', '127.0.0.1', '::1'] },
  { type: 'string' },
];
