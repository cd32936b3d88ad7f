import { readText } from '../../config/read-text.ts';
import { problem, type Result } from '../../model/result.ts';
import type { Written } from '../../report/index.ts';
import { openFile } from '../terminal/output-file.ts';

/**
 * Puts `text` in place of `before` in one step, unless the file has become another meanwhile. The text is the author's own
 * but for what has passed the gate of reports, and stays as it is.
 */
export async function replaceText(
  path: string,
  before: string,
  text: string,
  signal: AbortSignal,
): Promise<Result<void>> {
  const now = readText(path);
  if (!now.ok || now.value !== before)
    return problem(`${path}: it was changed meanwhile; nothing is written`, 'call docs write again');
  const output = openFile(path, path);
  return output.ok ? await output.value.write([text as Written], signal) : output;
}

/** Writes a picture in one step. Its text has passed the gate of reports. */
export async function writePicture(path: string, text: string, signal: AbortSignal): Promise<Result<void>> {
  const output = openFile(path, path);
  return output.ok ? await output.value.write([text as Written], signal) : output;
}
