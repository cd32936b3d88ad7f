import { isMap, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Source } from '../model/experiment.ts';
import { err, ok, type Problem, type Result } from '../model/result.ts';
import { type ConfigProblem, problemAt } from './config-problem.ts';
import type { SourceAt } from './source-at.ts';
import { parseSyntax } from './yaml-tokens.ts';
import { keyText, ValueReader } from './yaml-values.ts';

/** Keys and indexes, from the top of the file to a value. */
export type Path = readonly PropertyKey[];

/** The values of a YAML file, and the places where they are written. */
export interface YamlFile {
  readonly value: unknown;
  /** Problems that the values do not show: tags, keys that are written twice, aliases without an anchor. */
  readonly problems: readonly ConfigProblem[];
  /** The place of the value at `path`; if there is none, of the last value on the way to it. */
  readonly sourceOf: (path: Path) => Source;
  /** The place of the last key of `path`. */
  readonly sourceOfKey: (path: Path) => Source;
  /** True if `problems` has one for the value at `path`. */
  readonly isBlamed: (path: Path) => boolean;
}

/** The same, of a text that may be a part of a file. */
export interface YamlText extends YamlFile {
  readonly tokens: number;
  /** It has anchors or aliases, so that its parts do not stand alone. */
  readonly hasAnchors: boolean;
}

/** Parses YAML. Never throws. */
export function parseYaml(text: string, at: SourceAt): Result<YamlText, readonly ConfigProblem[]> {
  const syntax = parseSyntax(text);
  if (!syntax.ok) return err(syntax.error.map((p) => problemAt(at(p.offset), plain(p))));
  const { document, tokens } = syntax.value;
  const values = new ValueReader(text);
  const root = document.contents as Node | null;
  const { value } = values.read(root);
  const find = finder(root, values.targets);
  return ok({
    value,
    tokens,
    hasAnchors: values.hasAnchors,
    problems: values.problems.map((p) => problemAt(at(p.offset), plain(p))),
    sourceOf: (path) => at(offsetOf(find(path).node)),
    sourceOfKey: (path) => at(offsetOf(find(path).key)),
    isBlamed: (path) => {
      const { node, whole } = find(path);
      return whole && node !== null && values.blamed.has(node);
    },
  });
}

const plain = ({ message, hint }: Problem): Problem => (hint === undefined ? { message } : { message, hint });

const offsetOf = (node: Node | null): number => node?.range?.[0] ?? 0;

interface Found {
  readonly node: Node | null;
  /** The last key on the way to the value. */
  readonly key: Node | null;
  /** Whether the whole path exists. */
  readonly whole: boolean;
}

function finder(root: Node | null, targets: ReadonlyMap<Node, Node>): (path: Path) => Found {
  const pairs = new Map<YAMLMap, ReadonlyMap<string | undefined, Pair>>();
  const pairOf = (holder: YAMLMap, key: PropertyKey): Pair | undefined => {
    const known = pairs.get(holder) ?? pairsByKey(holder);
    pairs.set(holder, known);
    return typeof key === 'string' ? known.get(key) : undefined;
  };
  return (path) => {
    let found: Found = { node: root, key: root, whole: true };
    for (const part of path) {
      const holder = found.node === null ? null : (targets.get(found.node) ?? found.node);
      const inside = child(holder, part, pairOf);
      if (inside === undefined) return { node: holder, key: found.key, whole: false };
      found = { node: inside.node, key: inside.key ?? found.key, whole: true };
    }
    return found;
  };
}

/** The first pair of each key: a later one is a problem of its own. */
function pairsByKey(holder: YAMLMap): ReadonlyMap<string | undefined, Pair> {
  const pairs = new Map<string | undefined, Pair>();
  for (const pair of holder.items) {
    const key = keyText(pair);
    if (!pairs.has(key)) pairs.set(key, pair);
  }
  return pairs;
}

/** The place of a missing value (`ports:`) is that of its key. */
function child(
  holder: Node | null,
  part: PropertyKey,
  pairOf: (holder: YAMLMap, key: PropertyKey) => Pair | undefined,
): { node: Node | null; key: Node | null } | undefined {
  if (isSeq(holder)) {
    const node = holder.items[Number(part)] as Node | undefined;
    return node === undefined ? undefined : { node, key: null };
  }
  const pair = isMap(holder) ? pairOf(holder, part) : undefined;
  return pair === undefined ? undefined : { node: (pair.value ?? pair.key) as Node, key: pair.key as Node };
}
