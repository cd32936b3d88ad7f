import { problemAt } from '../../config/config-problem.ts';
import type { HostSnapshot } from '../../model/host-snapshot.ts';
import { err, ok, type Problem, type Result } from '../../model/result.ts';
import { snapshotOf } from './build.ts';
import { checkHostDocument } from './check.ts';
import { HINT, otherDocument, worded } from './read.ts';

/** What is wrong with a value, and where in it. */
export interface PathProblem extends Problem {
  readonly path: readonly PropertyKey[];
}

/** Reads a snapshot that is a value already, and no text. Never throws. */
export function readHostValue(value: unknown): Result<HostSnapshot, readonly PathProblem[]> {
  const other = otherDocument(value);
  if (other !== undefined) return err([{ ...other, path: ['schema'] }]);
  const checked = checkHostDocument(value as object);
  if (!checked.ok)
    return err(checked.error.map(({ path, message }) => ({ path, message: worded(path, message), hint: HINT })));
  const problems: PathProblem[] = [];
  const read = snapshotOf(checked.value, (path, problem) => {
    problems.push({ path, ...problem });
    return problemAt({ flag: 'host' }, problem);
  });
  return read.ok ? ok(read.value) : err(problems);
}
