import { formatAddress } from '../../model/address.ts';
import type { SocketOptions } from '../../model/options.ts';
import type { ReadyService, Slot } from '../../model/planned-socket.ts';
import { closeCall, type Doing, setCall } from './calls.ts';
import { type Attempt, isOpen, type Opener, openSlots } from './open-slots.ts';

/** A service in the course of a run. */
export class Server {
  readonly service: ReadyService;
  /** Every attempt, in order. */
  readonly attempts: Attempt[] = [];
  /** The sockets that are open. */
  open: readonly Attempt[] = [];
  isRunning = false;
  /** The slots of its first configuration, or of the one that a reload gave it. */
  wanted: readonly Slot[];
  /** Its reload was refused, and it runs on with the old lines: of the new ones it has those that were open before. */
  refusedReload: { readonly has: readonly Attempt[] } | undefined;
  readonly #opener: Opener;
  // biome-ignore lint/style/useReadonlyClassProperties: it counts in a closure.
  #count = 0;

  constructor(service: ReadyService) {
    this.service = service;
    this.wanted = service.slots;
    this.#opener = { service, name: () => (++this.#count === 1 ? service.id : `${service.id}#${this.#count}`) };
  }

  #remember(attempts: readonly Attempt[]): void {
    for (const one of attempts) this.attempts.push(one);
  }

  /** It starts, and does what its server does where a call is refused. */
  *start(): Doing<void> {
    const attempts = yield* openSlots(this.#opener, this.wanted);
    this.#remember(attempts);
    const open = attempts.filter(isOpen);
    const failed = this.wanted.some((slot) => !open.some((one) => one.slot === slot));
    const { then, whole } = this.service.fails;
    const gives = failed && (then === 'exits' || whole === true || (then === 'keeps' && open.length === 0));
    this.isRunning = !gives || then === 'stays';
    this.open = gives ? [] : open;
    if (gives) yield* closing(open);
  }

  /** A socket that a reload keeps has the options that the new configuration sets on it, and no others. */
  *#keep(one: Attempt, { choices: [wanted] }: Slot): Doing<Attempt> {
    const set = newOptions(one.socket.options, wanted?.kept ?? {});
    if (set === undefined) return one;
    yield setCall(one.name, one.socket.port, set);
    const kept = { ...one, socket: { ...one.socket, options: { ...one.socket.options, ...set } } };
    this.attempts.splice(this.attempts.indexOf(one), 1, kept);
    this.open = this.open.map((open) => (open === one ? kept : open));
    return kept;
  }

  /** The same process opens the sockets of new lines, and closes the old ones once all of them are open. */
  *reload(slots: readonly Slot[]): Doing<void> {
    const pairs = pairsOf(this.open, slots);
    const kept: Attempt[] = [];
    for (const [one, slot] of pairs) kept.push(yield* this.#keep(one, slot));
    const found = new Set(pairs.map(([, slot]) => slot));
    const fresh = slots.filter((slot) => !found.has(slot));
    const attempts = yield* openSlots(this.#opener, fresh);
    this.#remember(attempts);
    const open = attempts.filter(isOpen);
    const old = this.open.filter((one) => !kept.includes(one));
    const isRefused = fresh.some((slot) => !open.some((one) => one.slot === slot));
    this.wanted = slots;
    yield* closing(isRefused ? open : old);
    if (isRefused) this.refusedReload = { has: kept };
    else this.open = [...kept, ...open];
  }
}

/** The sockets that stay open, each with the slot that asks for it. */
function pairsOf(open: readonly Attempt[], slots: readonly Slot[]): readonly (readonly [Attempt, Slot])[] {
  const wanted = new Map<string, Slot[]>();
  for (const slot of [...slots].reverse()) {
    const key = keyOf(slot);
    const same = wanted.get(key) ?? [];
    same.push(slot);
    wanted.set(key, same);
  }
  return open.flatMap((one) => {
    const slot = wanted.get(keyOf(one.slot))?.pop();
    return slot === undefined ? [] : [[one, slot] as const];
  });
}

/** Those that are set and were not; undefined where there are none. */
function newOptions(had: SocketOptions, wanted: SocketOptions): SocketOptions | undefined {
  const set = Object.entries(wanted).filter(([name, value]) => had[name as keyof SocketOptions] !== value);
  return set.length === 0 ? undefined : Object.fromEntries(set);
}

const keyOf = ({ choices: [first] }: Slot): string =>
  first === undefined ? '' : `${first.protocol} ${formatAddress(first.address)} ${first.port} ${first.options.device}`;

function* closing(attempts: readonly Attempt[]): Doing<void> {
  for (const { name, socket } of attempts) yield closeCall(name, socket.port);
}
