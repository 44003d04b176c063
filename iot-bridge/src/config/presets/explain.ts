import type { MqttConfig } from '../sections/mqtt.ts';
import { settingsOf } from './expand.ts';
import { presetInput } from './preset.ts';
import { presets } from './registry.ts';

/** One line per setting a preset fills in, with the reason, and what the configuration says instead where it does. */
export function explainPreset(config: MqttConfig): string[] {
    const given = presetInput.safeParse(config);
    if (!given.success) return [];
    const { product, page, secretUserName } = presets[given.data.preset];
    const shown = (key: string, value: unknown): string =>
        key === 'username' && secretUserName ? '[secret]' : JSON.stringify(value);
    const lines = settingsOf(given.data).map(({ key, value, because }) => {
        const actual = valueAt(config, key.split('.'));
        const line = `  ${key} = ${shown(key, value)}: ${because}`;
        return holds(value, actual) ? line : `${line}; not used, the configuration says ${shown(key, actual)}`;
    });
    return [`${config.name}: preset ${given.data.preset}, ${product} (${page})`, ...lines];
}

/** Whether the user name of a source must not be shown. */
export function hidesUserName({ preset }: MqttConfig): boolean {
    return preset !== undefined && presets[preset].secretUserName === true;
}

/** Whether the client id of a source is an identity of its platform, so that no other id can be tried. */
export function hasFixedClientId({ preset }: MqttConfig): boolean {
    return preset !== undefined && presets[preset].fixedClientId === true;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
    return path.reduce<unknown>(
        (found, name) => (typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined),
        value
    );
}

/** Whether the actual value is the one filled in, besides the defaults added below it. */
function holds(filled: unknown, actual: unknown): boolean {
    if (typeof filled !== 'object' || filled === null) return filled === actual;
    if (typeof actual !== 'object' || actual === null) return false;
    return Object.entries(filled).every(([name, value]) => holds(value, Reflect.get(actual, name)));
}
