import { presetInput } from './preset.ts';
import type { Preset, PresetInput, Setting } from './preset.ts';
import { presets } from './registry.ts';

/**
 * Fills the settings of the preset into a source where none are written. A source without a known preset stays as it
 * is; the usual checks then say what is wrong with it. Filling in twice changes nothing.
 */
export function expandPreset(source: unknown): unknown {
    const given = presetInput.safeParse(source);
    if (!given.success || !isRecord(source)) return source;
    return withSettings(source, settingsOf(given.data));
}

/** Settings filled in where none are written. */
export function withSettings(
    source: Readonly<Record<string, unknown>>,
    settings: readonly Pick<Setting, 'key' | 'value'>[]
): Record<string, unknown> {
    return settings.reduce<Record<string, unknown>>(
        (expanded, { key, value }) => withDefault(expanded, key.split('.'), value),
        source
    );
}

/** All settings of a preset for a source, the address first. */
export function settingsOf(given: PresetInput): Setting[] {
    const preset = presets[given.preset];
    return [...addressOf(preset, given), ...preset.settings(given)];
}

function addressOf(preset: Preset, given: PresetInput): Setting[] {
    const host = given.host ?? preset.defaultHost;
    const wanted = given.transport ?? preset.defaultTransport(given);
    const transport = preset.endpoints[wanted] ? wanted : preset.defaultTransport(given);
    const endpoint = preset.endpoints[transport];
    if (host === undefined || !endpoint) return [];
    const port = given.port ?? endpoint.port;
    const value = `${endpoint.scheme}://${host}:${port}${endpoint.path ?? ''}`;
    return [{ key: 'url', value, because: `${preset.product} by ${transport}` }];
}

function withDefault(
    target: Record<string, unknown>,
    path: readonly string[],
    value: unknown
): Record<string, unknown> {
    const [name = '', ...rest] = path;
    const present = target[name];
    if (rest.length === 0) return present === undefined ? { ...target, [name]: value } : target;
    if (present !== undefined && !isRecord(present)) return target;
    return { ...target, [name]: withDefault(present ?? {}, rest, value) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
