import type { PresetName } from './names.ts';
import { awsIotCore } from './platforms/awsIotCore.ts';
import { azureEventGrid } from './platforms/azureEventGrid.ts';
import { azureIotHub } from './platforms/azureIotHub.ts';
import { emqx, hivemq, mosquitto } from './platforms/brokers.ts';
import { cumulocity } from './platforms/cumulocity.ts';
import { siemensInsightsHub } from './platforms/siemensInsightsHub.ts';
import { theThingsStack } from './platforms/theThingsStack.ts';
import { thingsboard } from './platforms/thingsboard.ts';
import type { Preset } from './preset.ts';

/** Every preset by its name. */
export const presets = {
    'aws-iot-core': awsIotCore,
    'azure-iot-hub': azureIotHub,
    'azure-event-grid': azureEventGrid,
    hivemq,
    emqx,
    mosquitto,
    cumulocity,
    thingsboard,
    'the-things-stack': theThingsStack,
    'siemens-insights-hub': siemensInsightsHub
} as const satisfies Record<PresetName, Preset> as Readonly<Record<PresetName, Preset>>;
