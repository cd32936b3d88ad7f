import type { Node } from 'yaml';
import { interpolate } from './interpolate.ts';
import type { Entry } from './nodes.ts';
import type { ComposeContext } from './service.ts';

/** The texts of a compose file with their variables filled in. */
export class ComposeValues {
  readonly #context: ComposeContext;

  constructor(context: ComposeContext) {
    this.#context = context;
  }

  /** The value of a key; undefined where there is none, or it cannot be known, which is told. */
  of(entry: Entry | undefined): string | undefined {
    return entry?.node === undefined ? undefined : this.filled(entry.node);
  }

  /** The text of a node; undefined where it is none, or cannot be known, which is told. */
  filled(node: Node): string | undefined {
    const { nodes, findings, environment } = this.#context;
    const written = nodes.text(nodes.real(node));
    if (written === undefined) return undefined;
    const { text, unset, wrong } = interpolate(written, environment);
    const source = nodes.sourceOf(node);
    if (wrong !== undefined) findings.complain(source, wrong);
    else if (unset[0] !== undefined) findings.skip(source, written, `the variable ${unset[0]} is not set here`);
    return wrong === undefined && unset.length === 0 ? text : undefined;
  }
}
