import { posix } from 'node:path';
import { isMap, type Node } from 'yaml';
import { parseSyntax } from '../../config/yaml-tokens.ts';
import type { Source } from '../../model/experiment.ts';
import type { IncludedFile, IncludeReader } from '../../model/service.ts';
import type { Findings } from '../findings.ts';
import { placesIn, type SourceAt } from '../places.ts';
import { ComposeNodes, type Entry } from './nodes.ts';

/** One compose file. */
export interface ComposeFile {
  /** Relative to the folder of the first file, or absolute. */
  readonly path: string;
  readonly at: SourceAt;
  readonly nodes: ComposeNodes;
  readonly top: ReadonlyMap<string, Entry>;
  readonly services: ReadonlyMap<string, Entry>;
}

/** Files that are read beside the first one. */
const MOST_FILES = 100;

/** Reads compose files, each once. */
export class ComposeFiles {
  readonly #findings: Findings;
  readonly #include: IncludeReader | undefined;
  readonly #read = new Map<string, ComposeFile | undefined>();

  constructor(findings: Findings, include: IncludeReader | undefined) {
    this.#findings = findings;
    this.#include = include;
  }

  /** Reads a text; undefined if it is no YAML, or has no map of services, which is complained of. */
  parse({ file, text }: IncludedFile, path: string): ComposeFile | undefined {
    const at = placesIn(file, text);
    const syntax = parseSyntax(text);
    if (!syntax.ok) {
      for (const { offset, message, hint } of syntax.error) this.#findings.complain(at(offset), message, hint);
      return undefined;
    }
    const root = (syntax.value.document.contents ?? undefined) as Node | undefined;
    const nodes = new ComposeNodes(root ?? null, this.#findings, at);
    const top = byKey(nodes.entries(root));
    const services = top.get('services');
    if (services !== undefined && !isMap(nodes.real(services.node)))
      this.#findings.complain(nodes.sourceOf(services.keyNode), ...NO_MAP);
    else if (services === undefined && !top.has('include')) this.#findings.complain(at(0), ...NO_MAP);
    return { path, at, nodes, top, services: byKey(nodes.entries(services?.node)) };
  }

  /** The file that another one names; undefined where it is not read, which is told at `source`. */
  beside(from: ComposeFile, name: string, source: Source): ComposeFile | undefined {
    const path = name.startsWith('/') ? name : posix.join(posix.dirname(from.path), name);
    if (this.#read.has(path)) return this.#read.get(path);
    const isTooMuch = this.#read.size >= MOST_FILES;
    const found = isTooMuch ? undefined : this.#include?.(path);
    const [file] = found?.ok === true ? found.value : [];
    if (file === undefined) {
      const why =
        found?.ok === false ? found.error.message : isTooMuch ? 'too many files' : 'it cannot be read from here';
      this.#findings.skip(source, name, `not read: ${why}; see docker compose config`);
    }
    const read = file === undefined ? undefined : this.parse(file, path);
    this.#read.set(path, read);
    return read;
  }
}

const NO_MAP = ['a compose file has a map of services', 'write them below "services:"'] as const;

export const byKey = (entries: readonly Entry[]): ReadonlyMap<string, Entry> =>
  new Map(entries.map((entry) => [entry.key, entry]));
