import {
  type Address,
  ANY,
  type Family,
  formatAddress,
  isForEveryHost,
  isLinkLocal,
  isLoopback,
  unmap,
} from '../model/address.ts';
import type { Listener } from '../model/listener.ts';
import { formatOutcome } from '../model/outcome.ts';
import type { PairClasses } from '../model/pair-classes.ts';
import { type Combination, combinationOf, listenerAt } from '../model/plan.ts';
import { isWildcard } from './address-index.ts';
import { broadcastDevice, deviceOfAddress, type RuleEnvironment } from './environment.ts';
import { tryOpen } from './open-listener.ts';
import { type RuleSocket, ruleSocketOfListener } from './rule-socket.ts';
import type { RuleSet } from './systems.ts';

/**
 * Two addresses are of one class where no rule depends on what differs between them: family and kind, state, locality,
 * group or broadcast address, whether the socket is bound to a device, which other sockets are on the address, and what
 * becomes of it as holder and as newcomer by itself. Each ANY is a class of its own.
 */
export function pairClassesOf(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  addresses: readonly Address[],
): PairClasses {
  const classify = classifier(rules, env, combination);
  const classes = addresses.map(classify);
  const { of, count } = numbersOf(classes.map(({ text }) => text));
  const devices = {
    holder: classes.map(({ sockets }) => sockets[0]?.device ?? ''),
    newcomer: classes.map(({ sockets }) => sockets[sockets.length - 1]?.device ?? ''),
  };
  return {
    of,
    count,
    ips: numbersOf(addresses.map((a) => unmap(a).ip)).of,
    devices: devicesOf(devices.holder, devices.newcomer),
  };
}

/** The same classes as texts: two addresses are of one class where the text is the same. */
export function addressClassifier(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
): (address: Address) => string {
  const classify = classifier(rules, env, combination);
  return (address) => classify(address).text;
}

interface Classified {
  readonly text: string;
  /** Of the holder and of the newcomer; one for both where their options are the same. */
  readonly sockets: readonly RuleSocket[];
}

type Classifier = (address: Address) => Classified;

/** By the environment, of which nothing changes: pairs of addresses and listeners at all of them ask for the same classes. */
const KNOWN = new WeakMap<RuleEnvironment, Map<RuleSet, Map<string, Classifier>>>();

/** Each object of an address is looked at once. */
function classifier(rules: RuleSet, env: RuleEnvironment, combination: Combination): Classifier {
  const sets = KNOWN.get(env) ?? new Map<RuleSet, Map<string, Classifier>>();
  const of = sets.get(rules) ?? new Map<string, Classifier>();
  const key = JSON.stringify(combinationOf(combination));
  const known = of.get(key) ?? remembering(newClassifier(rules, env, combination));
  KNOWN.set(env, sets.set(rules, of.set(key, known)));
  return known;
}

function remembering(classify: Classifier): Classifier {
  const known = new Map<Address, Classified>();
  return (address) => {
    const classified = known.get(address) ?? classify(address);
    known.set(address, classified);
    return classified;
  };
}

function newClassifier(rules: RuleSet, env: RuleEnvironment, combination: Combination): Classifier {
  const listeners = { inet: listenersOf(combination, 'inet'), inet6: listenersOf(combination, 'inet6') };
  const held = heldByIp(env, combination);
  return (address) => {
    const sockets = listeners[address.family].map((one) => ruleSocketOfListener(env, { ...one, address }));
    const alone = sockets.map((socket) => {
      const { outcome, rule } = tryOpen({ rules, env }, socket, env.held);
      return `${formatOutcome(outcome)} ${rule}`;
    });
    return { text: [kindOf(env, address, sockets), held.get(unmap(address).ip) ?? '', ...alone].join(' '), sockets };
  };
}

/** What of an address itself a rule, or a lookup of the kernel that a rule stands for, depends on. */
function kindOf(env: RuleEnvironment, address: Address, sockets: readonly RuleSocket[]): string {
  const plain = unmap(address);
  const known = env.addresses.get(formatAddress(plain));
  const bound = sockets.some(({ device }) => device !== undefined);
  return [
    address.family,
    isWildcard(address) ? plain.ip : plain.family,
    address.zone === undefined ? '' : 'zone',
    known === undefined ? 'unlisted' : `${known.state} ${known.link}`,
    isLoopback(plain) ? 'loopback' : '',
    isLinkLocal(plain) ? 'link-local' : '',
    isForEveryHost(plain) || broadcastDevice(env, plain) !== undefined ? `group ${plain.ip}` : '',
    // Bound to a device, a socket sees the addresses of that device, or of its VRF, only.
    bound && address.zone === undefined ? (deviceOfAddress(env, address) ?? '') : '',
    ...sockets.map(({ device }) => (device === undefined ? '' : 'device')),
  ].join(' ');
}

/** The sockets on the port, by the address that they are on; of ANY no address can be told from another. */
function heldByIp(env: RuleEnvironment, { protocol, port }: Combination): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const one of env.held) {
    if (one.protocol !== protocol || one.port !== port || isWildcard(one.address)) continue;
    const { ip } = unmap(one.address);
    found.set(ip, `${found.get(ip) ?? ''} held ${optionsOf(one)}`);
  }
  return found;
}

/** All of a socket that a rule depends on, but where it is bound and to whom it is connected. */
const optionsOf = ({ family, state, uid, device = '', v6only, reuseaddr, reuseport, hidden }: RuleSocket): string =>
  [family, state, uid, device, v6only, reuseaddr, reuseport, hidden].join(' ');

/** The listeners of holder and newcomer on ANY of a family; one for both where their options are the same. */
function listenersOf(combination: Combination, family: Family): readonly Listener[] {
  const holder = listenerAt(combination, 'holder', ANY[family]);
  const newcomer = listenerAt(combination, 'newcomer', ANY[family]);
  return JSON.stringify(holder.options) === JSON.stringify(newcomer.options) ? [newcomer] : [holder, newcomer];
}

interface Numbering {
  /** The number of each item, 0 <= n < count. */
  readonly of: Int32Array;
  readonly count: number;
}

function numbersOf(texts: readonly string[]): Numbering {
  const numbers = new Map<string, number>();
  const of = Int32Array.from(texts, (text) => {
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  });
  return { of, count: numbers.size };
}

function devicesOf(holder: readonly string[], newcomer: readonly string[]): PairClasses['devices'] {
  const { of } = numbersOf([...holder, ...newcomer]);
  return { holder: of.slice(0, holder.length), newcomer: of.slice(holder.length) };
}
