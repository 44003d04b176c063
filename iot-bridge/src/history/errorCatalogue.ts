/**
 * Errors of the history, in the form of the catalogue of the bridge: a stable code, what happened, what to do about
 * it, and the HTTP status the query API answers with. `{name}` is filled from the details of the error.
 */
export const historyErrors = {
    HISTORY_STORE_UNUSABLE: {
        status: 503,
        message: 'The history store {place} cannot be used: {reason}.',
        fix: 'Give the bridge access to it (`history.directory` or `history.postgresUrl`) and free space.'
    },
    HISTORY_CLOSED: {
        status: 503,
        message: 'The history store has ended: {reason}.',
        fix: 'Start the bridge again; everything that was acknowledged is on disk.'
    },
    HISTORY_CHUNK_DAMAGED: {
        status: 500,
        message: 'Stored values cannot be read: {reason}.',
        fix: 'Restore the history file from a backup; rollups of the same time may still be readable.'
    },
    HISTORY_FILE_UNREADABLE: {
        status: 503,
        message: 'The file {file} of the history cannot be used: {reason}.',
        fix: 'Mount its folder or restore the file; the values of its day and signals are in no other place.'
    },
    HISTORY_VALUES_SET_ASIDE: {
        status: 503,
        message:
            '{waiting} late values wait for the file {file} of the history, which cannot be used: {reason}. Without room, {lost} were lost.',
        fix: 'Mount its folder or restore the file; they are taken in within the hour. Everything else goes on.'
    },
    HISTORY_QUERY_INVALID: {
        status: 400,
        message: 'The query is refused: {problems}.',
        fix: 'Correct the named parameters; /history/v1/openapi.json describes them.'
    },
    HISTORY_NOT_FOUND: {
        status: 404,
        message: 'There is no {what}.',
        fix: 'Look at /history/v1/devices/{device}/signals for what is recorded.'
    },
    HISTORY_TOKEN_MISSING: {
        status: 401,
        message: 'The request has no valid bearer token: {reason}.',
        fix: 'Send `Authorization: Bearer …` with a token of `history.api` or of the configured issuer.'
    },
    HISTORY_SCOPE_MISSING: {
        status: 403,
        message: 'The token does not carry the scope {scope}.',
        fix: 'Use a token with this scope.'
    },
    HISTORY_RATE_LIMITED: {
        status: 429,
        message: 'More requests than {limit} a minute.',
        fix: 'Wait as long as the header Retry-After says, or ask for several signals in one request.'
    },
    HISTORY_PORT_TAKEN: {
        status: 500,
        message: 'The address {address} for the history is already in use.',
        fix: 'Choose another `history.api.port`, or 0 for any free port.'
    }
} as const satisfies Record<string, { status: number; message: string; fix: string }>;
