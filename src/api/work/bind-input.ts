import { nearest } from '../../config/nearest.ts';
import { PROTOCOLS, quoted, type Reader, readPort, readReuse, readWord } from '../../config/values.ts';
import { parseAddress } from '../../model/address.ts';
import type { AskedListener } from '../../model/asked-listener.ts';
import { AXES } from '../../model/axes.ts';
import { DEVICE_NAME, reuseOptions, V6ONLY } from '../../model/options.ts';
import { ok, problem, type Result } from '../../model/result.ts';
import { type Failure, misused } from './failure.ts';

const readAddress: Reader<ReturnType<typeof parseAddress> extends Result<infer T> ? T : never> = (value) =>
  typeof value === 'string' ? parseAddress(value) : problem(`${quoted(value)} is not an IP address`);

const readDevice: Reader<string> = (value) =>
  typeof value === 'string' && DEVICE_NAME.test(value)
    ? ok(value)
    : problem(`${quoted(value)} is not the name of an interface`);

const readFlag: Reader<boolean> = (value) =>
  typeof value === 'boolean' ? ok(value) : problem(`${quoted(value)} is not true or false`);

const READERS = {
  address: readAddress,
  port: readPort,
  protocol: readWord('a protocol', PROTOCOLS),
  reuse: readReuse,
  v6only: readWord(AXES.v6only.noun, V6ONLY),
  device: readDevice,
  freebind: readFlag,
};

type Key = keyof typeof READERS;
type Values = { [K in Key]?: (typeof READERS)[K] extends Reader<infer T> ? T : never };

const KEYS = Object.keys(READERS) as readonly Key[];

/** Reads a listener that is written as an object. */
export function readBindInput(given: Readonly<Record<string, unknown>>): Result<AskedListener, Failure> {
  const unknown = Object.keys(given).find((key) => !KEYS.some((known) => known === key));
  if (unknown !== undefined) {
    const near = nearest(unknown, KEYS);
    const hint = near === undefined ? `its keys are ${KEYS.join(', ')}` : `did you mean ${near}?`;
    return misused({ message: `unknown key "${unknown}"`, hint }, [unknown]);
  }
  const values: Values = {};
  for (const key of KEYS) {
    if (given[key] === undefined) continue;
    const read = READERS[key](given[key]);
    if (!read.ok) return misused(read.error, [key]);
    Object.assign(values, { [key]: read.value });
  }
  return listenerOf(values);
}

function listenerOf({ address, port, protocol = 'tcp', reuse, v6only = 'system', device, freebind }: Values) {
  if (address === undefined) return misused({ message: 'a listener needs "address"' }, ['address']);
  if (port === undefined) return misused({ message: 'a listener needs "port"' }, ['port']);
  if (v6only !== 'system' && address.family === 'inet')
    return misused({ message: 'an IPv4 socket has no IPV6_V6ONLY', hint: 'leave it out, or ask about ::' }, ['v6only']);
  const options = {
    ...reuseOptions(reuse ?? (protocol === 'tcp' ? 'addr' : 'none')),
    ...(v6only === 'system' ? {} : { v6only: v6only === 'on' }),
    ...(device === undefined ? {} : { device }),
    ...(freebind === true ? { freebind: true } : {}),
  };
  return ok({ listener: { protocol, address, port, options } });
}
