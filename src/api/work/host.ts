import { readHostValue } from '../../inputs/snapshot/of-value.ts';
import type { HostSnapshot } from '../../model/host-snapshot.ts';
import { ok, type Result } from '../../model/result.ts';
import { type Failure, failed } from './failure.ts';
import { plainProblem } from './places.ts';

/** Reads the option `host`: undefined where it is not given. */
export function readHost(value: unknown): Result<HostSnapshot | undefined, Failure> {
  if (value === undefined) return ok(undefined);
  const read = readHostValue(value);
  if (read.ok) return read;
  return failed(
    'config',
    read.error.map(({ path, ...one }) => ({
      ...plainProblem(one),
      path: ['host', ...path.map((key) => (typeof key === 'number' ? key : String(key)))],
    })),
  );
}
