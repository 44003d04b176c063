/** A request that is refused, as OData answers it (OData JSON Format 4.01, 21). */
export class ODataError extends Error {
    readonly status: 400 | 404 | 405 | 406 | 501;
    readonly code: string;
    readonly target: string | undefined;

    constructor(status: ODataError['status'], code: string, message: string, target?: string) {
        super(message);
        this.name = 'ODataError';
        this.status = status;
        this.code = code;
        this.target = target;
    }
}

/** A part of the request that does not fit. */
export function invalid(message: string, target: string): ODataError {
    return new ODataError(400, 'InvalidQuery', message, target);
}

/** Something OData has and this service does not. */
export function notImplemented(what: string, target: string): ODataError {
    return new ODataError(501, 'NotImplemented', `${what} is not supported by this service.`, target);
}

/** A question that would have to read more than the service reads for one request. */
export function tooWide(what: string, target: string): ODataError {
    const fix = 'Narrow it by Device, Signal and time in $filter.';
    return new ODataError(400, 'QueryTooWide', `${what} ${fix}`, target);
}
