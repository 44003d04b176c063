import { z } from 'zod';
import type { WebhookConfig } from '../../sections/webhook.ts';
import { withSettings } from '../expand.ts';
import { explanationOf } from '../explanation.ts';
import { webhookPresetNames } from './names.ts';
import { webhookPresets } from './registry.ts';

const given = z.looseObject({ preset: z.enum(webhookPresetNames) });

/** Fills the settings of the preset into a webhook where none are written; without a known preset it stays as it is. */
export function expandWebhookPreset(source: unknown): unknown {
    const named = given.safeParse(source);
    if (!named.success) return source;
    const { preset } = named.data;
    return withSettings(named.data, [{ key: 'name', value: preset }, ...webhookPresets[preset].settings]);
}

/** One line per setting the preset of a webhook fills in, with the reason. */
export function explainWebhookPreset(config: WebhookConfig): string[] {
    if (config.preset === undefined) return [];
    const { product, page, settings } = webhookPresets[config.preset];
    return [
        `${config.name}: preset ${config.preset}, ${product} (${page})`,
        ...settings.map((setting) => explanationOf(setting, config))
    ];
}
