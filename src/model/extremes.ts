/** The greatest of these numbers, at least `least`. Of any number of them: an argument each would overflow the stack. */
export function greatest(numbers: Iterable<number>, least = 0): number {
  let most = least;
  for (const one of numbers) if (one > most) most = one;
  return most;
}

/** The least of these numbers; Infinity where there is none. */
export function smallest(numbers: Iterable<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const one of numbers) if (one < least) least = one;
  return least;
}
