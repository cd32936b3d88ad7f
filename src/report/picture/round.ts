/** Two digits behind the point are enough for a pixel. */
export const round = (value: number): number => Math.round(value * 100) / 100;
