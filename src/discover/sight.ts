import type { SightFacts } from '../model/visibility.ts';
import { platformView } from './platform.ts';

/** What decides which processes this one may see. */
export function readSight(): SightFacts {
  const view = platformView();
  const initialPidNamespace = view.initialPidNamespace();
  return {
    uid: process.geteuid?.() ?? -1,
    ...view.capabilities(),
    ...(initialPidNamespace === undefined ? {} : { initialPidNamespace }),
  };
}
