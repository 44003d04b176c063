/** Modules that exist in the build only. */
declare module 'local-org/components' {
    /** Loads a deployed component by its name. */
    const components: Readonly<
        Record<string, (() => Promise<{ default: new () => import('lwc').LightningElement }>) | undefined>
    >;
    export default components;
}
