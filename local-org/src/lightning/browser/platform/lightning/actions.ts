/** Closes the window of a quick action. */
export class CloseActionScreenEvent extends CustomEvent<undefined> {
    constructor() {
        super('lightning__actionsclosescreen', { bubbles: true, composed: true });
    }
}
