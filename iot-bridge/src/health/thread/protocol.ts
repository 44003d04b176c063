import type { Assessment, HealthFacts, HealthSettings } from '../model.ts';
import type { PackedSamples } from './packing.ts';

/** What the thread is started with. */
export interface HealthWorkerData {
    readonly file: string;
    readonly settings: HealthSettings;
    /** How often what was learned is written. */
    readonly saveMs: number;
}

/** What the thread is told. */
export type HealthRequest =
    | { readonly kind: 'define'; readonly facts: HealthFacts }
    | { readonly kind: 'samples'; readonly samples: PackedSamples }
    | { readonly kind: 'close' };

/** What the thread answers. Each batch of samples is answered once, in order. */
export type HealthReply =
    | {
          readonly kind: 'assessed';
          readonly assessments: Assessment[];
          readonly machines: number;
      }
    | { readonly kind: 'trouble'; readonly reason: string };
