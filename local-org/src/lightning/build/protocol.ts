/** Messages between the org and the thread that builds the browser side. */

/** Where deployed bundles appear in the module graph; the folder name is their LWC namespace. */
export const deployedRoot = '/deployed/c/';

/** Builds the packages that do not change: LWC, base components, icons. */
export interface VendorRequest {
    readonly kind: 'vendor';
    /** Empty folder that takes the files and `importmap.json`. */
    readonly folder: string;
    /** Address under which the folder will be served. */
    readonly baseUrl: string;
    /** Sources of modules by name, such as `@salesforce/i18n/locale`. */
    readonly modules: Readonly<Record<string, string>>;
}

/** Builds the shell together with the deployed bundles. */
export interface AppRequest {
    readonly kind: 'app';
    /** Modules that the vendor build provides. */
    readonly provided: readonly string[];
    /** Files of the deployed bundles, by `bundle/file`. */
    readonly bundles: Readonly<Record<string, string>>;
    /** Sources of modules by name. */
    readonly modules: Readonly<Record<string, string>>;
}

/** One thing that keeps the browser side from being built. */
export interface BuildProblem {
    /** Bundle that must be corrected; blank when it is the shell itself. */
    readonly bundle: string;
    /** File in the deployment, such as `lwc/machineTree/machineTree.js`. */
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
}

/** The files of the app build, by name. */
export type BuiltFiles = Readonly<Record<string, string>>;

/** Files that each file imports at once, by file; modules of another build by their names. */
export type ModuleGraph = Readonly<Record<string, readonly string[]>>;

/** What an app build makes. */
export interface AppFiles {
    readonly files: BuiltFiles;
    readonly graph: ModuleGraph;
    /** Files of the modules that are loaded when they are needed, such as `c/machineTree` and `shell/details`. */
    readonly entries: Readonly<Record<string, string>>;
}

/** What the thread answers: files for an app build, nothing for a vendor build. */
export type BuildReply =
    { readonly ok: true; readonly app?: AppFiles } | { readonly ok: false; readonly problems: readonly BuildProblem[] };
