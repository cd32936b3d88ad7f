import { formatSocketAddress } from '../../model/address.ts';
import type { ServeEvent } from '../../model/serve.ts';
import { type Say, sayOf } from '../text/say.ts';
import type { Style } from '../text/style.ts';
import { count } from '../text/text.ts';
import { unfinished, visible } from './visible.ts';

/** So much of one read is shown in whole, and of a longer one only its beginning. Columns. */
const ROOM = { whole: 200, beginning: 50 };

const NOTHING = new Uint8Array(0);

/** Turns what happens at the server into lines, as the tutorial's server prints them: `received 7 bytes: hello\r\n`. */
export class Transcript {
  readonly #unicode: boolean;
  readonly #say: Say;
  /** Of each client, the bytes of a character that is not complete yet. */
  readonly #begun = new Map<string, Uint8Array>();
  #speaker = '';

  constructor(style: Pick<Style, 'unicode' | 'translation'>) {
    this.#unicode = style.unicode;
    this.#say = sayOf(style);
  }

  lines(event: ServeEvent): string[] {
    const peer = formatSocketAddress(event.peer);
    if (event.kind === 'received') return this.#received(peer, event.bytes);
    const before = this.#speaker;
    this.#speaker = event.kind === 'connected' ? peer : before === peer ? '' : before;
    return [
      event.kind === 'connected' ? this.#say('client connected: {peer}', { peer }) : this.#closed(peer, event.how),
    ];
  }

  /** The line of a client that is not the one of the line before says so. */
  #received(peer: string, bytes: Uint8Array): string[] {
    const begun = this.#begun.get(peer) ?? NOTHING;
    const whole = begun.length === 0 ? bytes : Buffer.concat([begun, bytes]);
    const end = whole.length - unfinished(whole);
    this.#begun.set(peer, whole.slice(end));
    const line = this.#say('received {n} bytes: {text}', {
      n: bytes.length,
      text: this.#shown(whole.subarray(0, end)),
    });
    if (this.#speaker === peer) return [line];
    this.#speaker = peer;
    return [this.#say('from {peer}', { peer }), line];
  }

  #shown(bytes: Uint8Array): string {
    const all = visible(bytes, ROOM.whole, this.#unicode);
    if (all.shown === bytes.length) return all.text;
    const { text, shown } = visible(bytes, ROOM.beginning, this.#unicode);
    return `${text} ${this.#say('(and {n} more bytes)', { n: count(bytes.length - shown) })}`;
  }

  #closed(peer: string, how: string): string {
    const begun = this.#begun.get(peer) ?? NOTHING;
    this.#begun.delete(peer);
    const rest =
      begun.length === 0
        ? ''
        : this.#say(', inside a character: {text}', { text: visible(begun, ROOM.whole, this.#unicode).text });
    return `${this.#ended(peer, how)}${rest}`;
  }

  #ended(peer: string, how: string): string {
    if (how === 'end') return this.#say('client closed: {peer}', { peer });
    if (how === 'ECONNRESET') return this.#say('client reset: {peer}', { peer });
    return how === 'server'
      ? this.#say('closed first: {peer}', { peer })
      : this.#say('client lost ({errno}): {peer}', { errno: how, peer });
  }
}
