import type { Format as KnownFormat } from '../../model/format.ts';

/** A format in which a result can be written: that of the flag `--format`. */
export type Format = KnownFormat;
