/** Microsoft's page with the table of options and addresses. */
export const PAGE = 'learn.microsoft.com, Winsock: Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE';
