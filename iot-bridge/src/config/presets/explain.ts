import type { MqttConfig } from '../sections/mqtt.ts';
import { settingsOf } from './expand.ts';
import { explanationOf } from './explanation.ts';
import { presetInput } from './preset.ts';
import { presets } from './registry.ts';

/** One line per setting a preset fills in, with the reason, and what the configuration says instead where it does. */
export function explainPreset(config: MqttConfig): string[] {
    const given = presetInput.safeParse(config);
    if (!given.success) return [];
    const { product, page, secretUserName } = presets[given.data.preset];
    const lines = settingsOf(given.data).map((setting) =>
        explanationOf(setting, config, setting.key === 'username' && secretUserName === true)
    );
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
