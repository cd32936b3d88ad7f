import type { Source } from '../../model/experiment.ts';
import type { ListenLine } from '../../model/service.ts';
import type { Findings } from '../findings.ts';

/** Lines of one section, held back until it is known whether the section is switched off. */
export interface Section {
  readonly kind: string;
  readonly name: string;
  disabled: boolean;
  readonly lines: { readonly line: ListenLine; readonly text: string }[];
}

/** The line that begins a section: `frontend NAME from DEFAULTS`. */
export interface Heading {
  readonly kind: string;
  readonly name: string | undefined;
  /** What stands after `from`. */
  readonly from: string | undefined;
  readonly source: Source;
  /** It is not in a branch of a condition that is not decided. */
  readonly isSure: boolean;
}

/** Sections that have what `defaults` gives them. */
const PROXIES = ['frontend', 'listen', 'backend'];

/** Knows what sections there were, and makes the next one. */
export class SectionNames {
  readonly #findings: Findings;
  readonly #defaults = new Map<string, boolean>();
  readonly #listening = new Set<string>();
  /** The last `defaults` is switched off: so are the proxies that name none. */
  #byDefault = false;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  begin({ kind, name, from, source, isSure }: Heading): Section {
    const section = { kind, name: name ?? '', lines: [] };
    const isProxy = PROXIES.includes(kind);
    if (isProxy && name === undefined) this.#findings.complain(source, `"${kind}" has no name`, 'write one after it');
    if ((kind === 'frontend' || kind === 'listen') && name !== undefined && isSure) this.#twice(kind, name, source);
    return { ...section, disabled: (isProxy || kind === 'defaults') && this.#isOff(kind, from, source) };
  }

  end({ kind, name, disabled }: Section): void {
    if (kind !== 'defaults') return;
    this.#byDefault = disabled;
    this.#defaults.set(name, disabled);
  }

  #twice(kind: string, name: string, source: Source): void {
    if (this.#listening.has(name))
      this.#findings.complain(source, `a frontend or listen before has the name "${name}" too`, `rename this ${kind}`);
    this.#listening.add(name);
  }

  #isOff(kind: string, from: string | undefined, source: Source): boolean {
    if (from === undefined) return kind !== 'defaults' && this.#byDefault;
    const disabled = this.#defaults.get(from);
    if (disabled === undefined)
      this.#findings.complain(
        source,
        `no defaults before this line has the name "${from}"`,
        'check the name after "from"',
      );
    return disabled ?? false;
  }
}
