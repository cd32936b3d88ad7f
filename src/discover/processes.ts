import type { HoldingProcess } from '../model/evidence.ts';
import type { Owner } from '../model/host.ts';
import { platformView } from './platform.ts';

/** Describes each of these processes; what it hides, or what it ended too early to show, is left out. */
export const describeProcesses = (owners: Iterable<Owner>): HoldingProcess[] => platformView().processes(owners);
