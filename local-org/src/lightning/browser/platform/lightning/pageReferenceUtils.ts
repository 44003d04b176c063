/** Values for the form of a new record, as text for the address of its page. */
export function encodeDefaultFieldValues(values: Readonly<Record<string, unknown>>): string {
    return Object.entries(values)
        .map(([field, value]) => `${field}=${encodeURIComponent(String(value))}`)
        .join(',');
}

/** The values of such a text. */
export function decodeDefaultFieldValues(text: string): Record<string, string> {
    const pairs = text.split(',').filter((pair) => pair.includes('='));
    return Object.fromEntries(
        pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), decodeURIComponent(pair.slice(pair.indexOf('=') + 1))])
    );
}
