/** What became of one FlowTest. */
export interface FlowTestOutcome {
    readonly name: string;
    readonly flow: string;
    readonly passed: boolean;
    /** One line for each assertion that failed, or the error that ended the run. */
    readonly failures: readonly string[];
    readonly startedAt: string;
    readonly endedAt: string;
}
