import type { ConfigFile } from '../../config/build-file.ts';
import { checkFile } from '../../config/checked-file.ts';
import type { YamlFile } from '../../config/yaml-file.ts';
import { ok, type Result } from '../../model/result.ts';
import { type Failure, failed, misused } from './failure.ts';
import { objectFile, Places } from './places.ts';

/** What a call was given, and the text that it was read from where parse() has read it. */
export interface Given {
  readonly value: unknown;
  readonly file: YamlFile | undefined;
}

/** What was given, checked, and its places. */
export interface ReadInput {
  readonly config: ConfigFile;
  readonly places: Places;
}

/** Checks what a call was given by the schema of files; `noun` is what messages call it. */
export function readInput({ value, file }: Given, noun: string): Result<ReadInput, Failure> {
  if (!isRecord(value))
    return misused({ message: `${noun} must be an object`, hint: 'such as { run: { ports: [80] } }' });
  const places = new Places(file ?? objectFile({ version: 1, ...value }));
  const checked = checkFile(places.file);
  if (checked.ok) return ok({ config: checked.value, places });
  return failed(
    'config',
    checked.error.map((one) => places.ofConfig(one)),
  );
}

/** Keys of a file that are no part of an experiment. */
const BEYOND = ['trials', 'services', 'serves', 'profiles'] as const;

/** The same of an experiment: what only check() tries is refused, since it would go unasked. */
export function readExperimentInput(given: Given): Result<ReadInput, Failure> {
  const read = readInput(given, 'the experiment');
  if (!read.ok) return read;
  const { value } = given;
  const beyond = BEYOND.find((key) => isRecord(value) && hasEntries(value[key]));
  if (beyond === undefined) return read;
  const { places } = read.value;
  const hint = 'check() takes it';
  return failed('config', [
    places.problemAt(places.file.sourceOfKey([beyond]), { message: `an experiment has no "${beyond}"`, hint }),
  ]);
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasEntries = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;
