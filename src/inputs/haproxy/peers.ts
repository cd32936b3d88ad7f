import type { Findings } from '../findings.ts';
import type { SourceAt } from '../places.ts';
import { textOf } from './binds.ts';
import type { Word } from './words.ts';

/** One line of a section `peers`. */
interface Line {
  readonly words: readonly Word[];
  readonly at: SourceAt;
}

/** What a section `peers` says: who its peers are, and where it listens if this host is one of them. */
export class Peers {
  readonly #findings: Findings;
  readonly #binds: Line[] = [];
  readonly #peers: Line[] = [];

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Whether a line of the section was one of these. */
  line(words: readonly Word[], at: SourceAt): boolean {
    const [first] = words;
    if (first?.text === 'bind') this.#binds.push({ words, at });
    else if (first?.text === 'peer' || first?.text === 'server') this.#peers.push({ words, at });
    else return false;
    return true;
  }

  /**
   * The `bind` lines of the peer that this HAProxy is: those of the section, or the address of the peer as one. HAProxy is
   * the peer that `localpeer` of `global` names, else that of the host's name (configuration manual, 3.5).
   */
  own(localPeer: string | undefined): readonly Line[] {
    const own = this.#peers.find(({ words }) => words[1]?.text === localPeer && localPeer !== undefined);
    if (own !== undefined) {
      const [name, , address] = own.words;
      if (this.#binds.length > 0) return this.#binds;
      return name === undefined || address === undefined ? [] : [{ words: [name, address], at: own.at }];
    }
    const self = localPeer === undefined ? 'the host' : `this host, ${localPeer}`;
    const why = `HAProxy listens there where it is one of the peers, and none has the name of ${self}`;
    for (const { words, at } of this.#binds.length > 0 ? this.#binds : this.#peers)
      if (words.length > 1 && (words[0]?.text === 'bind' || words[2] !== undefined))
        this.#findings.skip(at(words[0]?.at ?? 0), textOf(words), why);
    return [];
  }
}
