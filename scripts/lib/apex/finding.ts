/** Something that is wrong with the Apex of the project. */
export interface ApexFinding {
    /** Path below the root of the project. */
    file: string;
    line: number;
    rule: string;
    message: string;
}
