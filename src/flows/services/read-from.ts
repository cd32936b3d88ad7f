import { dirname, join } from 'node:path';
import { type ConfigProblem, problemAt } from '../../config/config-problem.ts';
import { pathOfFile } from '../../config/example-files.ts';
import { hostName } from '../../config/host-name.ts';
import { includesBeside, missingFolderBeside } from '../../config/include-files.ts';
import { PROFILES } from '../../config/profiles.ts';
import { readText } from '../../config/read-text.ts';
import { readDotEnv } from '../../inputs/compose/dot-env.ts';
import { detectInput, INPUT_FORMATS, type InputFormat } from '../../inputs/detect.ts';
import { INPUT_READERS } from '../../inputs/read-input.ts';
import { formatSource } from '../../model/experiment.ts';
import { err, ok, type Result } from '../../model/result.ts';
import type { ReadServices } from '../../model/service.ts';
import type { FromFile, Service, ServicePlan } from '../../model/service-plan.ts';
import { problemsOfRead } from './from-checks.ts';

type Read<T> = Result<T, readonly ConfigProblem[]>;

/** Reads the servers' own files that the services of a plan name, relative to the file of the plan. */
export function readFroms(plan: ServicePlan): Read<ServicePlan> {
  const problems: ConfigProblem[] = [];
  const skipped: string[] = [...plan.skipped];
  const services = plan.services.flatMap((service): Service[] => {
    const { from } = service;
    if (from === undefined) return [service];
    const isStdin = plan.file === '<stdin>';
    const path = isStdin ? from.path : relativeTo(plan.file, from.path);
    const read = readServerFile(path, from, isStdin ? undefined : 'the folder of the plan');
    if (!read.ok) {
      for (const one of read.error) problems.push(one);
      return [];
    }
    if (read.value.services.length === 0) {
      problems.push(nothingReadFrom(path, from, read.value));
      return [];
    }
    for (const one of toldOf(read.value)) skipped.push(one);
    return servicesFrom(service, read.value);
  });
  const whole = { ...plan, services, skipped };
  const found = problems.length > 0 ? problems : problemsOfRead(whole);
  return found.length > 0 ? err(found) : ok(whole);
}

/** A service that opens nothing would be met by anything. */
function nothingReadFrom(path: string, { kind, source }: FromFile, read: ReadServices): ConfigProblem {
  const [first] = toldOf(read);
  const as = kind === undefined ? '' : `, read as a file of ${kind},`;
  const message = `${path}${as} listens on no TCP or UDP port`;
  return problemAt(source, { message, hint: first ?? 'look whether it is the right file' });
}

/** `nginx.conf` beside `plans/edge.yaml` is `plans/nginx.conf`. */
function relativeTo(file: string, path: string): string {
  if (path.startsWith('/')) return path;
  const found = pathOfFile(file);
  const folder = dirname(found.ok ? found.value : file);
  return folder === '.' ? path : `${folder}/${path}`;
}

/** A server's own file is a plan by itself. */
export function planOfServerFile(file: string, text: string, format: InputFormat): Read<ServicePlan> {
  const read = parse(format, text, file);
  if (!read.ok) return read;
  const services = read.value.services.map((one): Service => {
    const [first] = one.lines;
    const source = first?.source ?? { file, line: 1, column: 1 };
    return { id: one.id, profile: one.profile, lines: one.lines, options: {}, expect: ['up'], source };
  });
  return ok({ services, start: 'sequence', serves: [], profiles: PROFILES, file, skipped: toldOf(read.value) });
}

/** One service of the file takes the place of the plan's; of several each has its own id behind that. */
function servicesFrom(service: Service, { services }: ReadServices): Service[] {
  const { from: _, ...plain } = service;
  return services.map((one) => ({
    ...plain,
    id: services.length === 1 ? service.id : `${service.id}.${one.id}`,
    profile: service.profile ?? one.profile,
    lines: service.lines ?? one.lines,
  }));
}

/** `start`: where a relative path starts, in words. */
function readServerFile(path: string, { kind, source }: FromFile, start: string | undefined): Read<ReadServices> {
  const text = readText(path, start);
  if (!text.ok) return err([problemAt(source, { ...text.error, message: `${path}: ${text.error.message}` })]);
  if (text.value.trim() === '')
    return err([
      problemAt(source, { message: `${path}: the file is empty`, hint: 'check what should have written it' }),
    ]);
  const format = kind ?? detectInput(path, text.value);
  if (format !== undefined) return parse(format, text.value, path);
  const hint = `say which: from: { KIND: ${path} }, where KIND is one of ${INPUT_FORMATS.join(', ')}`;
  return err([problemAt(source, { message: `${path} is of no server that can be read`, hint })]);
}

const parse = (format: InputFormat, text: string, file: string): Read<ReadServices> =>
  INPUT_READERS[format](text, file, {
    environment: format === 'compose' ? { ...dotEnvBeside(file), ...process.env } : process.env,
    include: includesBeside(file),
    missingFolder: missingFolderBeside(file),
    root: true,
    hostName: hostName(),
  });

/** What Compose reads of the `.env` file beside its own; nothing where there is none to be read. */
function dotEnvBeside(file: string): Readonly<Record<string, string>> {
  const text = readText(join(dirname(file), '.env'));
  return text.ok ? readDotEnv(text.value, process.env) : {};
}

/** `nginx.conf:3:9: listen unix:/run/x: a UNIX socket has no port` */
const toldOf = ({ skipped, remarks }: ReadServices): string[] => [
  ...skipped.map(({ source, text, why }) => `${formatSource(source)}: ${text}: ${why}`),
  ...remarks.map(({ source, text, remark }) => `${formatSource(source)}: ${text}: ${remark}`),
];
