import { formatAddress } from '../../model/address.ts';
import type { ReadyService, Slot } from '../../model/planned-socket.ts';
import { closeCall, type Doing } from './calls.ts';
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

  /** The same process opens the sockets of new lines, and closes the old ones once all of them are open. */
  *reload(slots: readonly Slot[]): Doing<void> {
    const kept = this.open.filter((one) => slots.some((slot) => keyOf(slot) === keyOf(one.slot)));
    const fresh = slots.filter((slot) => !kept.some((one) => keyOf(one.slot) === keyOf(slot)));
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

const keyOf = ({ choices: [first] }: Slot): string =>
  first === undefined ? '' : `${first.protocol} ${formatAddress(first.address)} ${first.port} ${first.options.device}`;

function* closing(attempts: readonly Attempt[]): Doing<void> {
  for (const { name, socket } of attempts) yield closeCall(name, socket.port);
}
