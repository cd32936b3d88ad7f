import { isMap } from 'yaml';
import { nearest } from '../../config/nearest.ts';
import type { Findings } from '../findings.ts';
import { byKey, type ComposeFile, type ComposeFiles } from './files.ts';
import type { Entry } from './nodes.ts';
import type { Environment } from './service.ts';
import { ComposeValues } from './values.ts';

/** One of the maps that a service is made of. */
export interface Layer {
  readonly file: ComposeFile;
  readonly keys: ReadonlyMap<string, Entry>;
  readonly values: ComposeValues;
}

/** `extends` in `extends`. */
const DEEPEST = 20;

/** Keys of a service that decide about its ports, and those that resemble one of them (compose-spec). */
const DECIDING = ['ports', 'network_mode', 'profiles', 'extends', 'scale', 'deploy'];
const OTHERS = ['expose', 'secrets', 'networks', 'models'];

/** What the services of compose files are made of. */
export class ComposeLayers {
  readonly #files: ComposeFiles;
  readonly #findings: Findings;
  readonly #environment: Environment;

  constructor(files: ComposeFiles, findings: Findings, environment: Environment) {
    this.#files = files;
    this.#findings = findings;
    this.#environment = environment;
  }

  /** The maps of a service: those that it extends, the farthest first, and its own. */
  of(file: ComposeFile, { key, keyNode, node }: Entry, before: readonly string[] = []): readonly Layer[] {
    const { nodes } = file;
    if (!isMap(nodes.real(node))) {
      this.#findings.complain(nodes.sourceOf(keyNode), `the service "${key}" is not a map`, 'write its keys below it');
      return [];
    }
    const keys = byKey(nodes.entries(node));
    const values = new ComposeValues({ nodes, findings: this.#findings, environment: this.#environment });
    const own = { file, keys, values };
    this.#misspelt(own);
    const parent = keys.get('extends');
    return parent === undefined ? [own] : [...this.#extended(own, parent, [...before, `${file.path}\n${key}`]), own];
  }

  /** `extends: NAME`, or `extends: { service: NAME, file: PATH }`. */
  #extended({ file, values }: Layer, parent: Entry, before: readonly string[]): readonly Layer[] {
    const { nodes } = file;
    const source = nodes.sourceOf(parent.keyNode);
    const long = byKey(nodes.entries(parent.node));
    const name = values.of(long.get('service')) ?? (long.size === 0 ? values.of(parent) : undefined);
    const path = values.of(long.get('file'));
    if (name === undefined)
      this.#findings.complain(source, 'extends names no service', 'write extends: { service: NAME }');
    const from = path === undefined ? file : this.#files.beside(file, path, source);
    if (name === undefined || from === undefined) return [];
    const entry = from.services.get(name);
    if (entry === undefined) this.#findings.complain(source, `there is no service "${name}" to extend`);
    else if (before.includes(`${from.path}\n${name}`) || before.length > DEEPEST)
      this.#findings.complain(source, `the service "${name}" extends itself`, 'remove one extends');
    else return this.of(from, entry, before);
    return [];
  }

  #misspelt({ file: { nodes }, keys }: Layer): void {
    for (const { key, keyNode } of keys.values()) {
      if (DECIDING.includes(key) || OTHERS.includes(key) || key.startsWith('x-')) continue;
      const meant = nearest(key, DECIDING);
      if (meant !== undefined)
        this.#findings.complain(nodes.sourceOf(keyNode), `a service has no key "${key}"`, `did you mean "${meant}"?`);
    }
  }
}
