import type { Source } from '../../model/experiment.ts';
import type { ListenLine } from '../../model/service.ts';
import type { Findings } from '../findings.ts';
import type { SourceAt } from '../places.ts';
import { Binds, textOf, type Use } from './binds.ts';
import { Branches } from './branches.ts';
import { meantBy, SECTIONS } from './misspelt.ts';
import { Peers } from './peers.ts';
import { type Section, SectionNames } from './section.ts';
import { changesVariables, Variables } from './variables.ts';
import type { Environment, Word } from './words.ts';

/** Sections in which HAProxy listens for connections. */
const LISTENING = ['frontend', 'listen', 'log-forward'];

/** Takes the lines of haproxy.cfg one after the other. */
export class HaproxySections {
  readonly #findings: Findings;
  readonly #variables: Variables;
  readonly #branches: Branches;
  readonly #names: SectionNames;
  readonly #lines: ListenLine[] = [];
  #section: Section = { kind: '', name: '', disabled: false, lines: [] };
  #peers: Peers;
  #localPeer: string | undefined;
  #noReuseport = false;

  /** `localPeer`: the name of the host, which is that of the peer if `global` has no other. */
  constructor(findings: Findings, environment: Environment, localPeer: string | undefined) {
    this.#findings = findings;
    this.#variables = new Variables(environment);
    this.#branches = new Branches(findings);
    this.#names = new SectionNames(findings);
    this.#peers = new Peers(findings);
    this.#localPeer = localPeer;
  }

  /** The variables of the next line. */
  get environment(): Environment {
    return this.#variables.values;
  }

  line(words: readonly Word[], at: SourceAt): void {
    const first = words[0]?.text ?? '';
    const source = at(words[0]?.at ?? 0);
    if (first.startsWith('.'))
      this.#branches.line(
        words.map(({ text }) => text),
        source,
        this.environment,
      );
    else if (!this.#branches.isRead) return;
    else if (SECTIONS.has(first)) this.#begin(words, at);
    else if (first === 'disabled' || first === 'enabled') this.#section.disabled = first === 'disabled';
    else if (this.#section.kind === 'global') this.#global(first, words, at);
    else if (this.#section.kind !== 'peers' || !this.#peers.line(words, at)) this.#other(first, words, at);
  }

  /** All lines, each with the options that `global` gives to all. */
  lines(): readonly ListenLine[] {
    this.#end();
    this.#branches.end();
    if (!this.#noReuseport) return this.#lines;
    return this.#lines.map((line) => ({ ...line, options: { ...line.options, noreuseport: true } }));
  }

  #global(first: string, words: readonly Word[], at: SourceAt): void {
    const second = words[1]?.text;
    const source = at(words[0]?.at ?? 0);
    if (first === 'noreuseport') this.#noReuseport = true;
    else if (first === 'localpeer') this.#localPeer = second;
    else if (first === 'stats' && second === 'socket') this.#addresses('stats', words.slice(1), at);
    else if (!changesVariables(first)) this.#other(first, words, at);
    else if (!this.#variables.change(words.map(({ text }) => text)))
      this.#findings.complain(source, `"${first}" needs a name and its value`);
  }

  #other(first: string, words: readonly Word[], at: SourceAt): void {
    const { kind } = this.#section;
    if (first === 'bind') this.#bind(words, at);
    else if (first === 'dgram-bind' && kind === 'log-forward') this.#addresses('udp', words, at);
    else {
      const meant = first === 'dgram-bind' && kind !== 'ring' ? 'bind' : meantBy(first, kind);
      const message = `HAProxy has no "${first}" ${place(kind)}`;
      if (meant !== undefined) this.#findings.complain(at(words[0]?.at ?? 0), message, `did you mean "${meant}"?`);
    }
  }

  #begin([kind, name, from, base]: readonly Word[], at: SourceAt): void {
    this.#end();
    const source = at(kind?.at ?? 0);
    const hasFrom = from?.text === 'from';
    this.#section = this.#names.begin({
      kind: kind?.text ?? '',
      name: name?.text,
      from: hasFrom ? (base?.text ?? '') : undefined,
      source,
      isSure: this.#branches.isSure,
    });
    const isProxy = ['frontend', 'listen'].includes(this.#section.kind);
    if (!isProxy || from === undefined || hasFrom) return;
    const hint = /:\d/.test(from.text) ? `write it in a line "bind ${from.text}"` : 'write the name alone';
    this.#findings.complain(at(from.at), `"${from.text}" may not stand here`, hint);
  }

  #end(): void {
    this.#names.end(this.#section);
    const { kind } = this.#section;
    if (kind === 'peers')
      for (const { words, at } of this.#peers.own(this.#localPeer)) this.#addresses('bind', words, at);
    for (const { line, text } of this.#section.lines) {
      if (this.#section.disabled)
        this.#findings.skip(line.source, text, `the ${kind} ${kind === 'peers' ? 'are' : 'is'} disabled`);
      else this.#lines.push(line);
    }
    this.#section = { kind: '', name: '', disabled: false, lines: [] };
    this.#peers = new Peers(this.#findings);
  }

  #bind(words: readonly Word[], at: SourceAt): void {
    const { kind } = this.#section;
    const source: Source = at(words[0]?.at ?? 0);
    if (LISTENING.includes(kind)) this.#addresses('bind', words, at);
    else if (kind === 'backend') {
      const remark = 'HAProxy says that it ignores it in a backend, and opens it (seen with 2.6)';
      this.#findings.remark(source, textOf(words), remark);
      this.#addresses('bind', words, at);
    } else this.#findings.complain(source, `"bind" may not stand ${place(kind)}`, 'put it below a frontend');
  }

  #addresses(use: Use, words: readonly Word[], at: SourceAt): void {
    const text = textOf(words);
    for (const line of this.#binds.lines(use, words, at)) this.#section.lines.push({ line, text });
  }

  get #binds(): Binds {
    return new Binds(this.#findings, this.environment);
  }
}

const place = (kind: string): string => (kind === '' ? 'before a section' : `in ${kind}`);
