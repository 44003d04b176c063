/** Lets a refresh wait for the answer of a wire. */
export class PendingAnswer {
    private settle: ((failed: boolean) => void) | undefined;

    /** Resolves with the next answer; rejects when that is an error. An older wait ends well. */
    private next(): Promise<void> {
        this.arrived();
        return new Promise((resolve, reject) => {
            this.settle = (failed) => (failed ? reject(new Error('The request failed')) : resolve());
        });
    }

    /** Changes what a wire asks for and waits until it answered. */
    after(change: () => void): Promise<void> {
        const answered = this.next();
        change();
        return answered;
    }

    arrived(): void {
        this.settle?.(false);
        this.settle = undefined;
    }

    failed(): void {
        this.settle?.(true);
        this.settle = undefined;
    }
}
