import { type Address, formatAddress, isAny, isForEveryHost, isLoopback, unmap } from '../model/address.ts';
import type { Experiment } from '../model/experiment.ts';
import type { Host, Interface } from '../model/host.ts';
import type { SandboxDevice, SandboxLayout } from '../model/sandbox.ts';
import { parseSelector, splitExcept } from '../model/selector.ts';
import { devicesOf } from './combinations.ts';

/**
 * The devices and addresses of the sandbox of a run: the addresses that the experiment names; also those of the host if
 * it names none, selects among them, or gives interfaces. The links of the host keep their names and states. A device
 * that a socket is to be bound to is there too.
 */
export function sandboxLayout(experiment: Experiment, host: Host): SandboxLayout {
  const { named, picks } = readAddresses(experiment);
  const copies = named.length === 0 || picks || experiment.interfacesWritten;
  const devices = copies ? host.interfaces.filter((i) => !i.loopback).map((i) => deviceOf(i, host)) : [];
  const kept = devices.filter((d) => d.addresses.length > 0);
  const wanted = [...new Set([...named.flatMap((a) => a.zone ?? []), ...devicesOf(experiment)])].filter(
    (name) => name !== 'lo' && !kept.some((d) => d.name === name),
  );
  const made: SandboxDevice[] = wanted.map((name) => ({ name, link: 'up', addresses: [] }));
  const hostLoopback = copies
    ? host.addresses.filter((a) => isLoopbackDevice(a.interface, host)).map((a) => a.address)
    : [];
  return {
    devices: [...kept, ...made].map((d) => ({
      ...d,
      addresses: [...d.addresses, ...named.filter((a) => a.zone === d.name && mustBeMade(a))],
    })),
    loopback: unique([...hostLoopback, ...named.filter((a) => a.zone === undefined || a.zone === 'lo')]).filter(
      mustBeMade,
    ),
    sysctls: {},
  };
}

/** The addresses that are named, and whether any entry selects among those of the host. */
function readAddresses(experiment: Experiment): { named: Address[]; picks: boolean } {
  const named: Address[] = [];
  let picks = false;
  for (const { text } of experiment.addresses) {
    const { except, text: pattern } = splitExcept(text);
    const selector = parseSelector(pattern);
    if (except || !selector.ok || selector.value.kind === 'any') continue;
    if (selector.value.kind === 'address') named.push(unmap(selector.value.address));
    else picks = true;
  }
  return { named: named.filter((a) => !isAny(a)), picks };
}

const deviceOf = ({ name, link }: Interface, host: Host): SandboxDevice => ({
  name,
  link,
  addresses: host.addresses.filter((a) => a.interface === name).map((a) => a.address),
});

const isLoopbackDevice = (name: string, host: Host): boolean =>
  host.interfaces.some((i) => i.name === name && i.loopback);

/** 127.0.0.0/8 and ::1 exist as soon as `lo` is up; no interface has the address of a group, nor a broadcast one. */
const mustBeMade = (address: Address): boolean => !isLoopback(address) && !isForEveryHost(address);

const unique = (addresses: readonly Address[]): Address[] => [
  ...new Map(addresses.map((a) => [formatAddress(a), a])).values(),
];
