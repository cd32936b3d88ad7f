import { type Address, isLinkLocal, parseAddress } from '../../model/address.ts';
import { ok, problem, type Result } from '../../model/result.ts';
import { parseSelector } from '../../model/selector.ts';
import type { Told } from '../../model/service.ts';
import type { SelectorTold } from '../../model/service-plan.ts';
import { HIGHEST_PORT, quoted } from '../values.ts';

/** What an endpoint of a plan says: where, and on which ports. */
export interface EndpointText {
  readonly told: Told | SelectorTold;
  readonly ports: readonly number[];
}

const HINT = 'write a port, ADDRESS:PORT, [IPV6]:PORT, localhost:PORT, or a selector and a port such as each-ipv4 80';

/** More ports than this are not written as one range. */
const MOST_PORTS = 1024;

/**
 * Reads `80`, `*:80`, `0.0.0.0:80`, `[::]:80`, `localhost:80`, `each-ipv4 80`, `10.0.0.0/8 80`; the port may be a range,
 * `8000-8002`. YAML reads a port alone as a number.
 */
export function readEndpointText(value: unknown): Result<EndpointText> {
  if (typeof value !== 'string' && typeof value !== 'number')
    return problem(`${quoted(value)} is not an endpoint`, HINT);
  const text = String(value);
  const blank = text.lastIndexOf(' ');
  if (blank >= 0) return selected(text.slice(0, blank).trim(), text.slice(blank + 1), text);
  const colon = text.lastIndexOf(':');
  const ports = readPorts(text.slice(colon + 1), text);
  if (!ports.ok) return ports;
  const told = colon < 0 ? ok(NOTHING) : readTold(text.slice(0, colon), text);
  return told.ok ? ok({ told: told.value, ports: ports.value }) : told;
}

/** Reads a line of a profile's `default`: an endpoint with one port; what stands for the addresses of a host it may not be. */
export function readDefaultLine(value: unknown): Result<EndpointText> {
  const read = readEndpointText(value);
  if (!read.ok || (read.value.told.kind !== 'selector' && read.value.ports.length === 1)) return read;
  return problem(`${quoted(value)} is not one endpoint`, 'write 80, ADDRESS:PORT, [IPV6]:PORT or localhost:PORT');
}

const NOTHING: Told = { kind: 'none' };

function selected(selector: string, ports: string, text: string): Result<EndpointText> {
  const parsed = parseSelector(selector);
  if (!parsed.ok) return withWords(text) ?? problem(`"${text}": ${parsed.error.message}`, parsed.error.hint);
  const read = readPorts(ports, text);
  return read.ok ? ok({ told: { kind: 'selector', text: selector }, ports: read.value }) : read;
}

/** `[::]:80 ipv6only=off`, as the file of a server has it. Undefined where the first word is no endpoint. */
function withWords(text: string): Result<never> | undefined {
  const [endpoint = '', ...words] = text.split(/\s+/);
  if (words.length === 0 || !readEndpointText(endpoint).ok) return undefined;
  const options = words.map((word) => `${/^[\w-]+$/.test(word) ? word : quoted(word)}: true`).join(', ');
  return problem(
    `"${text}" is more than an endpoint`,
    `write the words of the server as options: { endpoint: ${quoted(endpoint)}, options: { ${options} } }`,
  );
}

function readPorts(text: string, whole: string): Result<readonly number[]> {
  const [, first, last = first] = /^([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?$/.exec(text) ?? [];
  if (first === undefined) return problem(`"${whole}" is not an endpoint`, endpointHint(whole));
  const [low, high] = [Number(first), Number(last)];
  if (high > HIGHEST_PORT) return problem(`"${whole}": port ${high} is out of range`, 'a port is 1 to 65535');
  if (high < low) return problem(`"${whole}": the range ends before it begins`, `write ${high}-${low}`);
  if (high - low >= MOST_PORTS)
    return problem(`"${whole}" is more than ${MOST_PORTS} ports`, 'write several shorter ranges');
  return ok(Array.from({ length: high - low + 1 }, (_, i) => low + i));
}

const endpointHint = (text: string): string =>
  parseAddress(text).ok ? `write a port after it: ${withPort(text)}` : HINT;

const withPort = (text: string): string => (text.includes(':') ? `"[${text}]:80"` : `${text}:80`);

function readTold(text: string, whole: string): Result<Told> {
  if (text === '*') return ok(NOTHING);
  if (text === '')
    return problem(`"${whole}" is not an endpoint`, `write ${whole.slice(1)}: the server is told no address`);
  const isBracketed = text.startsWith('[') && text.endsWith(']');
  const address = parseAddress(isBracketed ? text.slice(1, -1) : text);
  if (address.ok) return asWritten(address.value, isBracketed, whole);
  if (text === 'localhost') return ok({ kind: 'name', name: text });
  if (/^[A-Za-z][\w.-]*$/.test(text))
    return problem(`"${whole}": the address of ${text} is not looked up`, 'write the address');
  return problem(`"${whole}" is not an endpoint`, address.error.hint ?? HINT);
}

function asWritten(address: Address, isBracketed: boolean, whole: string): Result<Told> {
  const port = whole.slice(whole.lastIndexOf(':'));
  if (address.family === 'inet6' && !isBracketed)
    return problem(`"${whole}" is not an endpoint`, `an IPv6 address stands in brackets: "[${address.ip}]${port}"`);
  if (isLinkLocal(address) && address.zone === undefined)
    return problem(`"${whole}" is link-local and names no interface`, `write [${address.ip}%eth0]${port}`);
  return ok({ kind: 'address', address });
}
