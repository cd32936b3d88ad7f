import type { Range } from './port-range.ts';

/** Odd offsets first, then even ones; with SO_REUSEADDR the lower half of the range before the upper. */
export function bindOrders({ low, high }: Range, halves: boolean): number[][] {
  const size = high - low + 1;
  if (!halves || size < 4) return scans(low, size, 1, -1);
  const half = (size >> 2) << 1;
  return scans(low, half, 1, -1).flatMap((first) =>
    scans(low + half, size - half, 1, -1).map((second) => [...first, ...second]),
  );
}

/** Even offsets first, then odd ones. */
export const connectOrders = ({ low, high }: Range): number[][] => scans(low, high - low + 1, 0, 1);

/**
 * Every second port from a random start, then the others, `turn` away. In a range of odd size above one an end is left
 * out, because the kernel rounds the number of steps down.
 */
function scans(low: number, size: number, parity: number, turn: number): number[][] {
  if (size <= 0) return [[]];
  const span = size > 1 ? size - (size % 2) : 1;
  const starts = Array.from({ length: Math.max(1, span >> 1) }, (_, i) => 2 * i + parity);
  return starts.map((start) => [...scan(low, size, span, start), ...scan(low, size, span, start + turn)]);
}

function scan(low: number, size: number, span: number, start: number): number[] {
  const ports: number[] = [];
  for (let step = 0, offset = start; step < span; step += 2, offset += 2) {
    if (offset >= size) offset -= span;
    ports.push(low + offset);
  }
  return ports;
}
