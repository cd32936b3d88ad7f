import { version } from '../../package.json';

/** The program's own version. */
export const VERSION: string = version;
