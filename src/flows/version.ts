import { version } from '../../package.json';

/** The program's own version, which every report names. */
export const VERSION: string = version;
