/** The sandbox process. Its code is a bundle of its own, so that the code cache has it; it is there before a message comes. */
void import('./main.ts');
