import type { Profiles } from '../../model/profile.ts';
import {
  type FromFile,
  INPUT_KINDS,
  type PlanLine,
  type Serves,
  type Service,
  type ServicePlan,
} from '../../model/service-plan.ts';
import type { RawFile } from '../file-schema.ts';
import { PROFILES } from '../profiles.ts';
import type { Path, YamlFile } from '../yaml-file.ts';
import { readEndpointText } from './endpoint-text.ts';
import { optionsOf } from './option-checks.ts';
import type { RawListen, RawServes, RawService } from './service-schema.ts';

/** The services of a file that fits the schema; undefined where it has none. */
export function buildPlan(raw: RawFile, file: YamlFile): ServicePlan | undefined {
  if (raw.services === undefined || raw.services === null || raw.services.length === 0) return undefined;
  const source = file.sourceOf(['services']);
  return {
    ...(raw.title === undefined ? {} : { title: raw.title }),
    services: raw.services.map((one, i) => buildService(one, ['services', i], file)),
    start: raw.start ?? 'sequence',
    serves: (raw.serves ?? []).flatMap((one, i) => buildServes(one, ['serves', i], file)),
    profiles: profilesOf(raw),
    file: 'file' in source ? source.file : '',
    skipped: [],
  };
}

/** The rows of the program, and those of the file. */
export const profilesOf = ({ profiles }: Pick<RawFile, 'profiles'>): Profiles => ({
  ...PROFILES,
  ...((profiles ?? {}) as Profiles),
});

function buildService(raw: RawService, path: Path, file: YamlFile): Service {
  const { listen, reload, from, expect, ended, options, ...rest } = raw;
  return {
    id: rest.id,
    ...(rest.profile === undefined ? {} : { profile: rest.profile }),
    ...(rest.uid === undefined ? {} : { uid: rest.uid }),
    ...(rest.unit === undefined ? {} : { unit: rest.unit }),
    ...whenOf(raw),
    ...(from === undefined ? {} : { from: fromOf(from, [...path, 'from'], file) }),
    ...(listen === undefined ? {} : { lines: linesOf(listen, [...path, 'listen'], file) }),
    ...(reload === undefined ? {} : { reload: linesOf(reload.listen, [...path, 'reload', 'listen'], file) }),
    ...(ended === undefined ? {} : { ended: ended.leaves }),
    options: options ?? {},
    ...uncheckedOf(raw, path, file),
    expect: [expect ?? 'up'].flat(),
    source: file.sourceOf([...path, 'id']),
  };
}

/** The options of a profile that is known were checked with the file. */
function uncheckedOf(raw: RawService, path: Path, file: YamlFile): Pick<Service, 'unchecked'> {
  if (raw.profile !== undefined || raw.from === undefined) return {};
  const unchecked = optionsOf(raw, path).map(({ word, value, path: at }) => ({
    word,
    value,
    at: { key: file.sourceOfKey(at), value: file.sourceOf(at) },
  }));
  return unchecked.length === 0 ? {} : { unchecked };
}

const whenOf = ({ when }: Pick<RawService, 'when'>): Pick<Service, 'when'> =>
  when === undefined ? {} : { when: { host: [when.host].flat() } };

function fromOf(raw: NonNullable<RawService['from']>, path: Path, file: YamlFile): FromFile {
  const source = file.sourceOf(path);
  if (typeof raw === 'string') return { path: raw, source };
  const kind = INPUT_KINDS.find((name) => raw[name] !== undefined);
  return { ...(kind === undefined ? {} : { kind }), path: String(kind === undefined ? '' : raw[kind]), source };
}

/** One line for each port of a range. */
function linesOf(raw: RawListen, path: Path, file: YamlFile): PlanLine[] {
  if (!Array.isArray(raw)) return lineOf(raw, path, file);
  return raw.flatMap((one, i) => lineOf(one, [...path, i], file));
}

type RawLine = Exclude<RawListen, readonly unknown[]>;

function lineOf(raw: RawLine, path: Path, file: YamlFile): PlanLine[] {
  const { endpoint, protocol, options = {} } = typeof raw === 'object' ? raw : { endpoint: raw };
  const read = readEndpointText(endpoint);
  if (!read.ok) return [];
  const source = file.sourceOf(typeof raw === 'object' ? [...path, 'endpoint'] : path);
  return read.value.ports.map((port) => ({
    told: read.value.told,
    port,
    ...(protocol === undefined ? {} : { protocol }),
    options,
    source,
  }));
}

function buildServes({ endpoint, protocol, by, nobody, ...more }: RawServes, path: Path, file: YamlFile): Serves[] {
  const read = readEndpointText(endpoint);
  if (!read.ok) return [];
  const { told, ports } = read.value;
  return ports.map((port) => ({
    endpoint: ports.length === 1 ? String(endpoint) : String(endpoint).replace(/\d+-\d+$/, String(port)),
    told,
    port,
    protocol: protocol ?? 'tcp',
    ...(by === undefined ? {} : { by, bySource: file.sourceOf([...path, 'by']) }),
    nobody: nobody ?? false,
    ...whenOf(more),
    source: file.sourceOf([...path, 'endpoint']),
  }));
}
