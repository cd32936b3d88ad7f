import type { Source } from '../../model/experiment.ts';
import type { IncludedFile } from '../../model/service.ts';
import { Findings } from '../findings.ts';
import { Includes } from '../includes.ts';
import { complainOfMark, placesIn, type SourceAt } from '../places.ts';
import type { InputReader } from '../surroundings.ts';
import { dumpedFiles, includeOfDump, isNginxDump } from './dump.ts';
import { misplacedIn, misspeltIn } from './misspelt.ts';
import { includeOfPart } from './part.ts';
import { missingEnd, unendedBefore } from './semicolons.ts';
import { NginxServers } from './servers.ts';
import { type Ending, nginxStatements, type Statement, type Word } from './words.ts';

/** Levels of `{`: more than any file that a person writes. */
const DEEPEST = 200;

/** Files of a dump: each include is looked for among them. */
const MOST_DUMPED = 5000;

/**
 * Reads nginx.conf, a file that it includes, or the output of `nginx -T`, where the places are those of the files that it
 * names. One service: nginx. nginx is never run for it: `nginx -t` binds and listens for real.
 */
export const readNginx: InputReader = (text, file, { include, missingFolder, root }) => {
  const isDump = isNginxDump(text);
  const files = isDump ? dumpedFiles(text) : [];
  const findings = new Findings();
  if (files.length > MOST_DUMPED)
    findings.complain({ file, line: 1, column: 1 }, `more than ${MOST_DUMPED} files are in one`, 'give fewer files');
  const outside = include === undefined ? undefined : includeOfPart(text, include);
  const includes = new Includes(findings, isDump ? includeOfDump(files) : outside, isDump ? undefined : missingFolder);
  const reader = new NginxReader(findings, includes, new NginxServers(findings, root));
  if (!findings.hasProblems) reader.read(files[0] ?? { file, text });
  const lines = reader.lines();
  return findings.result(lines.length === 0 ? [] : [{ id: 'nginx', profile: 'nginx', lines }]);
};

/** What is open around a directive: the names of the blocks, and where each begins. */
interface Open {
  readonly name: string;
  readonly at: number;
}

class NginxReader {
  readonly #findings: Findings;
  readonly #includes: Includes;
  readonly #servers: NginxServers;
  readonly #blocks: Open[] = [];

  constructor(findings: Findings, includes: Includes, servers: NginxServers) {
    this.#findings = findings;
    this.#includes = includes;
    this.#servers = servers;
  }

  lines(): ReturnType<NginxServers['lines']> {
    return this.#servers.lines();
  }

  /** Reads a file in the block that is open: what it opens it must close. */
  read({ file, text }: IncludedFile): void {
    const at = placesIn(file, text);
    complainOfMark(text, at(0), this.#findings);
    const outside = this.#blocks.length;
    for (const statement of nginxStatements(text)) {
      if (this.#findings.isFull || this.#blocks.length > DEEPEST) return;
      if (statement.kind === 'wrong') this.#findings.complain(at(statement.at), statement.message, statement.hint);
      else if (statement.kind === 'directive') this.#directive(statement, text, at);
      else if (this.#blocks.length > outside) this.#close();
      else this.#findings.complain(at(statement.at), 'unexpected "}": no block is open here', 'remove it');
    }
    for (const { name, at: start } of this.#blocks.slice(outside)) {
      this.#findings.complain(at(start), `the block "${name}" is not closed`, 'add a "}" at its end');
    }
    while (this.#blocks.length > outside) this.#close();
  }

  #directive(statement: Extract<Statement, { kind: 'directive' }>, text: string, at: SourceAt): void {
    const { words, ending } = statement;
    const [name] = words;
    if (name === undefined) return;
    const lost = unendedBefore(words, text) ?? missingEnd(statement);
    if (lost !== undefined) {
      this.#findings.complain(at(lost.at), `";" is missing after "${lost.after}"`, 'end each directive with ";"');
    } else if (ending === 'semicolon' && name.text === 'include') {
      this.#include(words, at(name.at));
    } else if (ending === 'semicolon' && name.text === 'listen' && this.#inside() === 'server') {
      this.#servers.listen(words, at);
    } else this.#unexpected(name, ending, at);
    if (ending === 'block') this.#opened(name.text, name.at, at);
  }

  /** nginx knows all directives, and ends at one that it does not know or that stands elsewhere. */
  #unexpected({ text, at: offset, quoted }: Word, ending: Ending, at: SourceAt): void {
    const inside = this.#inside();
    if (ending === 'semicolon' && misplacedIn(inside, text))
      this.#findings.complain(at(offset), `"${text}" may not stand in ${inside}`, 'put it into a server');
    const meant = quoted ? undefined : misspeltIn(inside, text, ending === 'block');
    if (meant !== undefined)
      this.#findings.complain(at(offset), `nginx has no directive "${text}"`, `did you mean "${meant}"?`);
  }

  #opened(name: string, start: number, at: SourceAt): void {
    const around = this.#inside();
    const isServer = name === 'server' && ['http', 'stream', 'mail', ''].includes(around);
    this.#blocks.push({ name: isServer || name !== 'server' ? name : 'other server', at: start });
    if (isServer) this.#servers.open(around, at(start));
    if (this.#blocks.length > DEEPEST) this.#findings.complain(at(start), `more than ${DEEPEST} blocks are open here`);
  }

  #close(): void {
    const block = this.#blocks.pop();
    if (block?.name === 'server') this.#servers.close();
  }

  /** The block that is open; '' at the top, where a file that others include may have a server. */
  #inside(): string {
    return this.#blocks.at(-1)?.name ?? '';
  }

  #include([, pattern, more]: readonly Word[], source: Source): void {
    if (!MATTERS.includes(this.#inside())) return;
    if (pattern === undefined || more !== undefined) {
      this.#findings.complain(source, 'include takes one path', 'write one include for each path');
      return;
    }
    const problem = this.#includes.each(pattern.text, source, (included) => this.read(included));
    if (problem !== undefined) this.#findings.complain(source, `include: ${problem.message}`, problem.hint);
  }
}

/** Blocks in which an included file may say where a server listens. */
const MATTERS = ['', 'http', 'stream', 'mail', 'server'];
