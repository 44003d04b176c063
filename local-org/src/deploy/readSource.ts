/** A project in source format to components whose problems point into the source files. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ComponentSet, type SourceComponent } from '@salesforce/source-deploy-retrieve';
import type { MetadataComponent, MetadataFile, MetadataType, Problem } from '../metadata/index.ts';
import { readComponent, type ComponentFiles, type ReadComponents } from '../metadata/readComponents.ts';
import { lwcScripts, type LwcScript } from './lwcScripts.ts';
import type { MetadataTables } from './readDeployment.ts';
import { projectFolders, type SourceSelection } from './sourceProject.ts';

/** The components of a project and where they come from. */
export interface SourceReading {
    readonly components: readonly MetadataComponent[];
    readonly problems: readonly Problem[];
    /** The source file behind a path in a problem, relative to the project. */
    readonly sourceOf: (problemPath: string) => string;
}

/**
 * Reads each source file by itself. The components equal those of a deployment of the same project,
 * but their paths and places are those of the source.
 */
export function readSource(tables: MetadataTables, projectDir: string, selection: SourceSelection = {}): SourceReading {
    const { folders } = projectFolders(projectDir, selection);
    const scripts = lwcScripts(folders);
    const sources = new Map(scripts.map((script) => [script.path, path.relative(projectDir, script.source)]));
    const reader = new SourceReader(tables, projectDir, scripts, sources);
    const reads = ComponentSet.fromSource([...folders])
        .getSourceComponents()
        .toArray()
        .flatMap((component) => reader.read(component));
    return {
        components: reads.flatMap((read) => read.components),
        problems: reads.flatMap((read) => read.problems),
        sourceOf: (problemPath) => sources.get(problemPath) ?? problemPath
    };
}

class SourceReader {
    readonly #tables: MetadataTables;
    readonly #projectDir: string;
    readonly #scripts: readonly LwcScript[];
    readonly #sources: Map<string, string>;

    constructor(
        tables: MetadataTables,
        projectDir: string,
        scripts: readonly LwcScript[],
        sources: Map<string, string>
    ) {
        this.#tables = tables;
        this.#projectDir = projectDir;
        this.#scripts = scripts;
        this.#sources = sources;
    }

    read(component: SourceComponent): readonly ReadComponents[] {
        const type = this.#tables.types.get(component.type.name);
        if (!type) return [this.#refuse(component)];
        const own = component.xml || component.content ? [this.#readOne(component, type)] : [];
        const parts = component.getChildren().filter((child) => child.xml !== component.xml);
        return [...own, ...parts.flatMap((part) => this.#readPart(part))];
    }

    #readPart(part: SourceComponent): ReadComponents[] {
        const type = this.#tables.types.get(part.type.name);
        return type ? [this.#readOne(part, type)] : [this.#refuse(part)];
    }

    #readOne(component: SourceComponent, type: MetadataType): ReadComponents {
        const xml = component.xml ? this.#file(component.xml) : undefined;
        const files = type.form === 'xml' ? [xml] : this.#contentFiles(component, type);
        const group: ComponentFiles = {
            type,
            fullName: component.fullName,
            xml,
            files: files.filter((file) => file !== undefined)
        };
        return readComponent(this.#tables.schema, group);
    }

    /** Files are named as in a deployment, which is what rules look for. */
    #contentFiles(component: SourceComponent, type: MetadataType): MetadataFile[] {
        const paths = [...component.walkContent(), ...(component.xml ? [component.xml] : [])];
        const files = paths.map((name) => {
            const below = name.split(path.sep).join('/');
            const target = below.slice(below.lastIndexOf(`/${type.folder}/`) + 1);
            this.#sources.set(target, path.relative(this.#projectDir, name));
            return { path: target, bytes: readFileSync(name) };
        });
        const own = this.#scripts.filter((script) => script.path.startsWith(`${type.folder}/${component.fullName}/`));
        const compiled = new Set(own.map((script) => script.path));
        if (type.form !== 'bundle') return files;
        for (const script of own) this.#sources.set(script.path, path.relative(this.#projectDir, script.source));
        return [...files.filter((file) => !compiled.has(file.path)), ...own];
    }

    #file(name: string): MetadataFile {
        return { path: path.relative(this.#projectDir, name).split(path.sep).join('/'), bytes: readFileSync(name) };
    }

    #refuse(component: SourceComponent): ReadComponents {
        const { fullName } = component;
        const file = path.relative(this.#projectDir, component.xml ?? component.content ?? fullName);
        const message = `Metadata type not supported by the local org: ${component.type.name}`;
        const problem = { type: component.type.name, fullName, path: file, line: 1, column: 1, message } as const;
        return { components: [], problems: [{ ...problem, severity: 'error' }] };
    }
}
