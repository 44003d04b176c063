import type { MqttConfig } from '../sections/mqtt.ts';
import { problem } from './preset.ts';
import type { Preset, Problem } from './preset.ts';
import { presets } from './registry.ts';

/** What the platform of a source does not take, after its settings were filled in. */
export function presetProblems(config: MqttConfig): Problem[] {
    if (config.preset === undefined) return unusedParameters(config, []);
    const preset = presets[config.preset];
    return [
        ...transportProblems(preset, config),
        ...unusedParameters(config, preset.reads, config.preset),
        ...preset.problems(config)
    ];
}

/** Why the platform of a source refuses a topic filter; undefined when it takes it, or when there is no preset. */
export function filterProblem(config: MqttConfig, filter: string): string | undefined {
    return config.preset === undefined ? undefined : presets[config.preset].filterProblem?.(filter, config);
}

function transportProblems({ endpoints, product }: Preset, { transport }: MqttConfig): Problem[] {
    if (transport === undefined || endpoints[transport]) return [];
    return [
        problem('transport', `${product} is not reached by ${transport}; one of ${Object.keys(endpoints).join(', ')}`)
    ];
}

function unusedParameters({ platform }: MqttConfig, reads: Preset['reads'], preset?: string): Problem[] {
    const names: readonly string[] = reads;
    return Object.keys(platform)
        .filter((name) => !names.includes(name))
        .map((name) => problem(`platform.${name}`, `is not read by ${preset ?? 'a source without preset'}`));
}
