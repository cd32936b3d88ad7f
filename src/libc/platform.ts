import { ok, problem, type Result } from '../model/result.ts';
import type { Platform } from './constants.ts';
import { nativePart } from './library.ts';
import { LINUX } from './linux.ts';

const TABLES: Readonly<Partial<Record<NodeJS.Platform, Platform>>> = { linux: LINUX };

/** The table of an operating system; a problem if there is no table of it, or if no C function can be called. */
export function platform(name: NodeJS.Platform = process.platform): Result<Platform> {
  const table = TABLES[name];
  if (table === undefined)
    return problem(
      `bindmatrix cannot open sockets on ${name}: it has no table of that system's constants`,
      `it runs on ${Object.keys(TABLES).join(', ')}; "$0 rules" and --predict work everywhere`,
    );
  const part = nativePart();
  return part.ok ? ok(table) : part;
}
