import { nearest } from '../../config/nearest.ts';
import type { ListenLine } from '../../model/service.ts';
import type { Findings } from '../findings.ts';
import { wrong } from '../findings.ts';
import type { SourceAt } from '../places.ts';
import { type BindAddress, bindAddress } from './address.ts';
import { BIND_WORDS, bindOptions } from './bind-options.ts';
import { type Environment, fillIn, type Word } from './words.ts';

/** Whose line it is: `bind`, `dgram-bind`, `stats socket`. */
export type Use = 'bind' | 'udp' | 'stats';

/** A line as it is written, with one blank between words. */
export const textOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');

/** Reads lines with a list of addresses and options. */
export class Binds {
  readonly #findings: Findings;
  readonly #environment: Environment;

  constructor(findings: Findings, environment: Environment) {
    this.#findings = findings;
    this.#environment = environment;
  }

  /** The sockets of a line; the first word is its name. */
  lines(use: Use, words: readonly Word[], at: SourceAt): readonly ListenLine[] {
    const [name, list, ...beside] = words;
    if (name === undefined) return [];
    if (list === undefined) {
      this.#findings.complain(at(name.at), `"${name.text}" has no address`, 'such as :80');
      return [];
    }
    const filled = fillIn(list.text, this.#environment);
    const unset = [...list.unset, ...filled.unset][0];
    if (unset !== undefined) {
      this.#findings.skip(at(list.at), textOf(words), `the variable ${unset} is not set here`);
      return [];
    }
    const { options, namespace } = this.#options(name, beside, at);
    if (namespace !== undefined) {
      this.#findings.skip(at(list.at), textOf(words), `it is in another network namespace, ${namespace}`);
      return [];
    }
    return partsOf(list, filled.text).flatMap(({ part, offset }) => {
      const { where, protocol = use === 'udp' ? 'udp' : undefined } =
        part === '' ? EMPTY : bindAddress(part, use === 'udp' ? 'datagrams' : 'stream');
      const source = at(offset);
      return this.#findings.lines(where, part, { source, options, ...(protocol === undefined ? {} : { protocol }) });
    });
  }

  #options(name: Word, words: readonly Word[], at: SourceAt): ReturnType<typeof bindOptions> {
    const read = bindOptions(words);
    const { unknown, unfinished } = read;
    if (unfinished !== undefined) this.#findings.complain(at(unfinished.at), `"${unfinished.text}" needs a value`);
    if (unknown !== undefined) {
      const meant = nearest(unknown.text, BIND_WORDS);
      const hint = meant === undefined ? 'a list of addresses has no blanks' : `did you mean "${meant}"?`;
      this.#findings.complain(at(unknown.at), `${name.text} of HAProxy has no option "${unknown.text}"`, hint);
    }
    return read;
  }
}

/** The addresses of a list, each with its offset in the line; of a list that was put together, that of the list. */
function partsOf(list: Word, filled: string): readonly { readonly part: string; readonly offset: number }[] {
  const isAsWritten = list.isPlain && list.text === filled;
  let offset = list.at;
  // A comma may end the list (str2listener()).
  return filled
    .replace(/(?<=[^,]),$/, '')
    .split(',')
    .map((part) => {
      const start = offset;
      offset += part.length + 1;
      return { part, offset: isAsWritten ? start : list.at };
    });
}

const EMPTY: BindAddress = { where: wrong('an address of the list is empty', 'remove the comma, or set the variable') };
