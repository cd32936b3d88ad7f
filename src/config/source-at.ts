import type { Source } from '../model/experiment.ts';
import { LinePlaces } from './line-places.ts';

/** Where an offset of a text is in its file. */
export type SourceAt = (offset: number) => Source;

/** The places of the offsets of a whole file. */
export function placesIn(file: string, text: string): SourceAt {
  const lines = new LinePlaces(text);
  return (offset) => ({ file, ...lines.placeOf(offset) });
}
