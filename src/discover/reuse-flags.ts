import { platformView } from './platform.ts';
import type { ReuseFlagsReader } from './platform-view.ts';

/** Opens a reader of SO_REUSEADDR and SO_REUSEPORT of sockets of other processes. Close it when all are read. */
export const openReuseFlags = (): ReuseFlagsReader => platformView().reuseFlags();
