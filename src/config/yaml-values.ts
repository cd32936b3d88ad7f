import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap } from 'yaml';
import { MOST_PROBLEMS } from './limits.ts';
import type { SyntaxProblem } from './yaml-tokens.ts';

/**
 * The limit of values that aliases expand to. Ten levels of ten aliases would be ten thousand million: an alias bomb.
 */
const MOST_ALIASED = 100_000;

/** The form of a JSON number, or of a decimal one of YAML. YAML also reads 080, 0x50, 1e3 and .inf as numbers. */
const PLAIN_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

interface Known {
  readonly value: unknown;
  /** The number of values, including those inside. */
  readonly size: number;
}

/**
 * Turns YAML nodes into plain values, and finds what YAML allows and this program does not: tags, keys that are written
 * twice or are not text, numbers that are not plainly decimal, aliases inside their own anchor or that expand to too
 * many values. An alias shares the value of its anchor, so that nothing is copied here.
 */
export class ValueReader {
  readonly problems: SyntaxProblem[] = [];
  /** Nodes that have a problem already. */
  readonly blamed = new Set<Node>();
  readonly targets = new Map<Node, Node>();
  readonly #text: string;
  readonly #anchors = new Map<string, Node>();
  readonly #known = new Map<Node, Known>();
  #aliased = 0;
  #hasAliases = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether there are anchors or aliases. */
  get hasAnchors(): boolean {
    return this.#hasAliases || this.#anchors.size > 0;
  }

  read(node: Node | null): Known {
    if (node === null) return { value: null, size: 1 };
    if (isAlias(node)) return this.#alias(node, node.source);
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    if (node.tag !== undefined) this.#tag(node, node.tag);
    const known = this.#content(node);
    if (anchor !== undefined) this.#known.set(node, known);
    return known;
  }

  #content(node: Node): Known {
    if (isMap(node)) return this.#map(node);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.read(item as Node | null));
      return { value: items.map((i) => i.value), size: items.reduce((sum, i) => sum + i.size, 1) };
    }
    if (!isScalar(node)) return { value: null, size: 1 };
    this.#number(node);
    // A tag makes a Buffer (!!binary) or a Date of a text: objects whose keys would be reported as unknown.
    return { value: typeof node.value === 'object' && node.value !== null ? node.source : node.value, size: 1 };
  }

  #map(node: YAMLMap): Known {
    const value: Record<string, unknown> = {};
    let size = 1;
    for (const pair of node.items) {
      const key = keyText(pair);
      const read = this.read(pair.value as Node | null);
      size += read.size;
      if (key === undefined) this.#blame(pair.key as Node, 'a key must be plain text');
      else if (Object.hasOwn(value, key))
        this.#blame(pair.key as Node, `the key "${key}" is written twice`, 'keep one of the two');
      else if (key === '__proto__') this.#blame(pair.key as Node, `unknown key "${key}"`);
      else value[key] = read.value;
    }
    return { value, size };
  }

  #alias(node: Node, name: string): Known {
    this.#hasAliases = true;
    const nothing = { value: null, size: 1 };
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.#blame(
        node,
        `the alias "*${name}" has no anchor "&${name}" before it`,
        `if it is a glob, quote it: "*${name}"`,
      );
      return nothing;
    }
    this.targets.set(node, target);
    const known = this.#known.get(target);
    if (known === undefined) {
      this.#blame(node, `the alias "*${name}" is inside the value that it names`, 'write the value in full');
      return nothing;
    }
    const before = this.#aliased;
    this.#aliased += known.size;
    if (this.#aliased <= MOST_ALIASED) return known;
    if (before > MOST_ALIASED) return this.#silent(node);
    this.#blame(
      node,
      `with the alias "*${name}", the aliases expand to more than ${MOST_ALIASED} values`,
      'write the values in full',
    );
    return nothing;
  }

  /** Marks a node as reported without a message of its own: the first one stands for all. */
  #silent(node: Node): Known {
    this.blamed.add(node);
    return { value: null, size: 1 };
  }

  #number(node: Scalar): void {
    if (typeof node.value !== 'number' || node.type !== Scalar.PLAIN) return;
    const source = node.source ?? '';
    if (!PLAIN_NUMBER.test(source)) {
      const hint = Number.isFinite(node.value) ? `write ${node.value}` : 'write digits';
      this.#blame(node, `${source} is not a plain decimal number`, hint);
    } else if (Math.abs(node.value) > Number.MAX_SAFE_INTEGER) {
      // Another number is read than is written, and the schema complains of that, twice.
      this.#blame(node, `${source} is too large a number`, 'put it into quotes if it is text');
    }
  }

  #tag(node: Node, tag: string): void {
    let offset = this.#text.lastIndexOf('!', node.range?.[0] ?? 0);
    while (this.#text[offset - 1] === '!') offset--;
    this.blamed.add(node);
    this.#tell({
      offset,
      message: `YAML tags are not supported: ${tag}`,
      hint: 'quote a text that begins with "!"',
    });
  }

  #blame(node: Node, message: string, hint?: string): void {
    this.blamed.add(node);
    const problem = { offset: node.range?.[0] ?? 0, message };
    this.#tell(hint === undefined ? problem : { ...problem, hint });
  }

  #tell(problem: SyntaxProblem): void {
    if (this.problems.length <= MOST_PROBLEMS) this.problems.push(problem);
  }
}

/** A key as it is written: `1` and `null` are texts as keys. */
export function keyText({ key }: Pair): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : String(key.source ?? key.value ?? '');
}
