import type { Automation, MetadataConsumer } from '../platform.ts';

/** An org without flows: nothing runs around saves and on events. */
export const noAutomation: Automation & MetadataConsumer = {
    beforeSave: () => undefined,
    afterSave: () => undefined,
    beforeDelete: () => undefined,
    onPlatformEvents: () => undefined,
    runDue: () => undefined,
    check: () => [],
    apply: () => undefined
};
