import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { keyText } from '../../config/yaml-values.ts';
import type { Findings } from '../findings.ts';
import type { SourceAt } from '../places.ts';

/** A key with its value, of a map or of those that it merges. */
export interface Entry {
  readonly key: string;
  readonly keyNode: Node;
  readonly node: Node | undefined;
}

/** Merged maps in merged maps. */
const DEEPEST = 16;

/** Entries that all maps come to: aliases multiply them. */
const MOST_ENTRIES = 500_000;

/** A YAML document with anchors and merge keys, as Compose reads it. */
export class ComposeNodes {
  readonly #targets = new Map<Node, Node>();
  readonly #findings: Findings;
  readonly #at: SourceAt;
  #entries = 0;

  constructor(root: Node | null, findings: Findings, at: SourceAt) {
    this.#findings = findings;
    this.#at = at;
    this.#follow(root, new Map());
  }

  sourceOf(node: Node): ReturnType<SourceAt> {
    return this.#at(node.range?.[0] ?? 0);
  }

  /** What an alias names; else the node. `!reset` takes a value away. */
  real(node: Node | undefined): Node | undefined {
    const found = isAlias(node) ? this.#targets.get(node) : node;
    return found?.tag === '!reset' ? undefined : found;
  }

  /** The entries of a map, its own before the merged ones; none where it is no map. */
  entries(node: Node | undefined): readonly Entry[] {
    const found = new Map<string, Entry>();
    this.#collect(this.real(node), found, 0);
    return [...found.values()];
  }

  /** The items of a list; none where it is no list. */
  items(node: Node | undefined): readonly Node[] {
    const list = this.real(node);
    return isSeq(list) ? list.items.filter((item): item is Node => item !== null) : [];
  }

  /** A text, or a number as it is written; undefined for anything else, and for nothing. */
  text(node: Node | undefined): string | undefined {
    const scalar = this.real(node);
    if (!isScalar(scalar) || scalar.value === null) return undefined;
    return typeof scalar.value === 'string' ? scalar.value : String(scalar.source ?? scalar.value);
  }

  #collect(node: Node | undefined, found: Map<string, Entry>, depth: number): void {
    if (!isMap(node) || this.#findings.isFull) return;
    this.#entries += node.items.length;
    if (depth > DEEPEST || this.#entries > MOST_ENTRIES) {
      this.#findings.complain(this.sourceOf(node), 'the merged maps come to too much', 'write the values in full');
      return;
    }
    this.#own(node, found);
    for (const { key, value } of node.items) {
      if (!isScalar(key) || key.value !== '<<') continue;
      const merged = this.real((value ?? undefined) as Node | undefined);
      for (const map of isSeq(merged) ? this.items(merged) : [merged]) this.#collect(this.real(map), found, depth + 1);
    }
  }

  #own(map: YAMLMap, found: Map<string, Entry>): void {
    const own = new Set<string>();
    for (const pair of map.items) {
      const key = keyText(pair);
      const keyNode = pair.key as Node;
      if (key === undefined || key === '<<') continue;
      if (own.has(key))
        this.#findings.complain(this.sourceOf(keyNode), `the key "${key}" is written twice`, 'keep one of the two');
      own.add(key);
      if (!found.has(key)) found.set(key, { key, keyNode, node: (pair.value ?? undefined) as Node | undefined });
    }
  }

  /** Finds the anchor of each alias: the last one of its name before it. */
  #follow(node: Node | null | undefined, anchors: Map<string, Node>): void {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) this.#targets.set(node, target);
      else this.#findings.complain(this.sourceOf(node), `the alias "*${node.source}" has no anchor before it`);
      return;
    }
    const anchor = (node as { anchor?: string } | null | undefined)?.anchor;
    if (anchor !== undefined && node) anchors.set(anchor, node);
    if (isSeq(node)) for (const item of node.items) this.#follow(item as Node | null, anchors);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      this.#follow(key as Node | null, anchors);
      this.#follow(value as Node | null, anchors);
    }
  }
}
