/** Why a flow failed. `code` is the status code that the record gets. */
export class FlowError extends Error {
    readonly code: string;

    constructor(message: string, code = 'CANNOT_EXECUTE_FLOW_TRIGGER', options?: ErrorOptions) {
        super(message, options);
        this.name = 'FlowError';
        this.code = code;
    }
}
