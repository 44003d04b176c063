/** A roll-up summary over the details of a master-detail relationship. */
export interface SummaryDescribe {
    readonly operation: 'count' | 'sum' | 'min' | 'max';
    readonly childObject: string;
    /** Master-detail field of the child that names the parent. */
    readonly foreignKey: string;
    /** Summarized field of the child; null for a count. */
    readonly field: string | null;
    /** Conditions that a child must all meet to count. */
    readonly filters: readonly SummaryFilter[];
}

/** One condition of a roll-up summary, with the words of the Metadata API's `FilterItem`. */
export interface SummaryFilter {
    readonly field: string;
    readonly operation: string;
    /** Alternatives, as the API separates them by commas; one blank value means a blank field. */
    readonly values: readonly string[];
}
