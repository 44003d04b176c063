/** Thrown through a transaction to undo what its interviews have written; they go on after it. */
export class RollbackRequest extends Error {
    constructor() {
        super('The flow rolled its changes back.');
        this.name = 'RollbackRequest';
    }
}
