import { formatAddress, isForEveryHost, isMulticast, parseAddress } from '../model/address.ts';
import { DEVICE_NAME } from '../model/options.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { parseSelector } from '../model/selector.ts';
import { readErrno } from './outcome-values.ts';
import { quoted, type Reader } from './values.ts';

/** Reads a whole number in a range. */
export const readInteger =
  (noun: string, lowest: number, highest: number): Reader<number> =>
  (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest) return ok(value);
    return problem(`${quoted(value)} is not ${noun}`, `write a number from ${lowest} to ${highest}`);
  };

/** Reads the seconds of SO_LINGER, or false to unset it. */
export const readLinger =
  (longest: number): Reader<number | false> =>
  (value) => {
    if (value === false) return ok(value);
    const seconds = readInteger('a number of seconds', 0, longest)(value);
    return seconds.ok ? seconds : problem(seconds.error.message, `write a number from 0 to ${longest}, or false`);
  };

/** Reads a text of a form; `such` is an example. */
export const readForm =
  (noun: string, form: RegExp, such: string): Reader<string> =>
  (value) =>
    typeof value === 'string' && form.test(value)
      ? ok(value)
      : problem(`${quoted(value)} is not ${noun}`, `write ${such}`);

/** The form of the id of a trial or of an expectation. */
export const ID = /^[A-Za-z0-9][\w.-]*$/;

/** `$P`: a port or a local end that an earlier step saved. */
export const REFERENCE = /^\$[\w-]+$/;
const OTHER = /^!\$[\w-]+$/;

const PORT_FORMS = 'write a number from 0 to 65535, or $NAME for a saved one';

/** Reads a port number, 0 for the choice of the kernel, or `$P`. */
export function readPortRef(value: unknown): Result<number | string> {
  if (typeof value === 'string' && REFERENCE.test(value)) return ok(value);
  if (typeof value === 'string' && /^\d+$/.test(value))
    return problem(`"${value}" is text, not a port`, 'write it without quotes');
  const port = readInteger('a port', 0, 65535)(value);
  return port.ok ? port : problem(port.error.message, PORT_FORMS);
}

/** Reads the port of a destination: the same, without 0, which no socket has. */
export function readRemotePort(value: unknown): Result<number | string> {
  return value === 0
    ? problem('port 0 cannot be a destination', 'write a number from 1 to 65535, or $NAME for a saved one')
    : readPortRef(value);
}

/** Reads a strict address, or `$C` for a saved local end. */
export function readAddressRef(value: unknown): Result<string> {
  const written = typeof value === 'number' ? String(value) : value;
  if (typeof written !== 'string')
    return problem(`${quoted(value)} is not an address`, 'write an IP address, or $NAME for a saved local end');
  if (REFERENCE.test(written)) return ok(written);
  const address = parseAddress(written);
  if (address.ok || !parseSelector(written).ok) return address.ok ? ok(formatAddress(address.value)) : address;
  return problem(`"${written}" may match several addresses`, 'name one address');
}

/**
 * Reads the address that getsockname is expected to give: an address, `nonzero` for any but ANY, `$C`, or `!$C` for
 * another.
 */
export function readExpectedAddress(value: unknown): Result<string> {
  return value === 'nonzero' || (typeof value === 'string' && OTHER.test(value)) ? ok(value) : readAddressRef(value);
}

/**
 * Reads the port that getsockname is expected to give: a port, a range, `nonzero`, `$P`, or `!$P` for another than
 * that.
 */
export function readExpectedPort(value: unknown): Result<unknown> {
  if (value === 'nonzero' || (typeof value === 'string' && OTHER.test(value))) return ok(value);
  const port = readPortRef(value);
  return port.ok ? port : problem(port.error.message, 'write a port, [LOWEST, HIGHEST], nonzero, $NAME or "!$NAME"');
}

/** Reads the name under which a port or a local end is saved. */
export function readSavedName(value: unknown): Result<string> {
  if (typeof value === 'string' && REFERENCE.test(value))
    return problem(`"${value}" is a reference`, `to save under this name write ${value.slice(1)}`);
  return readForm('a name to save under', /^[\w-]+$/, 'letters and digits, such as P')(value);
}

/** Reads an address of the sandbox, with or without a prefix. */
export function readSandboxAddress(value: unknown): Result<string> {
  if (typeof value !== 'string')
    return problem(`${quoted(value)} is not an address`, 'write one such as 192.168.1.101/24');
  const [ip = '', prefix, ...more] = value.split('/');
  const address = parseAddress(ip);
  if (!address.ok) return address;
  const { family, zone } = address.value;
  const bits = family === 'inet' ? 32 : 128;
  const fits = prefix === undefined || (/^(0|[1-9]\d*)$/.test(prefix) && Number(prefix) <= bits);
  if (!fits || more.length > 0)
    return problem(`"${value}": the prefix is 0 to ${bits}`, `write one such as ${ip}/${bits}`);
  if (zone !== undefined)
    return problem(`"${value}" names an interface, but the addresses of the sandbox are on lo`, 'write it without %');
  if (['0.0.0.0', '::'].includes(address.value.ip))
    return problem(`"${value}" is a wildcard address, which no interface has`, 'leave it out');
  if (isForEveryHost(address.value))
    return problem(
      `"${value}" is a multicast or broadcast address, which no interface has`,
      'leave it out: it can be bound, and joined by op: join',
    );
  if (['127.0.0.1', '::1'].includes(address.value.ip))
    return problem(`"${value}" is in every sandbox already`, 'leave it out');
  return ok(value);
}

/** Reads the address of a multicast group; the interface is named apart. */
export function readGroup(value: unknown): Result<string> {
  const address = typeof value === 'string' ? parseAddress(value) : undefined;
  if (address?.ok && address.value.zone === undefined && isMulticast(address.value))
    return ok(formatAddress(address.value));
  return problem(
    `${quoted(value)} is not a multicast address`,
    'write one in 224.0.0.0/4 or ff00::/8, such as 239.1.1.1',
  );
}

/**
 * Reads the name of a device to be created: IFNAMSIZ is 16 with the final zero (netdevice(7)); the kernel refuses `/`
 * and `:`.
 */
export function readDevice(value: unknown): Result<string> {
  if (value === 'lo') return problem('"lo" is in every sandbox already', 'leave it out');
  return readForm('a name for a device', DEVICE_NAME, 'up to 15 letters and digits, such as d1')(value);
}

/** Reads the name of a kernel setting: its path below /proc/sys, with dots. */
export const readSysctl = readForm(
  'the name of a network setting',
  /^net(\.[A-Za-z0-9_-]+){2,}$/,
  'one that begins with net., such as net.ipv4.tcp_tw_reuse',
);

/** Reads what a step is expected to give: `ok` or a bare errno; the call is the op of the step. */
export function readStepOutcome(value: unknown): Result<string> {
  const colon = typeof value === 'string' ? value.lastIndexOf(':') : -1;
  if (typeof value !== 'string' || colon < 0) return readErrno(value);
  return problem(`"${value}" names a call, but the call of a step is its op`, `write ${value.slice(colon + 1)}`);
}
