import { fileURLToPath } from 'node:url';
import type { RollupLwcOptions } from '@lwc/rollup-plugin';

/** Folder of the browser side: the shell and the platform modules. */
export const browserFolder = fileURLToPath(new URL('../../browser', import.meta.url));

/** A file inside the browser side; imports of packages are resolved as if it asked for them. */
export const resolutionAnchor = `${browserFolder}/main.ts`;

/** File types that reach the bundler after the LWC compiler has turned them into JavaScript. */
export const moduleTypes = { '.ts': 'js', '.html': 'js', '.css': 'js' } as const;

/** Compile-time constants: the browser build of production. */
export const productionConstants = { 'import.meta.env.SSR': 'false', 'process.env.NODE_ENV': '"production"' };

const installed = (name: string): string => fileURLToPath(import.meta.resolve(name));

/**
 * Options of the LWC compiler. Synthetic shadow is on, as in Lightning Experience; base components need
 * its element internals, and the engine is named because another version may be installed next to it.
 */
export function lwcOptions(): RollupLwcOptions {
    return {
        rootDir: `${browserFolder}/modules`,
        modules: [
            { name: 'lwc', path: installed('@lwc/engine-dom') },
            { name: '@lwc/synthetic-shadow', path: installed('@lwc/synthetic-shadow') },
            { npm: 'lightning-base-components' }
        ],
        defaultModules: [],
        enableDynamicComponents: true,
        enableSyntheticElementInternals: true,
        enableLwcOn: true,
        exclude: [`${browserFolder}/platform/**`, `${browserFolder}/*.ts`, /^\0/]
    };
}
