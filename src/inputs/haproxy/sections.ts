import type { Source } from '../../model/experiment.ts';
import type { ListenLine } from '../../model/service.ts';
import type { Findings } from '../findings.ts';
import type { SourceAt } from '../places.ts';
import { Binds, textOf, type Use } from './binds.ts';
import type { Environment, Word } from './words.ts';

/** Words that begin a section (configuration manual, 1.1 and 2). */
const SECTIONS = new Set(
  `global defaults frontend listen backend peers resolvers mailers userlist program ring cache http-errors fcgi-app
  log-forward log-profile crt-list crt-store traces acme`.split(/\s+/),
);

const CONDITIONS = ['.if', '.elif', '.else'];

/** Lines of one section, held back until it is known whether the section is switched off. */
interface Section {
  readonly kind: string;
  disabled: boolean;
  readonly lines: { readonly line: ListenLine; readonly text: string }[];
}

/** Takes the lines of haproxy.cfg one after the other. */
export class HaproxySections {
  readonly #findings: Findings;
  readonly #binds: Binds;
  readonly #lines: ListenLine[] = [];
  #section: Section = { kind: '', disabled: false, lines: [] };
  #byDefault = false;
  #noReuseport = false;

  constructor(findings: Findings, environment: Environment) {
    this.#findings = findings;
    this.#binds = new Binds(findings, environment);
  }

  line(words: readonly Word[], at: SourceAt): void {
    const [first, second] = words.map(({ text }) => text);
    const source = at(words[0]?.at ?? 0);
    if (first === undefined) return;
    if (CONDITIONS.includes(first)) this.#condition(words, source);
    else if (SECTIONS.has(first)) this.#begin(words, at);
    else if (first === 'noreuseport' && this.#section.kind === 'global') this.#noReuseport = true;
    else if (first === 'disabled' || first === 'enabled') this.#section.disabled = first === 'disabled';
    else if (first === 'bind') this.#bind(words, at);
    else if (first === 'dgram-bind' && this.#section.kind === 'log-forward') this.#addresses('udp', words, at);
    else if (first === 'peer' && this.#section.kind === 'peers' && words[2] !== undefined)
      this.#findings.skip(source, textOf(words), 'HAProxy listens there if it is the peer itself: not read');
    else if (first === 'stats' && second === 'socket' && this.#section.kind === 'global')
      this.#addresses('stats', words.slice(1), at);
  }

  /** All lines, each with the options that `global` gives to all. */
  lines(): readonly ListenLine[] {
    this.#end();
    if (!this.#noReuseport) return this.#lines;
    return this.#lines.map((line) => ({ ...line, options: { ...line.options, noreuseport: true } }));
  }

  #condition(words: readonly Word[], source: Source): void {
    const remark = 'conditions are not decided here: the lines of every branch are read';
    this.#findings.remark(source, words.map(({ text }) => text).join(' '), remark);
  }

  #begin(words: readonly Word[], at: SourceAt): void {
    this.#end();
    const [kind, , address] = words;
    this.#section = { kind: kind?.text ?? '', disabled: kind?.text !== 'defaults' && this.#byDefault, lines: [] };
    const isProxy = kind?.text === 'frontend' || kind?.text === 'listen';
    if (isProxy && address !== undefined && /:\d/.test(address.text))
      this.#findings.complain(
        at(address.at),
        'an address may not stand here',
        `write it in a line "bind ${address.text}"`,
      );
  }

  #end(): void {
    const { kind, disabled, lines } = this.#section;
    if (kind === 'defaults') this.#byDefault = disabled;
    for (const { line, text } of lines) {
      if (disabled) this.#findings.skip(line.source, text, `the ${kind} is disabled`);
      else this.#lines.push(line);
    }
    this.#section = { kind: '', disabled: false, lines: [] };
  }

  #bind(words: readonly Word[], at: SourceAt): void {
    const { kind } = this.#section;
    const source = at(words[0]?.at ?? 0);
    const text = textOf(words);
    if (kind === 'frontend' || kind === 'listen' || kind === 'log-forward') this.#addresses('bind', words, at);
    else if (kind === 'backend') {
      this.#findings.remark(source, text, 'HAProxy says that it ignores it in a backend, and opens it (seen with 2.6)');
      this.#addresses('bind', words, at);
    } else if (kind === 'peers') this.#findings.skip(source, text, 'the sockets between peers are not read');
    else this.#findings.complain(source, `"bind" may not stand ${place(kind)}`, 'put it below a frontend');
  }

  #addresses(use: Use, words: readonly Word[], at: SourceAt): void {
    const text = textOf(words);
    for (const line of this.#binds.lines(use, words, at)) this.#section.lines.push({ line, text });
  }
}

const place = (kind: string): string => (kind === '' ? 'before a section' : `in ${kind}`);
