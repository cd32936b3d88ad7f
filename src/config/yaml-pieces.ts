import type { Source } from '../model/experiment.ts';
import { err, ok, type Result } from '../model/result.ts';
import { type ConfigProblem, problemAt } from './config-problem.ts';
import { MOST_PROBLEMS, SPLIT } from './limits.ts';
import type { SourceAt } from './source-at.ts';
import { type Path, parseYaml, type YamlFile, type YamlText } from './yaml-file.ts';
import { type Cut, type Piece, splitList } from './yaml-split.ts';

/** Characters; a shorter text is parsed as a whole. */
const LONG = 64 * 1024;

/** Reading so many takes about three seconds. */
const MOST_TOKENS = 1_200_000;

/** Where an entry begins, and each of its steps if it has some: every report names these places. */
interface EntryPlaces {
  readonly entry: Source;
  readonly steps: readonly Source[];
}

/** A piece whose tokens are no longer kept: its values, and where each entry of its list begins. */
interface Read extends Piece {
  readonly first: number;
  readonly entries: readonly unknown[];
  readonly places: readonly EntryPlaces[];
}

/**
 * Parses a long file with one long list a few entries at a time, so that the tokens of all of it, which take hundreds of
 * times the memory of the text, never exist at once. Places are found by parsing a piece again. Undefined where the file
 * is short, or its parts do not stand alone; then it is parsed as a whole.
 */
export function parsePieces(text: string, at: SourceAt): Result<YamlFile, readonly ConfigProblem[]> | undefined {
  const cut = text.length < LONG ? undefined : splitList(text);
  if (cut === undefined) return undefined;
  const frame = parseYaml(cut.frame, (offset) => at(offset < cut.at ? offset : offset + cut.length));
  if (!frame.ok || frame.value.hasAnchors || (frame.value.value as Frame | null)?.[cut.key] !== null) return undefined;
  const pieces = readPieces(cut, at, frame.value.tokens);
  if (pieces === undefined || !pieces.ok) return pieces;
  return ok(fileOf(cut, frame.value, pieces.value, at));
}

type Frame = Readonly<Record<string, unknown>>;

interface Pieces {
  readonly read: readonly Read[];
  readonly problems: readonly ConfigProblem[];
}

function readPieces(cut: Cut, at: SourceAt, before: number): Result<Pieces, readonly ConfigProblem[]> | undefined {
  const read: Read[] = [];
  const problems: ConfigProblem[] = [];
  let [tokens, first] = [before, 0];
  for (const piece of cut.pieces()) {
    const parsed = parsePiece(piece, at);
    if (!parsed.ok) return err([...problems, ...parsed.error]);
    const { value: entries, hasAnchors, sourceOf } = parsed.value;
    if (hasAnchors || !Array.isArray(entries)) return undefined;
    tokens += parsed.value.tokens;
    if (tokens > MOST_TOKENS)
      return err([problemAt(at(piece.offset), { message: `more than ${MOST_TOKENS} YAML tokens`, hint: SPLIT })]);
    for (const problem of parsed.value.problems) problems.push(problem);
    if (problems.length > MOST_PROBLEMS) return err(problems);
    read.push({ ...piece, first, entries, places: entries.map((entry, i) => placesOf(entry, i, sourceOf)) });
    first += entries.length;
  }
  return ok({ read, problems });
}

function placesOf(value: unknown, i: number, sourceOf: YamlText['sourceOf']): EntryPlaces {
  const entry = sourceOf([i]);
  const steps = (value as { readonly steps?: unknown } | null)?.steps;
  return { entry, steps: Array.isArray(steps) ? steps.map((_, j) => sourceOf([i, 'steps', j])) : [] };
}

const parsePiece = (piece: Piece, at: SourceAt): Result<YamlText, readonly ConfigProblem[]> =>
  parseYaml(piece.text, (offset) => at(offset + piece.offset));

function fileOf(cut: Cut, frame: YamlText, { read, problems }: Pieces, at: SourceAt): YamlFile {
  const again = new Again(read, at);
  const places = read.flatMap((piece) => piece.places);
  const ask = <T>(path: Path, question: (file: YamlFile, own: Path) => T): T => {
    const [key, index, ...rest] = path;
    const found = key === cut.key && typeof index === 'number' ? again.fileWith(index) : undefined;
    return found === undefined ? question(frame, path) : question(found.file, [found.index, ...rest]);
  };
  const known = ([key, index, list, step, ...rest]: Path): Source | undefined => {
    const place = key === cut.key && rest.length === 0 ? places[Number(index)] : undefined;
    return list === undefined ? place?.entry : list === 'steps' ? place?.steps[Number(step)] : undefined;
  };
  return {
    value: { ...(frame.value as Frame), [cut.key]: read.flatMap((piece) => piece.entries) },
    problems: [...frame.problems, ...problems],
    sourceOf: (path) => known(path) ?? ask(path, (file, own) => file.sourceOf(own)),
    sourceOfKey: (path) => ask(path, (file, own) => file.sourceOfKey(own)),
    isBlamed: (path) => ask(path, (file, own) => file.isBlamed(own)),
  };
}

/** Parses pieces again, and keeps the last one: questions come mostly in the order of the file. */
class Again {
  readonly #pieces: readonly Read[];
  readonly #at: SourceAt;
  #last: { readonly piece: Read; readonly file: YamlFile } | undefined;

  constructor(pieces: readonly Read[], at: SourceAt) {
    this.#pieces = pieces;
    this.#at = at;
  }

  /** The piece that has an entry of the list, and the place of the entry in it. */
  fileWith(index: number): { readonly file: YamlFile; readonly index: number } | undefined {
    const has = ({ first, entries }: Read): boolean => first <= index && index < first + entries.length;
    const piece = this.#last !== undefined && has(this.#last.piece) ? this.#last.piece : this.#pieces.find(has);
    if (piece === undefined) return undefined;
    if (this.#last?.piece !== piece) {
      const parsed = parsePiece(piece, this.#at);
      if (!parsed.ok) return undefined;
      this.#last = { piece, file: parsed.value };
    }
    return { file: this.#last.file, index: index - piece.first };
  }
}
