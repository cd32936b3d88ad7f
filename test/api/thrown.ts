import { BindmatrixError } from '../../src/api/error.ts';

/** What a call throws, or a promise is rejected with. */
export async function thrownBy(call: () => unknown): Promise<BindmatrixError> {
  try {
    await call();
  } catch (error) {
    if (error instanceof BindmatrixError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
