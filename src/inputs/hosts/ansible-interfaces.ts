import type { Interface, LocalAddress } from '../../model/host.ts';
import { err, ok, type Problem, type Result } from '../../model/result.ts';
import { readLocalAddress } from './addresses.ts';
import { entryOf, isRecord, type JsonPath, type JsonRecord, listOf, textOf } from './document.ts';

/** The facts of a host, which of these documents has them, and how their names begin. */
export interface AnsibleFacts {
  readonly record: JsonRecord;
  readonly path: JsonPath;
  /** `ansible_`, or nothing. */
  readonly prefix: string;
  readonly text: (key: string) => string | undefined;
}

interface Found {
  readonly interfaces: readonly Interface[];
  readonly addresses: readonly LocalAddress[];
}

/** A problem, and where in the facts. */
interface FactProblem {
  readonly path: JsonPath;
  readonly problem: Problem;
}

/**
 * The interfaces one by one. The lists of all addresses are no use: they leave out 127.0.0.0/8 and ::1, and have no zones.
 * An alias eth0:1 is an interface eth0_1 there, without a device.
 */
export function readAnsibleInterfaces(facts: AnsibleFacts): Result<Found, FactProblem> {
  const names = listOf(facts.record, `${facts.prefix}interfaces`) as readonly string[];
  const keys = [...new Set(names.map((name) => keyOf(facts, name)))];
  const named = keys.map((key, i) => ({ key, name: names[i] ?? key, data: dataOf(facts, key) }));
  const devices = new Map(named.flatMap(({ data }) => deviceOf(data)));
  const addresses: LocalAddress[] = [];
  for (const { key, name, data } of named) {
    const on = devices.get(textOf(data, 'device') ?? name) ?? devices.get(ownerOf(name, devices)) ?? plainLink(name);
    for (const { path, value } of addressesOf(data)) {
      const read = readLocalAddress(value, on);
      if (!read.ok) return err({ path: [key, ...path], problem: read.error });
      addresses.push(read.value);
    }
  }
  return ok({ interfaces: [...devices.values()], addresses });
}

/** PrefixFactNamespace of ansible-core turns each - of a name into _. */
const keyOf = ({ prefix }: AnsibleFacts, name: string): string => prefix + name.replaceAll('-', '_');

function dataOf({ record }: AnsibleFacts, key: string): JsonRecord {
  const data = entryOf(record, key);
  return isRecord(data) ? data : {};
}

/** What has a device is an interface. */
function deviceOf(data: JsonRecord): (readonly [string, Interface])[] {
  const device = textOf(data, 'device');
  if (device === undefined) return [];
  const isLoopback = textOf(data, 'type') === 'loopback' || /^lo\d*$/.test(device);
  const isDown = entryOf(data, 'active') === false;
  return [[device, { name: device, index: 0, link: isDown ? 'down' : 'up', loopback: isLoopback }]];
}

const plainLink = (name: string): Interface => ({ name, index: 0, link: 'up', loopback: false });

/** The interface whose alias it is: the longest name before a _. */
function ownerOf(alias: string, devices: ReadonlyMap<string, Interface>): string {
  const owners = [...devices.keys()].filter((name) => alias.startsWith(`${name}_`));
  return owners.reduce((longest, name) => (name.length > longest.length ? name : longest), '');
}

/** On Linux `ipv4` is one address, and others are secondaries; on the BSDs it is a list. */
function addressesOf(data: JsonRecord) {
  return ['ipv4', 'ipv4_secondaries', 'ipv6'].flatMap((key) => {
    const found = entryOf(data, key);
    const all: readonly unknown[] = Array.isArray(found) ? found : [found];
    return all.flatMap((one, i) => {
      if (!isRecord(one) || entryOf(one, 'address') === undefined) return [];
      const value = { text: entryOf(one, 'address'), prefix: prefixOf(one), state: 'ok' as const };
      return [{ path: Array.isArray(found) ? [key, i] : [key], value }];
    });
  });
}

function prefixOf(one: JsonRecord): unknown {
  const prefix = entryOf(one, 'prefix');
  if (prefix !== undefined && prefix !== '') return prefix;
  const mask = textOf(one, 'netmask');
  return mask === undefined ? undefined : bitsOf(mask);
}

/** `255.255.255.0` and `0xffffff00` are 24 bits. */
function bitsOf(mask: string): number {
  const value = mask.startsWith('0x')
    ? Number(mask)
    : mask.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return Number.isFinite(value) ? value.toString(2).replaceAll('0', '').length : Number.NaN;
}
