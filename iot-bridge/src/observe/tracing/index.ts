import type { TracingConfig } from '../../config/index.ts';
import type { Tracing } from './tracing.ts';

/** Starts tracing where it is on; undefined, and nothing is loaded, where it is off. */
export async function startTracing(
    service: string,
    version: string,
    config: TracingConfig | undefined
): Promise<Tracing | undefined> {
    if (!config) return undefined;
    const [{ startRecorder }, { Tracing }] = await Promise.all([import('./tracer.ts'), import('./tracing.ts')]);
    return new Tracing(await startRecorder(service, version, config));
}

export type { Tracing } from './tracing.ts';
