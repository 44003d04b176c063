import { existsSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'rolldown';
import { deployedRoot } from '../protocol.ts';
import { browserFolder, resolutionAnchor } from './lwcOptions.ts';

const virtualPrefix = '\0platform:';

/** Modules whose source is known beforehand, such as `@salesforce/label/c.Title`. */
export function virtualModules(sources: Readonly<Record<string, string>>): Plugin {
    return {
        name: 'local-org:virtual-modules',
        resolveId: (id) => (Object.hasOwn(sources, id) ? virtualPrefix + id : null),
        load: (id) => (id.startsWith(virtualPrefix) ? (sources[id.slice(virtualPrefix.length)] ?? null) : null)
    };
}

/** Platform modules that are this project's own: `lightning/uiRecordApi` is `platform/lightning/uiRecordApi.ts`. */
export function platformModules(): Plugin {
    return {
        name: 'local-org:platform-modules',
        resolveId(id) {
            const file = `${browserFolder}/platform/${id}.ts`;
            return /^lightning\/\w+$/.test(id) && existsSync(file) ? file : null;
        }
    };
}

/** Leaves modules out of this build; the import map of the page finds them. */
export function externalModules(isExternal: (id: string) => boolean): Plugin {
    return {
        name: 'local-org:external-modules',
        resolveId: (id) => (isExternal(id) ? { id, external: true } : null)
    };
}

/** Removes TypeScript types from the browser side; lines and columns stay where they are. */
export function typeScript(): Plugin {
    return {
        name: 'local-org:typescript',
        transform(code, id) {
            const isOwn = id.startsWith(browserFolder) && path.extname(id.split('?')[0] ?? '') === '.ts';
            return isOwn ? { code: stripTypeScriptTypes(code), map: null } : null;
        }
    };
}

/** The deployed bundles, straight from the deployment; nothing is written to disk. */
export function deployedBundles(files: Readonly<Record<string, string>>): Plugin {
    return {
        name: 'local-org:deployed-bundles',
        async resolveId(id, importer, options) {
            const component = /^c\/(\w+)$/.exec(id)?.[1];
            if (component) return deployedModule(files, `${component}/${component}`) ?? null;
            if (!importer?.startsWith(deployedRoot)) return null;
            if (id.startsWith('.')) return deployedFile(files, relativeFile(id, importer)) ?? null;
            return this.resolve(id, resolutionAnchor, { ...options, skipSelf: true });
        },
        load: (id) =>
            id.startsWith(deployedRoot) ? (files[withoutQuery(id).slice(deployedRoot.length)] ?? null) : null
    };
}

const withoutQuery = (id: string): string => id.split('?')[0] ?? id;

function relativeFile(id: string, importer: string): string {
    const full = path.posix.resolve(path.posix.dirname(withoutQuery(importer)), id);
    const file = full.slice(deployedRoot.length);
    return path.posix.extname(withoutQuery(file)) ? file : `${file}.js`;
}

/** A bundle is imported by its script; one that shares CSS has only a stylesheet. */
function deployedModule(files: Readonly<Record<string, string>>, name: string): string | undefined {
    return deployedFile(files, `${name}.js`) ?? deployedFile(files, `${name}.css`);
}

function deployedFile(files: Readonly<Record<string, string>>, file: string): string | undefined {
    return Object.hasOwn(files, withoutQuery(file)) ? deployedRoot + file : undefined;
}
