/** Record ids in metadata hold in one org only. */
import type { MetadataComponent } from '../metadata/index.ts';
import { toId18 } from '../schema/recordId.ts';
import type { Finding } from './finding.ts';

/** Three characters of the object, three of the server, nine of the record; the zeros tell ids from words. */
const idPattern =
    /(?<![A-Za-z0-9_/+=.-])[0-9a-zA-Z]{3}[0-9A-Za-z]{2}0[0-9A-Za-z]{9}(?:[A-Z0-5]{3})?(?![A-Za-z0-9_/+=-])/g;

/** Texts in the files of components that are ids of 15 or 18 characters. */
export function recordIdFindings(
    components: readonly MetadataComponent[],
    sourceOf: (path: string) => string
): Finding[] {
    const files = new Map(components.flatMap((component) => component.files.map((file) => [file.path, file] as const)));
    return [...files.values()]
        .filter((file) => /\.(xml|js|ts|html|json|css)$/.test(file.path) || !file.path.includes('staticresources/'))
        .flatMap((file) => {
            const lines = new TextDecoder().decode(file.bytes).split('\n');
            return lines.flatMap((line, index) =>
                [...line.matchAll(idPattern)]
                    .filter((match) => isRecordId(match[0]))
                    .map((match) => ({
                        file: sourceOf(file.path),
                        line: index + 1,
                        column: match.index + 1,
                        message: `The record id ${match[0]} holds in one org only`
                    }))
            );
        });
}

function isRecordId(text: string): boolean {
    const looksLikeOne =
        /^(0[0-9A-Za-z]{2}|[a-z0-9][0-9A-Za-z]{2})[0-9A-Za-z]{2}0/.test(text) && /\d/.test(text.slice(6));
    const isWord = /^\d+$/.test(text) || /^[a-zA-Z]+$/.test(text);
    return looksLikeOne && !isWord && toId18(text) !== undefined && (text.match(/0/g)?.length ?? 0) >= 3;
}
