/** The package ships no declarations; these are the parts of its Jest configuration that we extend. */
declare module '@salesforce/sfdx-lwc-jest/config' {
    export const jestConfig: {
        readonly setupFilesAfterEnv?: readonly string[];
        readonly [option: string]: unknown;
    };
}
