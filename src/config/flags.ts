import { type AxisKey, axisLists } from '../model/axes.ts';
import type { Sourced } from '../model/experiment.ts';
import { SHOWS, type Where } from '../model/experiment.ts';
import { listValues } from '../model/list-text.ts';
import { err, ok, type Result } from '../model/result.ts';
import { readAddress, readInterface } from './address-values.ts';
import { parseAxis } from './axis-values.ts';
import { type ConfigProblem, problemAt } from './config-problem.ts';
import type { RunLayer } from './run-layer.ts';
import { FAMILIES, PROTOCOLS, parsePort, parseSeed, type Reader, readWord, WHERES } from './values.ts';

type RawValue = string | readonly string[] | undefined;

/** The flags of `run`, as the command line gives them: a text, or several if the flag was given several times. */
export type RawFlags = RunFlags & { readonly [K in AxisKey]?: RawValue };

interface RunFlags {
  readonly in?: RawValue;
  readonly port?: RawValue;
  readonly protocol?: RawValue;
  readonly family?: RawValue;
  readonly interface?: RawValue;
  readonly address?: RawValue;
  readonly show?: RawValue;
  readonly exhaustive?: boolean | undefined;
  readonly seed?: RawValue;
  readonly live?: boolean | undefined;
}

type ListFlag = Exclude<keyof RawFlags, 'exhaustive' | 'live'>;

/**
 * Reads the flags that correspond to the keys of `run:`. Each takes a list separated by commas, and may be given
 * several times. Every problem names its flag.
 */
export function parseFlags(raw: RawFlags): Result<RunLayer, readonly ConfigProblem[]> {
  const problems: ConfigProblem[] = [];
  const list = <T>(flag: ListFlag, read: Reader<T>) => readList(raw[flag], `--${flag}`, read, problems);
  const sourced = (flag: ListFlag, read: Reader<string>): readonly Sourced[] | undefined =>
    list(flag, read)?.map((text) => ({ text, source: { flag: `--${flag}` } }));
  const layer: RunLayer = {
    in: onlyOne(list('in', readWord('a place to run', WHERES)), problems),
    ports: list('port', parsePort),
    protocols: list('protocol', readWord('a protocol', PROTOCOLS)),
    families: list('family', readWord('a family', FAMILIES)),
    interfaces: sourced('interface', readInterface),
    addresses: sourced('address', readAddress),
    ...axisLists<undefined>((key) => list(key, parseAxis(key))),
    show: list('show', readWord('a part of the report', SHOWS)),
    exhaustive: raw.exhaustive,
    seed: onlySeed(raw.seed, problems),
  };
  return problems.length > 0 ? err(problems) : ok(layer);
}

function onlySeed(raw: RawValue, problems: ConfigProblem[]): number | undefined {
  if (raw === undefined) return undefined;
  const seed = parseSeed(raw);
  if (seed.ok) return seed.value;
  problems.push(problemAt({ flag: '--seed' }, seed.error));
  return undefined;
}

function readList<T>(raw: RawValue, flag: string, read: Reader<T>, problems: ConfigProblem[]): T[] | undefined {
  if (raw === undefined) return undefined;
  const texts = [raw].flat().flatMap((text) => listValues(String(text)));
  const values: T[] = [];
  for (const text of texts.map((t) => t.trim())) {
    const value =
      text === ''
        ? {
            ok: false as const,
            error: { message: 'a value is missing', hint: 'write one, or several separated by commas' },
          }
        : read(text);
    if (value.ok) values.push(value.value);
    else problems.push(problemAt({ flag }, value.error));
  }
  return values;
}

function onlyOne(values: readonly Where[] | undefined, problems: ConfigProblem[]): Where | undefined {
  if (values !== undefined && values.length > 1) {
    problems.push(
      problemAt(
        { flag: '--in' },
        { message: `only one place may be given, not ${values.join(' and ')}`, hint: 'write host or sandbox' },
      ),
    );
  }
  return values?.[0];
}
