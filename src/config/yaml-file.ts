import { isMap, isSeq, type LineCounter, type Node } from 'yaml';
import type { Source } from '../model/experiment.ts';
import { err, ok, type Problem, type Result } from '../model/result.ts';
import { type ConfigProblem, problemAt } from './config-problem.ts';
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

/** Parses YAML; `name` is the name of the file in messages. Never throws. */
export function parseYaml(name: string, text: string): Result<YamlFile, readonly ConfigProblem[]> {
  const syntax = parseSyntax(text);
  if (!syntax.ok) {
    const { problems, lines } = syntax.error;
    return err(problems.map((p) => problemAt(sourceAt(name, lines, p.offset), plain(p))));
  }
  const { document, lines } = syntax.value;
  const values = new ValueReader(text);
  const root = document.contents as Node | null;
  const { value } = values.read(root);
  const at = (offset: number): Source => sourceAt(name, lines, offset);
  const find = (path: Path): Found => descend(root, path, values.targets);
  return ok({
    value,
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

function sourceAt(file: string, lines: LineCounter, offset: number): Source {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}

const offsetOf = (node: Node | null): number => node?.range?.[0] ?? 0;

interface Found {
  readonly node: Node | null;
  /** The last key on the way to the value. */
  readonly key: Node | null;
  /** Whether the whole path exists. */
  readonly whole: boolean;
}

function descend(root: Node | null, path: Path, targets: ReadonlyMap<Node, Node>): Found {
  let found: Found = { node: root, key: root, whole: true };
  for (const part of path) {
    const holder = found.node === null ? null : (targets.get(found.node) ?? found.node);
    const inside = child(holder, part);
    if (inside === undefined) return { node: holder, key: found.key, whole: false };
    found = { node: inside.node, key: inside.key ?? found.key, whole: true };
  }
  return found;
}

/** The place of a missing value (`ports:`) is that of its key. */
function child(holder: Node | null, part: PropertyKey): { node: Node | null; key: Node | null } | undefined {
  if (isSeq(holder)) {
    const node = holder.items[Number(part)] as Node | undefined;
    return node === undefined ? undefined : { node, key: null };
  }
  const pair = isMap(holder) ? holder.items.find((item) => keyText(item) === part) : undefined;
  return pair === undefined ? undefined : { node: (pair.value ?? pair.key) as Node, key: pair.key as Node };
}
