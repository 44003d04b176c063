/** Metadata components: what a deployment brings and what the org holds. */

/** A file of a component in Metadata API format, with its path in the deployment (`objects/Asset.object`). */
export interface MetadataFile {
    readonly path: string;
    readonly bytes: Uint8Array;
}

/** One component; the children of an object (fields, list views …) are components of their own. */
export interface MetadataComponent {
    /** Metadata API type: `CustomObject`, `CustomField`, `Flow`, … */
    readonly type: string;
    /** API name: `Asset.Device_Id__c` for a field. */
    readonly fullName: string;
    /** File that holds it, in Metadata API format; names the place of a problem. */
    readonly path: string;
    /** Line of its element in that file, from 1. */
    readonly line: number;
    readonly column: number;
    /**
     * The XML as plain data by the Metadata API schema: repeatable elements are arrays, booleans and
     * numbers are typed. Cast it to the type of the same name in `@salesforce/types/metadata`.
     */
    readonly content: unknown;
    /** All files of the component; for bundles the whole folder. */
    readonly files: readonly MetadataFile[];
}

/** The components of an org, or of an org as it would be after a deployment. */
export interface MetadataRegistry {
    get(type: string, fullName: string): MetadataComponent | undefined;
    list(type: string): readonly MetadataComponent[];
    all(): readonly MetadataComponent[];
}

/** One finding about a component, printed by the sf CLI with line and column. */
export interface Problem {
    readonly type: string;
    readonly fullName: string;
    readonly path: string;
    readonly message: string;
    readonly line: number;
    readonly column: number;
    readonly severity: 'error' | 'warning';
}
