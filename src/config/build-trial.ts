import { formatAddress, parseAddress } from '../model/address.ts';
import type { Source } from '../model/experiment.ts';
import type { Step, Story, Trial } from '../model/trial.ts';
import { openingFields, type RawStep, type RawTrial } from './trial-schema.ts';

/** Makes a trial from a mapping that fits the schema, and fills in the defaults. */
export function buildTrial(raw: RawTrial, source: Source, stepSources: readonly Source[]): Trial {
  const { id, title, platform, sandbox, story, steps } = raw;
  return {
    id,
    title: title ?? id,
    ...(platform === undefined ? {} : { platform }),
    sandbox: {
      addresses: sandbox?.addresses ?? [],
      devices: sandbox?.devices ?? [],
      sysctls: Object.fromEntries(Object.entries(sandbox?.sysctls ?? {}).map(([name, value]) => [name, String(value)])),
    },
    ...(story === undefined ? {} : { story: buildStory(story) }),
    steps: steps.map(buildStep),
    source,
    stepSources,
  };
}

const buildStory = ({ quote, prose, when, http }: NonNullable<RawTrial['story']>): Story => ({
  quote,
  ...(prose === undefined ? {} : { prose }),
  ...(when === undefined ? {} : { when }),
  ...(http === undefined ? {} : { http }),
});

/**
 * A raw step has the fields of a step, except for those that are changed here; the schema has checked what the cast
 * asserts.
 */
function buildStep(raw: RawStep): Step {
  const { expect, claim, ...rest } = raw;
  const [open, own] = raw.op === 'deliver' ? [{}, rest] : splitOpening(rest);
  return {
    ...canonical(present(own)),
    ...(Object.keys(open).length > 0 ? { open } : {}),
    ...(raw.op === 'deliver' ? { receivers: raw.receivers ?? [] } : {}),
    expect: listed(expect ?? 'ok'),
    ...(claim === undefined ? {} : { claim: listed(claim) }),
  } as Step;
}

const listed = (outcomes: string | readonly string[]): readonly string[] => [outcomes].flat();

/** Separates the opening fields from the others. */
function splitOpening(fields: object): [object, object] {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  const isOpening = ([key]: [string, unknown]): boolean => (openingFields() as readonly string[]).includes(key);
  return [
    Object.fromEntries(entries.filter(isOpening)),
    Object.fromEntries(entries.filter((entry) => !isOpening(entry))),
  ];
}

const present = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const ADDRESSES = ['address', 'fromAddress', 'expectAddress'];

/** Writes addresses as the kernel's answers are written, so that they compare as text. References stay as they are. */
const canonical = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      const address = ADDRESSES.includes(key) ? parseAddress(String(value)) : undefined;
      return [key, address?.ok ? formatAddress(address.value) : value];
    }),
  );
