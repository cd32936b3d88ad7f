import { answerOf, keepFile } from './kept.ts';
import type { FileInput } from './types/file-input.ts';
import { parsed } from './work/parse.ts';

/** What {@link parse} is told of a text. */
export interface ParseOptions {
  /** The name of the file, which problems and reports name; files that it names are relative to its folder. Default: `<text>`. */
  readonly name?: string | undefined;
}

/**
 * Reads and checks the YAML or JSON of a file, as `bindmatrix check` does. The places are kept: what a call says later of
 * the object that is returned has its file, line and column. Of a copy it has the path alone.
 *
 * @throws BindmatrixError `config` with every mistake in the text, each with its place.
 * @see docs/library.md#parse
 */
export function parse(text: string, options: ParseOptions = {}): FileInput {
  const file = answerOf(parsed(text, options.name ?? '<text>'));
  const value = file.value as FileInput;
  keepFile(value, file);
  return value;
}
