import { byPosition, type ConfigProblem, oneLine, problemAt } from '../config/config-problem.ts';
import { type Address, isAny, type Protocol } from '../model/address.ts';
import { formatSource, type Source } from '../model/experiment.ts';
import { err, ok, type Result } from '../model/result.ts';
import type {
  ListenLine,
  ReadService,
  ReadServices,
  Remark,
  ServerOption,
  SkippedLine,
  Told,
} from '../model/service.ts';

/** Problems that are told of one file; what comes later is mostly a consequence. */
const MOST_PROBLEMS = 100;

/** Sockets, skipped things and remarks of one file: more than all ports of a protocol. */
const MOST_FOUND = 100_000;

/** Ports from `first` to `last`. */
export interface Ports {
  readonly first: number;
  readonly last: number;
}

/** What the address of a listen line comes to. */
export type Where =
  | { readonly kind: 'ports'; readonly told: Told; readonly ports: Ports }
  | { readonly kind: 'skip'; readonly why: string }
  | { readonly kind: 'wrong'; readonly message: string; readonly hint?: string };

export const skip = (why: string): Where => ({ kind: 'skip', why });

export const wrong = (message: string, hint?: string): Where =>
  hint === undefined ? { kind: 'wrong', message } : { kind: 'wrong', message, hint };

/** What a listen line has beside its address. */
interface Beside {
  readonly source: Source;
  readonly protocol?: Protocol;
  readonly options?: Readonly<Record<string, ServerOption>>;
}

/** Gathers what a reader finds in a file, and in those that it includes, within bounds. */
export class Findings {
  readonly #skipped: SkippedLine[] = [];
  readonly #remarks: Remark[] = [];
  readonly #problems: ConfigProblem[] = [];
  #found = 0;

  /** Nothing more is gathered: a reader may stop. */
  get isFull(): boolean {
    return this.#problems.length >= MOST_PROBLEMS || this.#found > MOST_FOUND;
  }

  get hasProblems(): boolean {
    return this.#problems.length > 0;
  }

  skip(source: Source, text: string, why: string): void {
    if (this.#room(1, source)) this.#skipped.push({ source, text: oneLine(text), why });
  }

  remark(source: Source, text: string, remark: string): void {
    if (this.#room(1, source)) this.#remarks.push({ source, text: oneLine(text), remark });
  }

  complain(source: Source, message: string, hint?: string): void {
    if (this.isFull) return;
    this.#problems.push(problemAt(source, hint === undefined ? { message } : { message, hint }));
  }

  /** The lines of an address that has ports, one a port; else it is skipped, or complained of. Of names localhost alone is looked up. */
  lines(where: Where, text: string, beside: Beside): readonly ListenLine[] {
    const { source, protocol, options = {} } = beside;
    if (where.kind === 'skip') this.skip(source, text, where.why);
    if (where.kind === 'wrong') this.complain(source, where.message, where.hint);
    if (where.kind !== 'ports') return [];
    const { told, ports } = where;
    if (told.kind === 'name' && told.name !== 'localhost') {
      this.skip(source, text, `the address of ${told.name} is not looked up: write it instead`);
      return [];
    }
    if (told.kind === 'address' && isShortened(told.address, text))
      this.remark(source, text, `the address is read as ${told.address.ip}`);
    const count = ports.last - ports.first + 1;
    if (!this.#room(count, source)) return [];
    const line = { told, options, source, ...(protocol === undefined ? {} : { protocol }) };
    return Array.from({ length: count }, (_, i) => ({ ...line, port: ports.first + i }));
  }

  /** The services, or every problem, by file in the order of reading and then by place. */
  result(services: readonly ReadService[]): Result<ReadServices, readonly ConfigProblem[]> {
    if (this.#problems.length > 0) return err(sorted(this.#problems));
    return ok({ services, skipped: this.#skipped, remarks: this.#remarks });
  }

  #room(count: number, source: Source): boolean {
    if (this.#found > MOST_FOUND) return false;
    this.#found += count;
    if (this.#found <= MOST_FOUND) return true;
    this.complain(source, `more than ${MOST_FOUND} sockets are listed`, 'give the files of fewer services');
    return false;
  }
}

/** Whether inet_aton(3) may have made another address of it than was meant: 192.168.101 is 192.168.0.101. Variables aside. */
const isShortened = (address: Address, text: string): boolean =>
  address.family === 'inet' && !isAny(address) && !text.split(/[^\d.]+/).includes(address.ip) && !text.includes('$');

function sorted(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const files = [...new Set(problems.map(fileOf))];
  return files.flatMap((file) => problems.filter((p) => fileOf(p) === file).sort(byPosition));
}

const fileOf = ({ source }: ConfigProblem): string => ('file' in source ? source.file : formatSource(source));
