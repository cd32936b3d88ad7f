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
import { type Combination, listenerAt } from '../model/plan.ts';
import { isWildcard } from './address-index.ts';
import { type AddressKind, addressKind } from './address-kinds.ts';
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
  return {
    of,
    count,
    ips: numbersOf(addresses.map((a) => unmap(a).ip)).of,
    devices: devicesOf(
      classes.map(({ holder }) => holder),
      classes.map(({ newcomer }) => newcomer),
    ),
  };
}

interface Classified {
  /** The same where addresses are of one class. */
  readonly text: string;
  /** The device that the socket of each role is bound to; empty: none. */
  readonly holder: string;
  readonly newcomer: string;
}

type Classifier = (address: Address) => Classified;

/** Addresses of one kind are of one class: each kind is looked at once. */
function classifier(rules: RuleSet, env: RuleEnvironment, combination: Combination): Classifier {
  const known = new Map<AddressKind, Classified>();
  const classify = newClassifier(rules, env, combination);
  return (address) => {
    const kind = addressKind(env, address);
    const classified = known.get(kind) ?? classify(address);
    known.set(kind, classified);
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
    return {
      text: [kindOf(env, address, sockets), held.get(unmap(address).ip) ?? '', ...alone].join(' '),
      holder: sockets[0]?.device ?? '',
      newcomer: sockets[sockets.length - 1]?.device ?? '',
    };
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
