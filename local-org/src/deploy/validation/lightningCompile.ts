/** Compiles the files of Lightning web components, as an org does with every bundle that it is sent. */
import path from 'node:path';
import { transformSync } from '@lwc/compiler';
import type { LightningComponentBundle } from '@salesforce/types/metadata';
import { z } from 'zod';
import { problemAt, type MetadataComponent, type MetadataFile, type Problem } from '../../metadata/index.ts';

/** What the compiler throws for a file that it does not take. */
const compilerError = z.object({
    message: z.string(),
    location: z.object({ line: z.number(), column: z.number() }).optional()
});

/** What the compiler has against the templates, scripts and styles of a bundle; none for other components. */
export function compileProblems(component: MetadataComponent): Problem[] {
    if (component.type !== 'LightningComponentBundle') return [];
    return component.files.filter(isCompiled).flatMap((file) => problemIn(component, file) ?? []);
}

function isCompiled({ path: name }: MetadataFile): boolean {
    return /\.(js|html|css)$/.test(name) && !name.includes('/__');
}

function problemIn(component: MetadataComponent, file: MetadataFile): Problem | undefined {
    const { apiVersion } = component.content as LightningComponentBundle;
    try {
        transformSync(new TextDecoder().decode(file.bytes), path.basename(file.path), {
            name: component.fullName,
            namespace: 'c',
            enableDynamicComponents: true,
            ...(apiVersion === undefined ? {} : { apiVersion })
        });
        return undefined;
    } catch (error) {
        const { message, location } = compilerError.parse(error);
        const place = location ? { line: location.line, column: location.column } : { line: 1, column: 1 };
        return problemAt({ ...component, path: file.path, ...place }, told(message));
    }
}

/** The message without the place in our file system and the picture of the source below it. */
function told(message: string): string {
    const [line = ''] = message.split('\n');
    return line.replace(/^\w*Error: /, '').replace(/\S*\/[\w.-]+\.(?:js|html|css)(?::\d+:\d+)?: /, '');
}
