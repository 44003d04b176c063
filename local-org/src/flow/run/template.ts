const mergeField = /\{!\s*([$\w.:[\]]+)\s*\}/g;

/** Names of the merge fields in a text: `{!Get_Asset.Name}`. */
export function mergeFields(text: string): readonly string[] {
    return [...text.matchAll(mergeField)].map((match) => match[1] ?? '');
}

/** A text with its merge fields replaced. */
export function fillTemplate(text: string, textOf: (reference: string) => string): string {
    return text.replace(mergeField, (_, reference: string) => textOf(reference));
}
