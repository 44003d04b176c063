import { parsePath } from '../../pipeline/index.ts';

/** Fills `{column}` and `{column:3}` (padded with zeros) in a topic. An absent column leaves its name in place. */
export function fillTopic(template: string, column: (name: string) => unknown): string {
    return template.replace(/\{([^}:]+)(?::(\d+))?\}/g, (whole, name: string, width: string | undefined) => {
        const value = column(name);
        if (typeof value !== 'string' && typeof value !== 'number') return whole;
        return String(value)
            .trim()
            .padStart(Number(width ?? 0), '0');
    });
}

/** Builds the message of a row: each value at its path, and the recorded time as ISO text. Empty cells are left out. */
export function messageOf(
    fields: Readonly<Record<string, string>>,
    column: (name: string) => unknown,
    at: number | undefined
): Record<string, unknown> {
    const message: Record<string, unknown> = {};
    if (at !== undefined) message.timestamp = new Date(at).toISOString();
    for (const [path, name] of Object.entries(fields)) {
        const value = column(name);
        if (value !== undefined && value !== '') putAt(message, parsePath(path), value);
    }
    return message;
}

function putAt(message: Record<string, unknown>, path: readonly string[], value: unknown): void {
    let target = message;
    for (const part of path.slice(0, -1)) {
        const next = target[part];
        const child = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {};
        target[part] = child;
        target = child;
    }
    const last = path.at(-1);
    if (last !== undefined) target[last] = value;
}
