import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { askWhy } from '../../../src/flows/why.ts';
import { type Address, ANY, type Protocol, parseAddress } from '../../../src/model/address.ts';
import type { Listener } from '../../../src/model/listener.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import { listenOn, openBound, prepare } from '../../../src/run/listener.ts';
import { openSockets } from '../../../src/run/open-sockets.ts';
import type { SeenStep, SeenTrial } from './results.ts';

/** A VRF with a dummy device in it, and outside of it a dummy device with what is stacked on it. */
const LINKS = [
  'link add blue type vrf table 10',
  'link set blue up',
  'link add d1 type dummy',
  'link set d1 master blue',
  'link set d1 up',
  'addr add 10.9.9.1/24 brd + dev d1',
  'addr add fd00:9::1/64 dev d1 nodad',
  'link add d2 type dummy',
  'link set d2 up',
  'addr add 10.8.8.1/24 brd + dev d2',
  'addr add fd00:8::1/64 dev d2 nodad',
  'link add m1 link d2 type macvlan',
  'link set m1 up',
  'link add d3 type dummy',
  'link set d3 up',
  'link add i1 link d3 type ipvlan',
  'link set i1 up',
];
const DEVICES = [undefined, 'blue', 'd1', 'd2', 'm1', 'i1'];
const NEWCOMERS = ['0.0.0.0', '10.9.9.1'].map(addressOf);

/** In the VRF, outside of it, on `lo`, and what no interface has: each on every device. */
const ADDRESSES = [
  ...['10.9.9.1', '10.9.9.255', '10.8.8.1', '10.8.8.255', '127.0.0.1', '10.7.7.1'],
  ...['::', 'fd00:9::1', 'fd00:8::1', '::1', 'fd00:7::1', '::ffff:10.9.9.1', '::ffff:10.8.8.1', 'ff02::1234'],
].map(addressOf);

/** Each pair has a port of its own: what one left does not count for the next. */
const FIRST_PORT = 21_000;

function addressOf(text: string): Address {
  const read = parseAddress(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/**
 * Sockets on a VRF, on a device in it, on devices outside of it, and on none: every one as holder and as newcomer, TCP and
 * UDP, with and without net.ipv4.{tcp,udp}_l3mdev_accept, and at addresses in and outside of the VRF, as `why` foresees and
 * tries them. To be run last, in a network namespace that may be changed. A kernel without VRF, or a guest without ip(8),
 * counts as lacking.
 */
export async function devicePairs(): Promise<readonly SeenTrial[]> {
  for (const line of LINKS) {
    if (spawnSync('ip', line.split(' ')).status !== 0) return [lacking(line)];
  }
  const seen: SeenTrial[] = [];
  for (const protocol of ['tcp', 'udp'] as const) seen.push(await alone(protocol));
  let port = FIRST_PORT;
  for (const accept of ['0', '1'])
    for (const protocol of ['tcp', 'udp'] as const) {
      writeFileSync(`/proc/sys/net/ipv4/${protocol}_l3mdev_accept`, accept);
      for (const device of DEVICES) {
        const name = `l3mdev_accept ${accept} ${protocol} on ${device ?? 'none'}`;
        seen.push(await beside(name, listenerOn(protocol, ANY.inet, device, port++)));
      }
    }
  return seen;
}

const lacking = (what: string): SeenTrial => ({
  name: 'devices: a VRF, and devices in and outside of it',
  steps: [{ what, observed: 'not tried', predicted: ['ok'], rule: '' }],
});

const listenerOn = (protocol: Protocol, address: Address, device: string | undefined, port: number): Listener => ({
  protocol,
  address,
  port,
  options: { ...(protocol === 'tcp' ? { reuseaddr: true } : {}), ...(device === undefined ? {} : { device }) },
});

/** Each address on each device, beside no other socket. */
async function alone(protocol: Protocol): Promise<SeenTrial> {
  const steps: SeenStep[] = [];
  for (const device of DEVICES)
    for (const address of ADDRESSES) steps.push(await asked(listenerOn(protocol, address, device, FIRST_PORT - 1)));
  return { name: `devices: ${protocol} at addresses in and outside of a VRF`, steps };
}

async function beside(name: string, holder: Listener): Promise<SeenTrial> {
  const sockets = openSockets();
  if (!sockets.ok) throw new Error(sockets.error.message);
  const { protocol, port } = holder;
  const bound = openBound(sockets.value, prepare(sockets.value, holder));
  const opened = bound.outcome.kind === 'ok' && protocol === 'tcp' ? listenOn(sockets.value, bound.fd, 1) : bound;
  const steps = [step('holder', holder, { seen: opened.outcome, foreseen: { kind: 'ok' }, rule: '' })];
  for (const device of DEVICES)
    for (const address of NEWCOMERS) steps.push(await asked(listenerOn(protocol, address, device, port)));
  sockets.value.closeAll();
  return { name: `devices: ${name}`, steps };
}

async function asked(listener: Listener): Promise<SeenStep> {
  const answered = await askWhy([{ listener }], { passive: false, signal: new AbortController().signal });
  if (!answered.ok) throw new Error(JSON.stringify(answered.error));
  const [{ trial, prediction }] = answered.value;
  if (trial === null) throw new Error('why tried nothing');
  return step('newcomer', listener, { seen: trial.outcome, foreseen: trial.predicted, rule: prediction.rule });
}

function step(
  role: string,
  { address, options: { device } }: Listener,
  { seen, foreseen, rule }: { readonly seen: Outcome; readonly foreseen: Outcome; readonly rule: string },
): SeenStep {
  return {
    what: `${role} ${address.ip}${device === undefined ? '' : ` on ${device}`}`,
    observed: inWords(seen),
    predicted: [inWords(foreseen)],
    rule,
  };
}

const inWords = (outcome: Outcome): string =>
  outcome.kind === 'refused' ? `${outcome.call}: ${outcome.errno}` : outcome.kind;
