import type { ConfigProblem } from '../../config/config-problem.ts';
import type { Path, YamlFile } from '../../config/yaml-file.ts';
import { formatSource, type Source } from '../../model/experiment.ts';
import type { SourcedProblem } from '../../model/flow-problem.ts';
import type { Problem } from '../../model/result.ts';
import { pathText } from '../error.ts';
import type { BindmatrixProblem, ProblemPath } from '../types/problem.ts';

/** Where defaults come from, whose places are flags. */
const FLAGS: Readonly<Record<string, ProblemPath>> = {
  '--interface': ['run', 'interfaces'],
  '--address': ['run', 'addresses'],
};

/** A value as a file is: its places are paths. */
export const objectFile = (value: unknown): YamlFile => ({
  value,
  problems: [],
  sourceOf: (path) => ({ flag: pathText(plainPath(path)) }),
  sourceOfKey: (path) => ({ flag: pathText(plainPath(path)) }),
  isBlamed: () => false,
});

/** A file that remembers which place belongs to which path: problems tell places, and programs look for paths. */
export class Places {
  readonly file: YamlFile;
  readonly #paths = new WeakMap<Source, ProblemPath>();
  /** By their text: a place that another process has told is the same and yet another object. */
  readonly #texts = new Map<string, ProblemPath>();

  constructor(file: YamlFile) {
    this.file = {
      ...file,
      sourceOf: (path) => this.#keep(file.sourceOf(path), path),
      sourceOfKey: (path) => this.#keep(file.sourceOfKey(path), path),
    };
  }

  #keep(source: Source, path: Path): Source {
    const plain = plainPath(path);
    this.#paths.set(source, plain);
    this.#texts.set(formatSource(source), plain);
    return source;
  }

  /** A problem whose message does not have the place. */
  problemAt(source: Source, problem: Problem): BindmatrixProblem {
    const text = formatSource(source);
    const path = this.#paths.get(source) ?? this.#texts.get(text) ?? FLAGS[text] ?? [];
    return { ...plainProblem(problem), path, ...('flag' in source ? {} : source) };
  }

  /** A problem whose message begins with its place. */
  ofConfig({ message, source, hint }: ConfigProblem): BindmatrixProblem {
    const prefix = `${formatSource(source)}: `;
    const bare = message.startsWith(prefix) ? message.slice(prefix.length) : message;
    return this.problemAt(source, hint === undefined ? { message: bare } : { message: bare, hint });
  }

  ofFlow({ source, ...problem }: SourcedProblem): BindmatrixProblem {
    return this.problemAt(source, problem);
  }
}

const plainPath = (path: Path): ProblemPath => path.map((key) => (typeof key === 'number' ? key : String(key)));

/** In the words of a call: nobody has called the program, and there are no flags. */
export const plainProblem = ({ message, hint }: Problem): Problem => ({
  message: named(message),
  ...(hint === undefined ? {} : { hint: named(hint) }),
});

const named = (text: string): string => text.replaceAll('$0', 'bindmatrix').replaceAll('--in sandbox', "in: 'sandbox'");
