import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleFiles, componentNames, deployedBundles } from './bundles.ts';
import { BuildThread } from './buildThread.ts';
import { checkImports } from './checkBundles.ts';
import { LightningBuildError } from './lightningBuildError.ts';
import type { AppFiles } from './protocol.ts';
import type { OrgFacts } from './salesforceModules.ts';
import { sessionModules } from './sessionModules.ts';
import { ensureVendor, type Vendor } from './vendor.ts';

/** Everything the page loads. */
export interface BuiltApp extends AppFiles {
    /** Changes with the sources; part of the addresses, so that browsers may cache for ever. */
    readonly version: string;
    readonly vendor: Vendor;
}

/** Builds that stay available after a deployment has replaced them. */
const keptBuilds = 3;

const platformFolder = fileURLToPath(new URL('../browser/platform/lightning/', import.meta.url));

/** Builds the browser side of an org and rebuilds it when a deployment has changed it. */
export class LightningBuilder {
    readonly #thread = new BuildThread();
    readonly #cacheFolder: string;
    readonly #vendorUrl: string;
    #vendor: Promise<Vendor> | undefined;
    /** The latest builds by version: open pages still load files of the one before. */
    readonly #built = new Map<string, Promise<BuiltApp>>();
    #latest: { readonly facts: OrgFacts; readonly built: Promise<BuiltApp> } | undefined;

    /** @param vendorUrl address under which the vendor folder is served */
    constructor(cacheFolder: string, vendorUrl: string) {
        this.#cacheFolder = cacheFolder;
        this.#vendorUrl = vendorUrl;
    }

    /**
     * The page's files for the metadata that is deployed now.
     * @throws LightningBuildError when a bundle does not compile or imports something that does not exist
     */
    app({ registry, schema }: OrgFacts): Promise<BuiltApp> {
        const latest = this.#latest;
        if (latest?.facts.registry === registry && latest.facts.schema === schema) return latest.built;
        const built = this.#appFor({ registry, schema });
        this.#latest = { facts: { registry, schema }, built };
        built.catch(() => {
            if (this.#latest?.built === built) this.#latest = undefined;
        });
        return built;
    }

    /** A build of which a page is open, or undefined when it is no longer kept. */
    version(version: string): Promise<BuiltApp> | undefined {
        return this.#built.get(version);
    }

    /** The fixed packages, built by the first call. */
    vendor(): Promise<Vendor> {
        return (this.#vendor ??= ensureVendor(this.#thread, this.#cacheFolder, this.#vendorUrl).catch(
            (error: unknown) => {
                this.#vendor = undefined;
                throw error;
            }
        ));
    }

    stop(): Promise<void> {
        return this.#thread.stop();
    }

    async #appFor(facts: OrgFacts): Promise<BuiltApp> {
        const vendor = await this.vendor();
        const bundles = deployedBundles(facts.registry);
        const { modules, problems } = checkImports(bundles, platformModuleNames(vendor), facts);
        if (problems.length > 0) throw new LightningBuildError(problems);
        const index = componentIndex(componentNames(bundles));
        const sources = {
            bundles: bundleFiles(bundles),
            modules: { ...sessionModules(), ...modules, 'local-org/components': index }
        };
        const version = createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 16);
        const known = this.#built.get(version);
        return known ?? this.#keep(version, this.#build(version, vendor, sources));
    }

    #keep(version: string, built: Promise<BuiltApp>): Promise<BuiltApp> {
        this.#built.set(version, built);
        built.catch(() => this.#built.delete(version));
        for (const old of [...this.#built.keys()].slice(0, -keptBuilds)) this.#built.delete(old);
        return built;
    }

    async #build(
        version: string,
        vendor: Vendor,
        sources: { readonly bundles: Readonly<Record<string, string>>; readonly modules: Record<string, string> }
    ): Promise<BuiltApp> {
        const reply = await this.#thread.run({ kind: 'app', provided: Object.keys(vendor.imports), ...sources });
        if (!reply.ok) throw new LightningBuildError(reply.problems);
        if (!reply.app) throw new Error('The build thread has answered an app build without files.');
        return { version, vendor, ...reply.app };
    }
}

function platformModuleNames(vendor: Vendor): ReadonlySet<string> {
    const own = readdirSync(platformFolder).map((file) => `lightning/${file.replace(/\.ts$/, '')}`);
    return new Set([...Object.keys(vendor.imports), ...own]);
}

/** Source of the module that loads a deployed component by its name. */
function componentIndex(names: readonly string[]): string {
    const entries = names.map((name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(`c/${name}`)})`);
    return `export default { ${entries.join(', ')} };`;
}
