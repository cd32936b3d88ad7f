/**
 * The sandbox process. Its code is a bundle of its own, so that the code cache has it; it is there before a message comes.
 * That of trials, which is asked for most, is small.
 */
void (process.argv[2] === 'trials' ? import('./trials-main.ts') : import('./main.ts'));
